// What was read, to be put right: one line a field, beside it what to check.

import { OUTCOMES } from "../data/describe.mjs";
import { el, replace } from "../parts/dom.mjs";
import { actorField, victimsField } from "./people.mjs";
import { cellText, columnName, FIELD_NAMES, readRange, typedRange } from "./words.mjs";

const RANGE_HELP = "6, 6-8, 6+, ..8; empty: not known";

/** `keys`: { leave() } puts the focus back where single keys work. */
export function makeFields(desk, report, keys) {
  const form = el("form", { class: "cmd-fields", "aria-label": "Fields", onsubmit: (event) => event.preventDefault() });
  const makers = {
    kind: kindField,
    date: dateField,
    standing: standingField,
    attacks: attacksField,
    perpetrator: actorField,
    target: actorField,
    victims: victimsField,
  };
  const fields = desk.fields
    .filter(({ id }) => OUTCOMES.includes(id) || makers[id])
    .map((field) => {
      const made = (makers[field.id] ?? rangeField)(desk, field);
      return { ...field, ...made, ...frame(desk, field, made) };
    });
  const range = el("p", { class: "cmd-hint cm-soft", id: "cmd-range-help" }, `Counts: ${RANGE_HELP}.`);
  replace(
    form,
    fields.map(({ line }) => line),
    range,
  );

  form.addEventListener("focusin", ({ target }) => {
    const field = fields.find(({ line }) => line.contains(target));
    report.stress(field?.roles ?? []);
  });
  form.addEventListener("focusout", () => report.stress([]));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      show();
      keys.leave();
    } else if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      keys.leave(); // what was typed is taken as the field is left
    } else return;
    event.stopPropagation();
  });

  function show(changed = true) {
    for (const field of fields) {
      field.tellAll(desk.case);
      if (!changed && field.line.contains(document.activeElement)) continue; // somebody is typing there
      field.set(desk.case.row);
      field.right();
    }
  }

  /** The first field that is doubted, or else the first one. */
  function edit() {
    const doubted = new Set(desk.case.row.doubts ?? []);
    const field = fields.find(({ doubts }) => doubts.some((code) => doubted.has(code))) ?? fields[0];
    const input = field.line.querySelector("input, select");
    input.focus();
    if (input.matches("input[type='text']")) input.select();
  }
  return { node: form, show, edit };
}

/** The line of a field: its name, its inputs, what it was read as, what to check, what is wrong with what was typed. */
function frame(desk, field, made) {
  const check = el("p", { class: "cmd-check", id: `cmd-check-${field.id}` });
  const was = el("p", { class: "cmd-was cm-soft", id: `cmd-was-${field.id}` });
  const wrong = el("p", { class: "cmd-wrong", id: `cmd-wrong-${field.id}`, role: "alert" });
  const several = made.inputs.length !== 1;
  const line = el(
    "div",
    {
      class: "cmd-field",
      "data-field": field.id,
      role: several ? "group" : null,
      "aria-label": FIELD_NAMES[field.id] ?? field.id,
    },
    el(
      several ? "span" : "label",
      { class: "cmd-name", for: several ? null : made.inputs[0].id },
      FIELD_NAMES[field.id] ?? field.id,
    ),
    el("div", { class: "cmd-inputs" }, made.parts ?? made.inputs),
    check,
    was,
    wrong,
  );
  for (const input of made.inputs) {
    input.setAttribute(
      "aria-describedby",
      `${input.getAttribute("aria-describedby") ?? ""} ${check.id} ${was.id}`.trim(),
    );
  }
  line.addEventListener("change", ({ target }) => {
    const values = made.read();
    replace(wrong, values === undefined ? made.wrong : "");
    target.setAttribute("aria-invalid", String(values === undefined));
    if (values) save(desk, values);
  });
  function right() {
    replace(wrong, "");
    for (const input of made.inputs) input.removeAttribute("aria-invalid");
  }
  function tellAll({ read, changed }) {
    showChecks(desk, field, check);
    const set = field.columns.filter((column) => changed.includes(column));
    line.classList.toggle("cmd-changed", set.length > 0);
    replace(was, set.length ? ["Read as ", el("b", {}, made.words(read) || "not known"), "."] : "");
  }
  return { line, right, tellAll };
}

/** Says at a field what of it is doubted. */
export function showChecks(desk, field, node) {
  const codes = field.doubts.filter((code) => (desk.case.row.doubts ?? []).includes(code));
  replace(
    node,
    codes.map((code) => el("span", {}, desk.checkWords(code))),
  );
}

/** Writes the columns that are other than they were. */
function save(desk, values) {
  const row = desk.case.row;
  const acts = Object.entries(values)
    .map(([column, value]) => ({ action: "edit", column, value: cellText(value), was: cellText(row[column]) }))
    .filter(({ value, was }) => value !== was)
    .map(({ was, ...act }) => act);
  if (acts.length) desk.act(acts, `Saved: ${acts.map(({ column }) => columnName(column)).join(", ")}`);
}

function rangeField(desk, field) {
  const input = el("input", {
    type: "text",
    id: `cmd-${field.id}`,
    inputmode: "text",
    autocomplete: "off",
    "aria-describedby": "cmd-range-help",
    placeholder: "not known",
  });
  const ends = (row) => [row[`${field.id}_low`], row[`${field.id}_high`]];
  return {
    inputs: [input],
    wrong: `Type ${RANGE_HELP}.`,
    set: (row) => (input.value = typedRange(...ends(row))),
    words: (row) => typedRange(...ends(row)),
    read: () => {
      const found = readRange(input.value);
      return found && { [`${field.id}_low`]: found[0], [`${field.id}_high`]: found[1] };
    },
  };
}

function kindField(desk) {
  const options = desk.vocab.kindIds.map((id) => el("option", { value: id }, desk.vocab.kind(id)));
  const input = el("select", { id: "cmd-kind" }, options);
  return {
    inputs: [input],
    wrong: "",
    set: (row) => (input.value = row.kind),
    words: (row) => desk.vocab.kind(row.kind),
    read: () => ({ kind: input.value }),
  };
}

function attacksField() {
  const input = el("input", { type: "text", id: "cmd-attacks", inputmode: "numeric", autocomplete: "off" });
  return {
    inputs: [input],
    wrong: "Type a whole number from 1 up.",
    set: (row) => (input.value = row.attacks ?? ""),
    words: (row) => String(row.attacks ?? ""),
    read: () => (/^[1-9]\d{0,3}$/.test(input.value.trim()) ? { attacks: Number(input.value) } : undefined),
  };
}

function dateField() {
  const first = el("input", { type: "date", id: "cmd-date", "aria-label": "First possible day" });
  const last = el("input", { type: "date", id: "cmd-date-end", "aria-label": "Last possible day" });
  return {
    inputs: [first, last],
    parts: [first, el("span", { "aria-hidden": "true" }, "–"), last],
    wrong: "The last day lies before the first.",
    set: (row) => {
      first.value = row.date_start ?? "";
      last.value = row.date_end ?? "";
    },
    words: (row) => [...new Set([row.date_start, row.date_end])].filter(Boolean).join(" – "),
    read: () => {
      // One day typed into a field of two says that it was that day.
      if (document.activeElement === first && (!last.value || last.value < first.value)) last.value = first.value;
      const [start, end] = [first.value || null, last.value || null];
      return start && end && end < start ? undefined : { date_start: start, date_end: end };
    },
  };
}

function standingField() {
  const names = { aggregate: "A total over several attacks", background: "History told beside the day's story" };
  const inputs = Object.keys(names).map((id) => el("input", { type: "checkbox", id: `cmd-${id}` }));
  const flags = (row) => Object.keys(names).filter((id) => row[id]);
  return {
    inputs,
    parts: Object.values(names).map((name, i) => el("label", { class: "cmd-flag" }, inputs[i], ` ${name}`)),
    wrong: "",
    set: (row) => Object.keys(names).forEach((id, i) => (inputs[i].checked = Boolean(row[id]))),
    words: (row) =>
      flags(row)
        .map((id) => names[id])
        .join(", ") || "an incident of the day",
    read: () => Object.fromEntries(Object.keys(names).map((id, i) => [id, inputs[i].checked])),
  };
}
