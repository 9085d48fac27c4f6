// Orders of the list. Pure.

import { countTo, mapInto } from "./arrays.mjs";
import { NO_DAY } from "./days.mjs";

export const ORDERS = {
  newest: "Newest first",
  oldest: "Oldest first",
  killed: "Most killed",
  wounded: "Most wounded",
};

/** Row numbers in order; made once for each order, as the data do not change. */
export function orderRows(table, order) {
  const { when, toll } = table.groups;
  const value = {
    newest: (i) => table.first[when.codes[i]],
    oldest: (i) => (table.first[when.codes[i]] === NO_DAY ? Infinity : table.first[when.codes[i]]),
    killed: (i) => table.toll.killed[toll.codes[i]],
    wounded: (i) => table.toll.wounded[toll.codes[i]],
  }[order];
  const sign = order === "oldest" ? 1 : -1;
  const rows = countTo(table.n, Uint32Array);
  const keys = mapInto(Float64Array, rows, value);
  return rows.sort((a, b) => (keys[a] === keys[b] ? a - b : sign * (keys[a] - keys[b])));
}

/** The rows of an order that pass. */
export function passing(order, sieve) {
  const out = new Uint32Array(order.length);
  let n = 0;
  for (const row of order) if (sieve.passes(row)) out[n++] = row;
  return out.subarray(0, n);
}
