// An incident that the reader missed: what it was, and the words of the report that tell it.

import { capital, OUTCOMES } from "../data/describe.mjs";
import { el, replace } from "../parts/dom.mjs";
import { makeDeskDialog } from "./dialogs.mjs";
import { reachWords, readRange } from "./words.mjs";

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
  const spot = makeSpot(desk, place);
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
    spot.line,
    OUTCOMES.map((name, i) => line(capital(name), counts[i])),
    wrong,
    el("button", { type: "submit", class: "cmd-button cmd-main-button" }, "Add the incident"),
  );
  const box = makeDeskDialog("cmd-add-box", "Add an incident that was missed", form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const columns = read({ sentence, kind, date, place, spot: spot.value(), counts });
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
    spot.clear();
    for (const input of counts) input.value = "";
    replace(wrong);
    box.showModal();
    (sentence.value ? kind : sentence).focus();
  }
  return { box, open };
}

/** Where the words for the place lead, to be seen and chosen before anything is added. */
function makeSpot(desk, place) {
  const select = el("select", { id: "cmd-add-spot" });
  const line = el("p", { class: "cmd-add-line", hidden: true }, el("label", { for: select.id }, "Where that is"), select);
  const option = ({ value, name, province, doubts, ...told }) => {
    const within = province && province !== name ? `, ${province}` : "";
    const checks = doubts.map((code) => desk.checkWords(code)).join(" ");
    return el("option", { value }, `${name}${within} · ${reachWords(desk, told)}${checks ? ` · ${checks}` : ""}`);
  };
  place.addEventListener("change", async () => {
    const typed = place.value.trim();
    const answer = typed ? await desk.inTurn(() => desk.api.get("words", { q: typed })) : { choices: [] };
    if (!answer || typed !== place.value.trim()) return;
    replace(select, answer.choices.map(option), el("option", { value: "" }, "No place known: only the words"));
    line.hidden = !typed;
  });
  return { line, value: () => select.value, clear: () => ((line.hidden = true), replace(select)) };
}

/** The columns of the new incident, or what is wrong. */
function read({ sentence, kind, date, place, spot, counts }) {
  if (!sentence.value.trim()) return "Give the words of the report that tell it.";
  const columns = { kind: kind.value };
  if (date.value) Object.assign(columns, { date_start: date.value, date_end: date.value });
  if (place.value.trim()) columns.place_text = place.value.trim();
  if (spot) columns.place_id = spot;
  for (const [i, name] of OUTCOMES.entries()) {
    const range = readRange(counts[i].value);
    if (range === undefined) return `${capital(name)}: type 6, 6-8, 6+ or ..8, or leave it empty.`;
    const [low, high] = range;
    if (low !== null) columns[`${name}_low`] = low;
    if (high !== null) columns[`${name}_high`] = high;
  }
  return columns;
}
