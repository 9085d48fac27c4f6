// Totals in words: beside the figures, for a screen reader, on paper and under pictures.

import { NO_DAY } from "./days.mjs";
import { plural } from "./format.mjs";

/** "1,056 killed (1,056–1,074+) · 1,160 wounded · 388 incidents" */
export function totalWords({ sums, format }) {
  if (!sums.listed) return "No incidents";
  const figures = ["killed", "wounded"].map((what) => {
    const sum = sums[what];
    const range = format.total(sum);
    return sum.known ? `${format.number(sum.best)} ${what}${range ? ` (${range})` : ""}` : `${what} not known`;
  });
  const many = plural(sums.incidents, "incident", "incidents");
  return [...figures, `${format.number(sums.incidents)} ${many}`].join(" · ");
}

/** First and last day of what may be shown; "" where no incident has a date. */
export function periodWords({ table, format, state }) {
  if (!table.bins.starts.length) return "";
  const { from, to } = state.filter.date;
  const [first, last] = table.days;
  return format.days(from === NO_DAY ? first : from, to === NO_DAY ? last : to);
}

/** "7 killed, 12 wounded told for several attacks together"; "" where there are none. */
export function togetherWords({ sums, format }) {
  const told = ["killed", "wounded"].filter((what) => sums.together[what]);
  if (!told.length) return "";
  const figures = told.map((what) => `${format.number(sums.together[what])} ${what}`).join(", ");
  return `${figures} told for several attacks together`;
}

/** What the totals hold apart from incidents and what they leave out, said beside them. */
export function noteWords(app) {
  const { sums, format, state } = app;
  const out = [];
  const together = togetherWords(app);
  if (together) out.push(`${together}.`);
  const unknown = sums.killed.unknown;
  if (unknown) out.push(`Dead not known for ${format.number(unknown)}.`);
  if (sums.notDrawn) out.push(`${format.number(sums.notDrawn)} not on the map (only the country known).`);
  if (sums.leftOut) {
    const them = plural(sums.leftOut, "report total or earlier event", "report totals and earlier events");
    const how = state.filter.standing ? "shown hollow, in no total" : "left out";
    out.push(`${format.number(sums.leftOut)} ${them} ${how}.`);
  }
  return out;
}
