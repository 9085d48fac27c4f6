// What each row adds to sums, so that every person counts once. Pure.
//
// An incident adds its counts; a total over several attacks only what it holds beyond its parts, which comes with its
// row (the column `beyond`) and so is the same whatever a filter hides; history, and totals that their parts make up,
// add nothing.

import { mapInto } from "./arrays.mjs";
import { NONE } from "./days.mjs";

const COUNTS = ["killed", "wounded"];

const figure = (value) => (Number.isInteger(value) && value >= 0 ? value : NONE);

/**
 * Groups of the core block -> { leftOut, together: for each row of `standing`, of: figures }. The figures of incidents
 * stand in `of` by the rows of `toll`, and behind them those of totals by the rows of `standing`: see `figureRow`.
 */
export function readCounted({ toll, standing }) {
  const { aggregate, background, beyond } = standing.cols;
  const text = (s) => (aggregate[s] && !background[s] ? beyond?.[s] : null) ?? "{}";
  const held = mapInto(Array, aggregate, (_, s) => JSON.parse(text(s)));
  const together = mapInto(Uint8Array, held, (own) => (Object.values(own).some((value) => value > 0) ? 1 : 0));
  const leftOut = mapInto(Uint8Array, aggregate, (whole, s) => (background[s] || (whole && !together[s]) ? 1 : 0));
  const column = (own, name) => {
    const all = new Int32Array(toll.size + standing.size);
    all.set(mapInto(Int32Array, toll.cols[name], figure));
    all.set(mapInto(Int32Array, held, own), toll.size);
    return all;
  };
  const of = {};
  for (const name of COUNTS) {
    const [low, high] = [`${name}_low`, `${name}_high`];
    of[name] = column((row) => figure(row[low] ?? row[high]), name);
    of[`${name}Low`] = column((row) => figure(row[low]), low);
    of[`${name}High`] = column((row) => figure(row[high]), high);
  }
  return { leftOut, together, of };
}

/** Where the figures that incident `i` adds to sums stand in `table.counted.of`. */
export function figureRow({ counted, groups: { toll, standing } }, i) {
  const own = standing.codes[i];
  return counted.together[own] ? toll.size + own : toll.codes[i];
}

/** Whether a row is a total over several attacks that adds something to sums. */
export const isTogether = ({ counted, groups }, i) => counted.together[groups.standing.codes[i]] === 1;

