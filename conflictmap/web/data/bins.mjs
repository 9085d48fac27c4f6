// Bars of time: days, weeks, months or years, whichever the span asks for. Pure arithmetic.

import { NO_DAY } from "./days.mjs";

const DAY = 1;
const WEEK = 7;

/** First day of each bin, and one past the last, for the days from `first` to `last`; with the name of the unit. */
export function dateBins(first, last) {
  if (first === NO_DAY || last < first) return { unit: "day", starts: [], end: NO_DAY };
  const span = last - first + 1;
  if (span <= 62) return regular("day", first, last, DAY);
  if (span <= 740) return regular("week", first - ((((first + 3) % WEEK) + WEEK) % WEEK), last, WEEK);
  return calendar(span <= 5500 ? 1 : 12, first, last);
}

function regular(unit, first, last, step) {
  const starts = [];
  for (let day = first; day <= last; day += step) starts.push(day);
  return { unit, starts, end: starts.at(-1) + step };
}

function calendar(months, first, last) {
  const from = new Date(first * 86400000);
  const starts = [];
  let year = from.getUTCFullYear();
  let month = months === 12 ? 0 : from.getUTCMonth();
  for (;;) {
    const day = Math.round(Date.UTC(year, month, 1) / 86400000);
    if (day > last) return { unit: months === 12 ? "year" : "month", starts, end: day };
    starts.push(day);
    month += months;
    year += Math.floor(month / 12);
    month %= 12;
  }
}

/** Bin of a day, -1 if it has none. */
export function binOf(day, bins) {
  const { starts, end } = bins;
  if (day === NO_DAY || !starts.length || day < starts[0] || day >= end) return -1;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** First and last day of what has one: `first` holds the day of each row of the group `when`. */
export function daySpan(first, when) {
  const used = new Uint8Array(when.size);
  for (const code of when.codes) used[code] = 1;
  const days = [...first].filter((day, i) => used[i] && day !== NO_DAY);
  if (!days.length) return [NO_DAY, NO_DAY];
  return [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
}
