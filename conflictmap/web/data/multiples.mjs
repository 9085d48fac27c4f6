// Figures of each province over time: one row of bars a province. Pure.

import { binOf } from "./bins.mjs";
import { NONE } from "./days.mjs";

/**
 * What passes all questions but those of province and time, by province and bar:
 * [{ name, figures: one a bar, sum: null where nothing is known, top, peak: the bar of the highest figure, -1 for none }],
 * the largest sum first. `sums`: a summary of the table, for what each row adds.
 */
export function overTime(table, sums, sieve, measure) {
  const { bins, first, groups, place, n } = table;
  const { counted, incident, dead, hurt } = sums.rows;
  const unasked = (sieve.bits.province ?? 0) | (sieve.bits.date ?? 0);
  const bars = bins.starts.length;
  const barOf = Array.from(first, (day) => binOf(day, bins));
  const figures = place.provinces.map(() => new Float64Array(bars));
  const known = new Int32Array(place.provinces.length);
  for (let i = 0; i < n; i++) {
    const at = place.province[groups.where.codes[i]];
    const bar = barOf[groups.when.codes[i]];
    const value = measure === "killed" ? dead[i] : measure === "wounded" ? hurt[i] : incident[i];
    if (at < 0 || bar < 0 || !counted[i] || value === NONE || sieve.fail[i] & ~unasked) continue;
    figures[at][bar] += value;
    known[at] += 1;
  }
  return place.provinces
    .map((name, at) => rowOf(name, figures[at], known[at]))
    .sort((a, b) => (b.sum ?? -1) - (a.sum ?? -1));
}

function rowOf(name, figures, known) {
  const top = figures.reduce((a, b) => Math.max(a, b), 0);
  const sum = known ? figures.reduce((a, b) => a + b, 0) : null;
  return { name, figures, sum, top, peak: top ? figures.indexOf(top) : -1 };
}
