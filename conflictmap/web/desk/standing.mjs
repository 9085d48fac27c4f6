// What became of the incident so far, what else is doubted of it, and a note to go with what is done next.

import { bdi, el, replace } from "../parts/dom.mjs";
import { stateWords } from "./words.mjs";

/** `keys`: { leave() }, see `makeFields`. */
export function makeStanding(desk, keys) {
  const state = el("p", { class: "cmd-state", id: "cmd-state" });
  const doubts = el("ul", { class: "cmd-doubts", "aria-label": "Check first" });
  const note = el("input", {
    type: "text",
    id: "cmd-note",
    autocomplete: "off",
    maxlength: "2000",
    placeholder: "Note, for what you do next",
    "aria-label": "Note, for what you do next",
  });
  note.addEventListener("input", () => (desk.note = note.value.trim()));
  note.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    keys.leave();
    event.stopPropagation();
  });
  const node = el("section", { class: "cmd-standing", "aria-label": "Standing" }, state, doubts, note);

  function show() {
    const { state: code, row, deeds, id } = desk.case;
    const own = desk.fields.flatMap((field) => field.doubts);
    const others = (row.doubts ?? []).filter((doubt) => !own.includes(doubt));
    const marks = deeds.filter(({ action, standing }) => action === "doubt" && standing);
    node.dataset.state = code;
    const by = row.checked_by ?? [];
    replace(
      state,
      el("strong", {}, stateWords(code)),
      by.length && code !== "open" ? [" by ", by.map((who, i) => [i ? ", " : "", bdi(who)])] : "",
      el("span", { class: "cm-soft" }, " · ", bdi(id)),
    );
    replace(
      doubts,
      marks.map(({ who, column, why }) =>
        el("li", {}, bdi(who || "Somebody"), ` doubts the ${column}`, why ? [": ", bdi(why)] : ""),
      ),
      others.map((doubt) => el("li", {}, desk.checkWords(doubt))),
    );
    note.value = desk.note;
  }
  return { node, show };
}
