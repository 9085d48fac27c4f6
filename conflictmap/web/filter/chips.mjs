// What is asked at the moment, each question with a way to drop it; the reset.

import { bdi, el, replace } from "../parts/dom.mjs";
import { filterWords } from "./registry.mjs";

export function makeChips(app) {
  const box = el("div", { class: "cm-chips", id: "cm-chips", role: "group", "aria-label": "Filters in use" });
  const show = () => {
    const chips = filterWords(app).map((words) => makeChip(app, words));
    const reset = { type: "button", class: "cm-chip cm-reset", id: "cm-reset", onclick: () => app.askNothing() };
    replace(box, chips.length ? [chips, el("button", reset, "Reset")] : []);
    box.hidden = !chips.length;
  };
  app.listen((_, changed) => (changed.has("filter") || changed.has("names")) && show());
  show();
  return box;
}

const makeChip = (app, { id, text, drop }) =>
  el(
    "button",
    { type: "button", class: "cm-chip", "aria-label": `Remove filter: ${text}`, onclick: () => app.ask(id, drop) },
    bdi(text),
    el("i", { "aria-hidden": "true" }, "✕"),
  );
