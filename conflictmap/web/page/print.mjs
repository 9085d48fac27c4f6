// Paper is light, whatever the screen is, and carries the figures with the map.

import { makePaper } from "../map/picture.mjs";
import { el } from "../parts/dom.mjs";

export function onPrint(app, view) {
  const paper = el("div", { id: "cm-paper", "aria-hidden": "true" });
  document.body.append(paper);
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = app.state.theme;
    app.change({ theme: "light" });
    const table = document.getElementById("cm-provinces").cloneNode(true);
    table.removeAttribute("id");
    paper.replaceChildren(makePaper(app, view), table);
  });
  window.addEventListener("afterprint", () => {
    paper.replaceChildren();
    app.change({ theme: before ?? "" });
  });
}
