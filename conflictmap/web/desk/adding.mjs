// An incident that the reader missed: what it was, and the words of the report that tell it.

import { capital, OUTCOMES } from "../data/describe.mjs";
import { el, replace } from "../parts/dom.mjs";
import { makeDeskDialog } from "./dialogs.mjs";
import { readRange } from "./words.mjs";

export function makeAdding(desk, report) {
  const sentence = el("textarea", { id: "cmd-add-sentence", rows: "4", dir: "auto", required: true });
  const kind = el(
    "select",
    { id: "cmd-add-kind" },
    desk.vocab.kindIds.map((id) => el("option", { value: id }, desk.vocab.kind(id))),
  );
  const date = el("input", { type: "date", id: "cmd-add-date" });
  const place = el("input", {
    type: "text",
    id: "cmd-add-place",
    autocomplete: "off",
    placeholder: "as the report has it",
  });
  const counts = OUTCOMES.map((name) =>
    el("input", { type: "text", id: `cmd-add-${name}`, autocomplete: "off", placeholder: "not known" }),
  );
  const wrong = el("p", { class: "cmd-wrong", role: "alert" });
  const line = (label, input) => el("p", { class: "cmd-add-line" }, el("label", { for: input.id }, label), input);
  const form = el(
    "form",
    { class: "cmd-form", novalidate: true },
    line("Words of the report that tell it (select them before you press a)", sentence),
    line("Kind", kind),
    line("Day", date),
    line("Place", place),
    OUTCOMES.map((name, i) => line(capital(name), counts[i])),
    wrong,
    el("button", { type: "submit", class: "cmd-button cmd-main-button" }, "Add the incident"),
  );
  const box = makeDeskDialog("cmd-add-box", "Add an incident that was missed", form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const columns = read({ sentence, kind, date, place, counts });
    replace(wrong, typeof columns === "string" ? columns : "");
    if (typeof columns === "string") return;
    box.close();
    desk.act([{ action: "add", column: "", value: JSON.stringify(columns), sentence: sentence.value.trim() }], "Added");
  });

  function open() {
    sentence.value = report.selected();
    kind.value = desk.vocab.kindIds.includes(desk.case.row.kind) ? desk.case.row.kind : desk.vocab.kindIds[0];
    date.value = desk.case.row.date_start ?? "";
    place.value = "";
    for (const input of counts) input.value = "";
    replace(wrong);
    box.showModal();
    (sentence.value ? kind : sentence).focus();
  }
  return { box, open };
}

/** The columns of the new incident, or what is wrong. */
function read({ sentence, kind, date, place, counts }) {
  if (!sentence.value.trim()) return "Give the words of the report that tell it.";
  const columns = { kind: kind.value };
  if (date.value) Object.assign(columns, { date_start: date.value, date_end: date.value });
  if (place.value.trim()) columns.place_text = place.value.trim();
  for (const [i, name] of OUTCOMES.entries()) {
    const range = readRange(counts[i].value);
    if (range === undefined) return `${capital(name)}: type 6, 6-8, 6+ or ..8, or leave it empty.`;
    const [low, high] = range;
    if (low !== null) columns[`${name}_low`] = low;
    if (high !== null) columns[`${name}_high`] = high;
  }
  return columns;
}
