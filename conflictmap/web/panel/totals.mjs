// The figures at the head of the panel. Choosing one also sizes the marks by it.

import { noteWords, totalWords } from "../data/totalwords.mjs";
import { el, replace, whenQuiet } from "../parts/dom.mjs";
import { plural } from "../data/format.mjs";

const MEASURES = [
  ["killed", "killed"],
  ["wounded", "wounded"],
  ["incidents", "incidents"],
];

export function makeTotals(app) {
  const figures = MEASURES.map(([id, label]) => {
    const number = el("span", { class: "cm-figure", id: `cm-total-${id}` });
    const name = el("span", { class: "cm-figure-name" }, label);
    const range = el("span", { class: "cm-range", id: `cm-range-${id}` });
    const input = el("input", {
      type: "radio",
      name: "cm-measure",
      value: id,
      onchange: () => app.change({ measure: id }),
    });
    return { id, number, range, input, name, box: el("label", { class: "cm-total" }, input, number, name, range) };
  });
  const said = el("p", { class: "cm-hidden", role: "status", id: "cm-said" });
  const say = whenQuiet(() => replace(said, totalWords(app)), 600);
  const notes = el("p", { class: "cm-notes", id: "cm-notes" });
  const box = el(
    "section",
    { class: "cm-totals", "aria-label": "Totals of what is shown" },
    el(
      "div",
      { role: "radiogroup", "aria-label": "Size and shade by", class: "cm-total-row" },
      figures.map((f) => f.box),
    ),
    notes,
    said,
  );
  const show = () => {
    for (const figure of figures) showFigure(app, figure);
    replace(notes, noteWords(app).join(" "));
  };
  app.listen((_, changed) => {
    if (changed.has("filter") || changed.has("measure")) show();
    if (changed.has("filter")) say();
  });
  show();
  return box;
}

function showFigure(app, { id, number, range, input, name }) {
  const { sums, format, state } = app;
  input.checked = state.measure === id;
  if (id === "incidents") {
    replace(number, format.number(sums.incidents));
    replace(name, plural(sums.incidents, "incident", "incidents"));
    return;
  }
  const sum = sums[id];
  replace(number, sum.known ? format.number(sum.best) : "–");
  replace(range, sum.known ? format.total(sum) : sums.listed ? "not known" : "");
  range.title = sum.open ? "Lowest to highest figure; + as some reports give no upper end" : "Lowest to highest figure";
}
