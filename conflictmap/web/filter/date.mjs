// When. Days are numbers of days since 1970.

import { mapInto } from "../data/arrays.mjs";
import { binOf } from "../data/bins.mjs";
import { dayNumber, isoDay, NO_DAY } from "../data/days.mjs";
import { isOpen, OPEN } from "../time/span.mjs";
import { makeTimeline } from "../time/timeline.mjs";

export const date = {
  id: "date",
  empty: OPEN,
  pinned: true,

  test({ first, last }, span) {
    if (isOpen(span)) return null;
    const { from, to } = span;
    const end = to === NO_DAY ? Infinity : to;
    // An incident of several possible days passes if one of them does.
    return { group: "when", passes: (row) => first[row] !== NO_DAY && last[row] >= from && first[row] <= end };
  },

  toHash({ from, to }, out) {
    if (from !== NO_DAY) out.set("from", isoDay(from));
    if (to !== NO_DAY) out.set("to", isoDay(to));
  },

  fromHash(given) {
    const [from, to] = [dayNumber(given.get("from")), dayNumber(given.get("to"))];
    return to !== NO_DAY && from > to ? OPEN : { from, to };
  },

  chip(span, { format }) {
    if (isOpen(span)) return [];
    const { from, to } = span;
    if (from === NO_DAY) return [{ text: `Until ${format.day(to)}`, drop: OPEN }];
    return [{ text: to === NO_DAY ? `From ${format.day(from)}` : format.days(from, to), drop: OPEN }];
  },

  control: (app) => makeTimeline(app, (span) => app.ask("date", span)),

  facet: ({ first, bins }) => ({
    group: "when",
    slots: mapInto(Int32Array, first, (day) => binOf(day, bins)),
    size: bins.starts.length,
  }),
};
