// One incident, to be read and checked.

import { makeMarking } from "../corrections/marking.mjs";
import { rowKind } from "../data/describe.mjs";
import { cell } from "../data/payload.mjs";
import { el, replace } from "../parts/dom.mjs";
import { glyph } from "../parts/glyph.mjs";
import { checked, doubts, source, standing, toll, whenPart, who } from "./facts.mjs";
import { quote, why } from "./quote.mjs";
import { tellers } from "./tellers.mjs";
import { where } from "./where.mjs";

/** `tools`: { show(place), near(row, step), locate(row), pick(done) } */
export function makeSheet(app, tools) {
  const body = el("div", { class: "cm-sheet-body" });
  const close = el("button", { type: "button", class: "cm-icon", "aria-label": "Close", onclick: shut }, "✕");
  const back = el(
    "button",
    { type: "button", class: "cm-icon", "aria-label": "Previous incident", onclick: () => step(-1) },
    "‹",
  );
  const next = el(
    "button",
    { type: "button", class: "cm-icon", "aria-label": "Next incident", onclick: () => step(1) },
    "›",
  );
  const kind = el("h2", { class: "cm-sheet-kind", id: "cm-sheet-kind", tabindex: "-1" });
  const head = el("header", { class: "cm-sheet-head" }, kind, back, next, close);
  const box = el(
    "aside",
    { class: "cm-sheet cm-covers", id: "cm-sheet", role: "dialog", "aria-labelledby": "cm-sheet-kind", hidden: true },
    head,
    body,
  );
  let returnTo = null;
  let marking = null;

  function shut() {
    app.change({ incident: null });
  }

  function step(by) {
    const row = tools.near(app.state.incident, by);
    if (row !== null) app.change({ incident: row });
  }

  /** To what had it before; an item of the list has been made anew since. */
  function giveBackFocus() {
    const again = returnTo?.dataset?.row && document.querySelector(`.cm-item[data-row="${returnTo.dataset.row}"]`);
    const node = again || (returnTo?.isConnected ? returnTo : document.querySelector(".cm-cursor"));
    node?.focus({ preventScroll: true });
  }

  function show() {
    const row = app.state.incident;
    const opening = box.hidden;
    box.hidden = row === null;
    if (row === null) {
      if (!opening) giveBackFocus();
      return;
    }
    if (opening) returnTo = document.activeElement;
    const family = app.table.family[app.table.groups.what.codes[row]];
    replace(kind, glyph(app.vocab.families[family]), rowKind(app, row));
    body.dataset.incident = String(row);
    marking = app.table.detail ? makeMarking(app, row, tools) : null;
    replace(body, marking ? parts(app, row, tools, marking.node) : el("p", {}, "Reading the texts …"));
    body.scrollTop = 0;
    if (opening) kind.focus({ preventScroll: true });
  }
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    shut();
  });
  app.listen((_, changed) => {
    if (changed.has("incident") || ((changed.has("detail") || changed.has("names")) && app.state.incident !== null))
      show();
    if (changed.has("marked") && !box.hidden) marking?.show();
  });
  return { box, show };
}

function parts(app, row, tools, marking) {
  const get = (name) => cell(app.table, name, row);
  const rules = get("rules") ?? [];
  const sentence = get("sentence") ?? "";
  return [
    standing(app, row, get),
    toll(app, row),
    whenPart(app, row, get),
    quote(app, sentence, rules),
    where(app, row, get, tools),
    who(app, get),
    checked(get),
    doubts(app, get),
    marking,
    tellers(app, get),
    source(app, get),
    why(app, get, sentence, rules),
  ];
}
