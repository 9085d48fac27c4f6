// The panel beside the map, or under it on a narrow screen.

import { el, replace } from "./dom.mjs";
import { makeChips, makeSearch } from "./chips.mjs";
import { makeFilters } from "./filters.mjs";
import { makeHistogram } from "./histogram.mjs";
import { makeList } from "./list.mjs";
import { makeProvinces } from "./provinces.mjs";
import { makeTakeaway } from "./takeaway.mjs";
import { makeTotals } from "./totals.mjs";

/** From the first to the last day there is. */
function spanOf({ bins, days, format }) {
  return bins.starts.length ? format.days(...days) : "";
}

export function makePanel(app, view, { open }) {
  const list = makeList(app, { open });
  const pages = [
    ["provinces", "Provinces", makeProvinces(app)],
    ["filters", "Filters", makeFilters(app)],
    ["incidents", "Incidents", list.node],
  ];
  const tabs = pages.map(([id, label], i) =>
    el(
      "button",
      { type: "button", role: "tab", id: `cm-tab-${id}`, "aria-controls": `cm-page-${id}`, onclick: () => choose(i) },
      label,
    ),
  );
  pages.forEach(([id, , node]) => {
    node.id ||= `cm-page-${id}`;
    node.setAttribute("role", "tabpanel");
    node.setAttribute("aria-labelledby", `cm-tab-${id}`);
  });
  const strip = el("div", { class: "cm-tabs", role: "tablist", "aria-label": "Panel" }, tabs);

  function choose(at) {
    pages.forEach(([, , node], i) => (node.hidden = i !== at));
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === at));
      tab.tabIndex = i === at ? 0 : -1;
    });
    if (pages[at][0] === "incidents") list.refresh();
    setHigh(true);
  }
  strip.addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    const at = (tabs.indexOf(document.activeElement) + move + tabs.length) % tabs.length;
    choose(at);
    tabs[at].focus();
  });

  const grip = el("button", {
    type: "button",
    class: "cm-grip",
    id: "cm-grip",
    "aria-expanded": "false",
    "aria-controls": "cm-panel",
    onclick: () => setHigh(!panel.classList.contains("cm-high")),
  });
  const span = el("p", { class: "cm-span" }, spanOf(app));
  const head = el(
    "div",
    { class: "cm-panel-head" },
    grip,
    el("h1", { class: "cm-title", dir: "auto" }, app.table.title),
    span,
    makeTotals(app),
  );
  const middle = el("div", { class: "cm-panel-middle" }, makeHistogram(app), makeSearch(app), makeChips(app));
  const panel = el(
    "aside",
    { id: "cm-panel", class: "cm-panel", "aria-label": "Figures and filters" },
    head,
    middle,
    strip,
    pages.map(([, , node]) => node),
    makeTakeaway(app, view),
  );

  function setHigh(high) {
    panel.classList.toggle("cm-high", high);
    grip.setAttribute("aria-expanded", String(high));
    replace(grip, high ? "Show the map" : "Show figures and filters");
  }
  choose(0);
  setHigh(false);
  return { node: panel, list, showList: () => choose(2), lower: () => setHigh(false) };
}
