// What is asked at the moment, each question with a way to drop it; the search; the reset.

import { bdi, el, replace, whenQuiet } from "./dom.mjs";
import { emptyFilter } from "./filter.mjs";
import { NO_DAY } from "./payload.mjs";
import { doubtLabel, FAMILIES, groupLabel, kindLabel, precisionLabel, sentenceCase } from "./vocab.mjs";

export function makeSearch(app) {
  const input = el("input", {
    type: "search",
    id: "cm-search",
    placeholder: "Search places and sentences",
    "aria-label": "Search places and sentences",
    maxlength: "200",
    dir: "auto",
    oninput: whenQuiet(() => app.filter({ text: input.value.trim() }), 150),
  });
  const show = () => {
    if (input.value.trim() !== app.state.filter.text) input.value = app.state.filter.text;
  };
  app.listen((_, changed) => changed.has("filter") && show());
  show();
  return el("div", { class: "cm-search" }, input);
}

export function makeChips(app) {
  const box = el("div", { class: "cm-chips", id: "cm-chips", role: "group", "aria-label": "Filters in use" });
  const show = () => {
    const chips = filterWords(app).map(({ text, drop }) =>
      el(
        "button",
        { type: "button", class: "cm-chip", "aria-label": `Remove filter: ${text}`, onclick: () => app.filter(drop) },
        bdi(text),
        el("i", { "aria-hidden": "true" }, "✕"),
      ),
    );
    const reset = el(
      "button",
      {
        type: "button",
        class: "cm-chip cm-reset",
        id: "cm-reset",
        onclick: () => app.change({ filter: emptyFilter() }),
      },
      "Reset",
    );
    replace(box, chips.length ? [chips, reset] : []);
    box.hidden = !chips.length;
  };
  app.listen((_, changed) => changed.has("filter") && show());
  show();
  return box;
}

/** Every question that is asked, in words, with the change that drops it. Also printed and put under pictures. */
export function filterWords(app) {
  const { filter } = app.state;
  const { format, table } = app;
  const out = filter.provinces.map((name) => ({
    text: name,
    drop: { provinces: filter.provinces.filter((one) => one !== name) },
  }));
  const kinds = new Set(filter.kinds);
  for (const family of FAMILIES) {
    if (!family.kinds.every((kind) => kinds.has(kind))) continue;
    out.push({ text: family.label, drop: { kinds: filter.kinds.filter((kind) => !family.kinds.includes(kind)) } });
    family.kinds.forEach((kind) => kinds.delete(kind));
  }
  for (const kind of kinds)
    out.push({ text: kindLabel(kind), drop: { kinds: filter.kinds.filter((one) => one !== kind) } });
  if (filter.from !== NO_DAY || filter.to !== NO_DAY)
    out.push({ text: spanWords(filter, format), drop: { from: NO_DAY, to: NO_DAY } });
  for (const what of ["killed", "wounded"]) {
    if (filter[what]) out.push({ text: `At least ${format.number(filter[what])} ${what}`, drop: { [what]: 0 } });
  }
  if (filter.precision < 7) out.push({ text: precisionWords(filter.precision), drop: { precision: 7 } });
  for (const name of filter.victims)
    out.push({ text: sentenceCase(groupLabel(name)), drop: { victims: filter.victims.filter((one) => one !== name) } });
  if (filter.text) out.push({ text: `“${filter.text}”`, drop: { text: "" } });
  if (filter.doubts) out.push({ text: doubtWords(filter.doubts), drop: { doubts: "" } });
  if (filter.place) {
    const at = table.groups.where.cols.place_id.indexOf(filter.place);
    out.push({ text: `At ${table.groups.where.cols.place[at] ?? filter.place}`, drop: { place: "" } });
  }
  if (filter.leftOut) out.push({ text: "With what is in no total", drop: { leftOut: false } });
  return out;
}

function spanWords({ from, to }, format) {
  if (from === NO_DAY) return `Until ${format.day(to)}`;
  return to === NO_DAY ? `From ${format.day(from)}` : format.days(from, to);
}

const precisionWords = (level) => (level === 1 ? "Only exact places" : `${precisionLabel(level)}, or better`);

const doubtWords = (code) => ({ none: "Without doubts", any: "With any doubt" })[code] ?? doubtLabel(code);
