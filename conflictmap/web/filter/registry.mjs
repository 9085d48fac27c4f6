// The filters there are, in the order in which their chips, controls and parts of the address stand.
//
// A filter is one question that a person can ask. To add one, write a file like its neighbours here and name it below:
// state, address, chips, controls, counts, exports and the reset take it from this list.
//
//   id              its name in the state
//   empty           the value of a question that is not asked; values are JSON and are never changed in place
//   test(table, value, tools)
//                   null if nothing is asked, else { group, passes(row) }, which is run once for each distinct row of a
//                   group of columns, or { rows }: 1 for each incident that passes. tools: { search(text) -> rows }
//   toHash(value, out)     sets its keys in a URLSearchParams; nothing for the empty value
//   fromHash(given, table) the value from a URLSearchParams, checked; the empty one if there is nothing of use
//   chip(value, app)       [{ text, drop }] for each part that is asked, `drop` being the value without that part
//   control(app)           { node, show() } for the panel, or null if it is only asked elsewhere; it calls app.ask(id, value)
//   facet(table)           optional: counts beside its choices, as app.sums.by[id]; see data/sums.mjs
//   pinned                 optional: its control stands above the tabs, always in view

import { checked } from "./checked.mjs";
import { date } from "./date.mjs";
import { doubts } from "./doubts.mjs";
import { kind } from "./kind.mjs";
import { place } from "./place.mjs";
import { precision } from "./precision.mjs";
import { province } from "./province.mjs";
import { standing } from "./standing.mjs";
import { text } from "./text.mjs";
import { toll } from "./toll.mjs";
import { victims } from "./victims.mjs";

export const FILTERS = [province, kind, date, toll, precision, victims, text, doubts, checked, place, standing];

/** What is asked at first: nothing. */
export const nothingAsked = (filters = FILTERS) => Object.fromEntries(filters.map(({ id, empty }) => [id, empty]));

/** Every question that is asked, in words, with the value that drops it. Also printed and put under pictures. */
export const filterWords = (app) =>
  app.filters.flatMap(({ id, chip }) => chip(app.state.filter[id], app).map((words) => ({ id, ...words })));

/** The same in one line, without the days, which stand in a line of their own. */
export function askedWords(app) {
  const asked = filterWords(app).filter(({ id }) => id !== date.id);
  return asked.length ? `Filter: ${asked.map(({ text: words }) => words).join(", ")}` : "";
}
