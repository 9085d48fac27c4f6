// Orders of the list. Pure.

import { countTo, mapInto } from "./arrays.mjs";
import { NO_DAY } from "./days.mjs";
import { cell } from "./payload.mjs";

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

const before = (a, b) => (a === b ? 0 : a < b ? -1 : 1);

/** Some rows by a column, in a list of their own; what is not known stands last either way. */
export function rowsBy(table, rows, name, down) {
  const rank = ranksOf(table, name);
  const sign = down ? -1 : 1;
  return Array.from(rows).sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    if (x === y) return a - b;
    return x === null || y === null ? (x === null ? 1 : -1) : sign * (x - y);
  });
}

/** Distinct values are compared once; a function from a row to its place among them, null where nothing is known. */
function ranksOf(table, name) {
  const whole = name === "incident_id" && table.detail.tails; // its column holds the ends only
  const { cols, codes } = whole ? { cols: {}, codes: countTo(table.n) } : table.groups[table.groupOf.get(name)];
  const values = whole ? Array.from(codes, (i) => cell(table, name, i)) : cols[name];
  const order = countTo(values.length).sort(
    (a, b) => (values[a] === null) - (values[b] === null) || before(values[a], values[b]),
  );
  const ranks = new Int32Array(values.length);
  for (let i = 1; i < order.length; i++)
    ranks[order[i]] = ranks[order[i - 1]] + (values[order[i]] === values[order[i - 1]] ? 0 : 1);
  return (row) => (values[codes[row]] === null ? null : ranks[codes[row]]);
}
