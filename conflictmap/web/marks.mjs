// From sums to marks: what is drawn where, how large, and which of the three ways. Pure but for the table's index.
//
// A mark is a "single" (one incident at a place), a "sum" (several incidents or places in a cell) or an "area" (what is
// known to lie somewhere in a region too large on screen to pass for a point).

import { cellOf, cells, cellSize, figure } from "./grid.mjs";
import { FAMILIES } from "./vocab.mjs";
import { radiusOf, sizeFactor } from "./scale.mjs";

const AREA_FROM = 20; // px: a smaller region is no larger than the mark itself

/** Rows of each place, as starts into one list: rows of p are list[starts[p]] .. list[starts[p + 1] - 1]. */
export function rowsByPlace(table) {
  const { codes, size } = table.groups.where;
  const starts = new Uint32Array(size + 1);
  for (let i = 0; i < codes.length; i++) starts[codes[i] + 1] += 1;
  for (let p = 0; p < size; p++) starts[p + 1] += starts[p];
  const next = starts.slice();
  const list = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) list[next[codes[i]]++] = i;
  return { starts, list };
}

/** Passing rows at some places, at most `most`, those with the most dead first. */
export function rowsAt(table, index, sieve, places, most = Infinity) {
  const rows = [];
  for (const p of places) {
    for (let k = index.starts[p]; k < index.starts[p + 1]; k++) {
      if (sieve.passes(index.list[k])) rows.push(index.list[k]);
    }
  }
  const dead = (i) => table.toll.killed[table.groups.toll.codes[i]];
  const hurt = (i) => table.toll.wounded[table.groups.toll.codes[i]];
  rows.sort((a, b) => dead(b) - dead(a) || hurt(b) - hurt(a) || a - b);
  return most < rows.length ? rows.slice(0, most) : rows;
}

/** Half the width, on the unit square, of what each place covers; 0 for a place that is a point. */
export function reaches(table, shapes) {
  const { reach, precision, drawn } = table.place;
  const ids = table.groups.where.cols.place_id;
  return Float64Array.from(reach, (value, p) => {
    if (!drawn[p] || precision[p] < 2) return 0;
    const shape = shapes.get(ids[p]);
    if (!shape) return value;
    const [west, north, east, south] = shape.box;
    return Math.max(east - west, south - north) / 2;
  });
}

/** All marks of a frame, largest first, with the factor of their size. px are of the canvas. */
export function makeMarks(table, sums, frame, { measure, reach, index, sieve, places }) {
  const { worldPx, originX, originY } = frame;
  const size = table.place.x.length;
  const skip = new Uint8Array(size);
  const areas = [];
  for (let p = 0; p < size; p++) {
    if (reach[p] * worldPx <= AREA_FROM) continue;
    skip[p] = 1;
    if (sums.byPlace.incidents[p] || sums.placeLeftOut[p]) areas.push(p);
  }
  const side = cellSize(places, frame.zoom);
  const found = cells(table, sums, { view: frame.view, worldPx, side, skip, measure });
  const all = [...found.map((cell) => ({ ...cell, area: false })), ...areaMarks(table, sums, areas, frame, measure)];
  const value = (mark) => figure(mark, measure);
  const factor = sizeFactor(all.reduce((top, mark) => Math.max(top, value(mark) ?? 0), 0));
  const marks = all.map((mark) => ({
    ...mark,
    value: value(mark),
    radius: radiusOf(value(mark) ?? 0, factor),
    px: mark.x * worldPx - originX,
    py: mark.y * worldPx - originY,
    row: mark.incidents + mark.leftOut === 1 ? rowsAt(table, index, sieve, mark.places, 1)[0] : null,
  }));
  marks.sort((a, b) => Number(b.area) - Number(a.area) || b.radius - a.radius);
  return { marks, factor };
}

/** Each region stands for itself, however near another's centre. */
function areaMarks(table, sums, places, frame, measure) {
  const { view } = frame;
  const ids = table.groups.where.cols.place_id;
  const same = new Map();
  for (const p of places) {
    const key = ids[p] ?? `#${p}`;
    if (!same.has(key)) same.set(key, []);
    same.get(key).push(p);
  }
  return [...same.values()]
    .map((group) => ({ ...cellOf(table, sums, group, measure), area: true }))
    .filter((mark) => mark.x > view.west && mark.x < view.east && mark.y > view.north && mark.y < view.south);
}

/** Shares of the families, [index, share], in their fixed order. */
export function shares(mark) {
  const whole = mark.families.reduce((sum, value) => sum + value, 0);
  if (!whole) return [];
  return FAMILIES.map((_, i) => [i, mark.families[i] / whole]).filter(([, share]) => share > 0);
}
