// Pages of which one is seen, chosen by tabs.

import { el } from "../parts/dom.mjs";

/** `pages`: [id, label, node]; `onChoose(id)` runs after each change. The first page is not chosen yet. */
export function makeTabs(pages, onChoose) {
  const tabs = pages.map(([id, label], i) =>
    el(
      "button",
      { type: "button", role: "tab", id: `cm-tab-${id}`, "aria-controls": `cm-page-${id}`, onclick: () => choose(i) },
      label,
    ),
  );
  for (const [id, , node] of pages) {
    node.id ||= `cm-page-${id}`;
    node.setAttribute("role", "tabpanel");
    node.setAttribute("aria-labelledby", `cm-tab-${id}`);
  }

  function choose(at) {
    pages.forEach(([, , node], i) => (node.hidden = i !== at));
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === at));
      tab.tabIndex = i === at ? 0 : -1;
    });
    onChoose(pages[at][0]);
  }

  function turn(event) {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    const at = (tabs.indexOf(document.activeElement) + move + tabs.length) % tabs.length;
    choose(at);
    tabs[at].focus();
  }
  const strip = { class: "cm-tabs", role: "tablist", "aria-label": "Panel", onkeydown: turn };
  return { node: el("div", strip, tabs), choose: (id) => choose(pages.findIndex(([own]) => own === id)) };
}
