// The panel beside the map, or under it on a narrow screen.

import { makeChips } from "../filter/chips.mjs";
import { makeForm, makePinned } from "../filter/form.mjs";
import { el, replace } from "../parts/dom.mjs";
import { IncidentList } from "./list.mjs";
import { makeNothing } from "./nothing.mjs";
import { makeOverTime } from "./overtime.mjs";
import { makeProvinces } from "./provinces.mjs";
import { makeTable } from "./table.mjs";
import { makeTabs } from "./tabs.mjs";
import { makeTakeaway, shownRows } from "./takeaway.mjs";
import { makeTotals } from "./totals.mjs";

/** From the first to the last day there is; a single day is said below. */
const spanOf = ({ table, format }) => (table.bins.starts.length > 1 ? format.days(...table.days) : "");

export function makePanel(app, view, { open }) {
  const table = makeTable(app, { rowsOf: shownRows, show: open });
  const list = new IncidentList(app, { open, table: table.open });
  const overTime = makeOverTime(app);
  const pages = [
    ["provinces", "Provinces", makeProvinces(app)],
    ["filters", "Filters", makeForm(app)],
    ["incidents", "Incidents", list.node],
    ["overtime", "Over time", overTime.node],
  ];
  const tabs = makeTabs(pages, (id) => {
    if (id === "incidents") list.refresh();
    if (id === "overtime") overTime.show();
    setHigh(true);
  });
  const grip = el("button", {
    type: "button",
    class: "cm-grip",
    id: "cm-grip",
    "aria-expanded": "false",
    "aria-controls": "cm-panel",
    onclick: () => setHigh(!panel.classList.contains("cm-high")),
  });
  const title = el("h1", { class: "cm-title", dir: "auto" }, app.table.title);
  const span = el("p", { class: "cm-span" }, spanOf(app));
  const panel = el(
    "aside",
    { id: "cm-panel", class: "cm-panel", "aria-label": "Figures and filters" },
    el("div", { class: "cm-panel-head" }, grip, title, span, makeTotals(app)),
    el("div", { class: "cm-panel-middle" }, makePinned(app), makeChips(app), makeNothing(app)),
    tabs.node,
    pages.map(([, , node]) => node),
    makeTakeaway(app, view),
    table.node,
  );

  function setHigh(high) {
    panel.classList.toggle("cm-high", high);
    grip.setAttribute("aria-expanded", String(high));
    replace(grip, high ? "Show the map" : "Show figures and filters");
  }
  tabs.choose("provinces");
  setHigh(false);
  return { node: panel, list, showList: () => tabs.choose("incidents"), lower: () => setHigh(false) };
}
