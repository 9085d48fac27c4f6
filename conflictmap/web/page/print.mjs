// Paper is light, whatever the screen is, and carries the figures with the map.

import { noteWords, periodWords, totalWords } from "../data/totalwords.mjs";
import { askedWords } from "../filter/registry.mjs";
import { makePaper } from "../map/picture.mjs";
import { bdi, el } from "../parts/dom.mjs";

export function onPrint(app, view) {
  const paper = el("div", { id: "cm-paper", "aria-hidden": "true" });
  document.body.append(paper);
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = app.state.theme;
    app.change({ theme: "light" });
    paper.replaceChildren(makePaper(app, view), makeSums(app));
  });
  window.addEventListener("afterprint", () => {
    paper.replaceChildren();
    app.change({ theme: before ?? "" });
  });
}

/** The table of provinces as it stands in the panel: those that have something, or were asked for. */
function makeSums(app) {
  const table = document.getElementById("cm-provinces").cloneNode(true);
  table.removeAttribute("id");
  const asked = app.state.filter.province;
  for (const row of table.querySelectorAll("tbody tr")) {
    const concerned = asked.length ? asked.includes(row.dataset.province) : !row.classList.contains("cm-empty");
    if (!concerned) row.remove();
  }
  const lines = [app.table.title, periodWords(app), askedWords(app), totalWords(app), noteWords(app).join(" ")];
  table.prepend(
    el(
      "caption",
      {},
      lines.filter(Boolean).map((line) => el("p", {}, bdi(line))),
    ),
  );
  return table;
}
