// All marks of the map in a dialog: to look at, to undo, to save as a file. And the button that opens it.

import { makeDialog } from "../parts/dialog.mjs";
import { bdi, el, replace } from "../parts/dom.mjs";
import { hand } from "../parts/hand.mjs";
import { markItem } from "./marking.mjs";
import { incidentLine, keptWords } from "./words.mjs";

const FILE = "corrections.csv";

/** `open(row)`: somebody wants to see an incident. */
export function makeOverview(app, { open }) {
  const { corrections } = app;
  const list = el("ol", { class: "cm-marked-list", tabindex: "-1" });
  const state = el("p", { class: "cm-soft", role: "status" });
  const save = el("button", { type: "button", id: "cm-save-corrections", onclick: give }, `Save ${FILE}`);
  const box = makeDialog(
    "cm-overview",
    "cm-overview",
    "Corrections",
    list,
    el(
      "footer",
      {},
      state,
      save,
      el("p", { class: "cm-soft" }, "Into the archive with ", el("code", {}, `conflictmap add ARCHIVE.gpkg ${FILE}`)),
    ),
  );
  const button = el(
    "button",
    { type: "button", id: "cm-corrections", hidden: true, "aria-haspopup": "dialog", onclick: () => box.showModal() },
    "Corrections",
  );

  function give() {
    hand(new Blob([corrections.file()], { type: "text/csv" }), FILE);
  }

  function item(mark) {
    const row = corrections.rowOf(mark.rows[0].incident_id);
    const go = () => {
      box.close();
      open(row);
    };
    const lead =
      row === null
        ? el("div", {}, bdi(mark.rows[0].incident_id))
        : el("button", { type: "button", class: "cm-link", onclick: go }, bdi(incidentLine(app, row)));
    return markItem(app, mark, () => list.focus(), lead);
  }

  function show() {
    const { marks, store, unsaved } = corrections;
    button.hidden = !store.marks.length;
    replace(button, `Corrections (${app.format.number(marks.length)})`);
    replace(list, marks.length ? marks.map(item) : el("li", { class: "cm-soft" }, "Nothing is marked."));
    replace(
      state,
      `${keptWords(store.kept)} ${unsaved ? "Not all of it is in a file yet." : "All of it is in a file."}`,
    );
    save.disabled = !store.marks.length;
  }

  app.listen((_, changed) => {
    if (changed.has("marked")) show();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === corrections.store.key) corrections.wake();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!corrections.store.kept && corrections.unsaved) event.preventDefault();
  });
  return { box, button };
}
