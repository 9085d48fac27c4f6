// From sums to marks: what is drawn where, how large, and which of the three ways. Pure but for the table's index.
//
// A mark is a "single" (one incident at a place), a "sum" (several incidents or places in a cell) or an "area" (what is
// known to lie somewhere in a region too large on screen to pass for a point).

import { figureRow } from "../data/countedonce.mjs";
import { NONE } from "../data/days.mjs";
import { cellSize, figure, join, rowsOf } from "./grid.mjs";
import { radiusOf, sizeFactor } from "./scale.mjs";
import { contains } from "../data/geo.mjs";

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
  const { killed, wounded } = table.counted.of;
  const dead = (i) => killed[figureRow(table, i)];
  const hurt = (i) => wounded[figureRow(table, i)];
  rows.sort((a, b) => dead(b) - dead(a) || hurt(b) - hurt(a) || a - b);
  return most < rows.length ? rows.slice(0, most) : rows;
}

/** Half the width, on the unit square, of what each place covers; 0 for a place that is a point. */
export function reaches(table, shapes) {
  const { reach, precision, drawn } = table.place;
  const ids = table.groups.where.cols.place_id;
  const wide = (id, p) => {
    const shape = shapes.get(id);
    if (!shape) return reach[p];
    const [west, north, east, south] = shape.box;
    return Math.max(east - west, south - north) / 2;
  };
  const out = new Float64Array(reach.length);
  for (let p = 0; p < out.length; p++) if (drawn[p] && precision[p] >= 2) out[p] = wide(ids[p], p);
  return out;
}

/** All marks of a frame, regions first, then the largest first, with the factor of their size. px are of the canvas. */
export function makeMarks(table, sums, frame, { measure, layout, index, sieve, places, bounds, shapes }) {
  const { worldPx, originX, originY, zoom } = frame;
  // While the whole country fits a few screens all of it is summed, so that panning changes no size and no grouping.
  const wide = zoom < WHOLE_BELOW;
  layout.place(wide ? bounds : frame.view, worldPx, cellSize(places, zoom));
  const found = layout.tally(sums, measure);
  const most = (list) => list.reduce((top, mark) => Math.max(top, figure(mark, measure) ?? 0), 0);
  const regions = found.filter((mark) => mark.area);
  const cells = found.filter((mark) => !mark.area);
  let factor = sizeFactor(Math.max(most(regions), wide ? most(cells) : largestPlace(sums.byPlace, measure)));
  const finish = (mark) => {
    mark.x = mark.sumX / mark.weight;
    mark.y = mark.sumY / mark.weight;
    mark.px = mark.x * worldPx - originX;
    mark.py = mark.y * worldPx - originY;
    mark.value = figure(mark, measure);
    mark.radius = radiusOf(mark.value ?? 0, factor);
    return mark;
  };
  const merge = (marks) => finish(join(marks));
  let points = settle(cells.map(finish), merge);
  const { soft, hidden } = placeRegions(regions.map(finish), points, shapes, frame, table);
  points = takeIn(points, hidden, merge);
  // Marks that have become one may have outgrown the largest size.
  factor = Math.min(factor, sizeFactor(most(points)));
  for (const mark of [...points, ...soft]) mark.radius = radiusOf(mark.value ?? 0, factor);
  points.sort((a, b) => b.radius - a.radius);
  const inView = ({ px, py, radius }) =>
    px > -radius && py > -radius && px < frame.width + radius && py < frame.height + radius;
  const marks = [...soft, ...points].filter(inView);
  for (const mark of marks) mark.row = rowsOf(mark) === 1 ? onlyRow(index, sieve, mark.first) : null;
  return { marks, factor };
}

function onlyRow(index, sieve, place) {
  for (let k = index.starts[place]; k < index.starts[place + 1]; k++) {
    if (sieve.passes(index.list[k])) return index.list[k];
  }
  return null;
}

const WHOLE_BELOW = 9; // zoom

const largestPlace = (byPlace, measure) => byPlace[measure].reduce((top, value) => Math.max(top, value), 0);

/**
 * Marks whose centre lies on a larger one become part of it: nothing is hidden under anything. `merge(marks)` makes
 * one of them.
 */
export function settle(marks, merge) {
  let now = marks;
  for (let round = 0; round < 3; round++) {
    const kept = [];
    const grid = new Map();
    const keyOf = (x, y) => `${Math.floor(x / BIN)} ${Math.floor(y / BIN)}`;
    let changed = false;
    for (const mark of [...now].sort((a, b) => b.radius - a.radius)) {
      const host = nearHost(mark, grid, kept);
      if (host >= 0) {
        kept[host].joined.push(mark);
        changed = true;
        continue;
      }
      const key = keyOf(mark.px, mark.py);
      if (!grid.has(key)) grid.set(key, []);
      grid.get(key).push(kept.length);
      kept.push({ mark, joined: [] });
    }
    now = kept.map(({ mark, joined }) => (joined.length ? merge([mark, ...joined]) : mark));
    if (!changed) break;
  }
  return now;
}

const BIN = 48; // px; no mark reaches further

function nearHost(mark, grid, kept) {
  const column = Math.floor(mark.px / BIN);
  const row = Math.floor(mark.py / BIN);
  for (let i = column - 1; i <= column + 1; i++) {
    for (let j = row - 1; j <= row + 1; j++) {
      for (const k of grid.get(`${i} ${j}`) ?? []) {
        const other = kept[k].mark;
        if (Math.hypot(other.px - mark.px, other.py - mark.py) < other.radius + mark.radius * 0.15) return k;
      }
    }
  }
  return -1;
}

const GOLDEN = 2.399963; // radians: a turn of it fills a disc evenly
const TRIES = 60;

/**
 * A region's sign may stand anywhere in the region, so it stands where it hides nothing. `hidden`: those all of whose
 * region lies under marks, with the mark it lies under.
 */
function placeRegions(regions, points, shapes, frame, table) {
  const taken = points.map(({ px, py, radius }) => [px, py, radius]);
  const ids = table.groups.where.cols.place_id;
  const soft = [];
  const hidden = [];
  for (const mark of regions.sort((a, b) => b.radius - a.radius)) {
    const shape = shapes.get(ids[mark.first]);
    const reach = Math.max(0, regionPx(mark, shape, frame, table) - mark.radius);
    const spot = freeSpot(mark, shape, reach, taken, frame);
    const host = spot ? -1 : points.findIndex(({ px, py, radius }) => Math.hypot(px - mark.px, py - mark.py) < radius);
    if (host >= 0) {
      hidden.push([mark, host]);
      continue;
    }
    const [px, py] = spot ?? [mark.px, mark.py];
    taken.push([px, py, mark.radius]);
    soft.push({ ...mark, px, py });
  }
  return { soft, hidden };
}

/** The spot nearest the middle of a region, on a spiral, at which a sign touches no other. */
function freeSpot(mark, shape, reach, taken, frame) {
  for (let i = 0; i < TRIES; i++) {
    const away = reach * Math.sqrt(i / TRIES);
    const x = mark.px + away * Math.cos(i * GOLDEN);
    const y = mark.py + away * Math.sin(i * GOLDEN);
    const inside =
      !shape?.fill || contains(shape, (x + frame.originX) / frame.worldPx, (y + frame.originY) / frame.worldPx);
    if (inside && taken.every(([ox, oy, r]) => Math.hypot(ox - x, oy - y) > r + mark.radius + 5)) return [x, y];
  }
  return null;
}

/** Regions that have no room of their own become part of the mark that covers them. */
function takeIn(points, hidden, merge) {
  const joined = new Map();
  for (const [mark, host] of hidden) joined.set(host, [...(joined.get(host) ?? []), mark]);
  return points.map((mark, i) => (joined.has(i) ? merge([mark, ...joined.get(i)]) : mark));
}

function regionPx(mark, shape, frame, table) {
  if (!shape) return table.place.reach[mark.first] * frame.worldPx;
  const [west, north, east, south] = shape.box;
  return (Math.max(east - west, south - north) / 2) * frame.worldPx;
}

/** Shares of the families, [index, share], in their fixed order. */
export function shares(mark) {
  const whole = mark.families.reduce((sum, value) => sum + value, 0);
  if (!whole) return [];
  return Array.from(mark.families, (value, i) => [i, value / whole]).filter(([, share]) => share > 0);
}

/** How one incident is drawn. */
export function look(table, row) {
  const dead = table.counted.of.killed[figureRow(table, row)];
  return {
    family: table.family[table.groups.what.codes[row]],
    hollow: dead === NONE || dead === 0,
    leftOut: Boolean(table.leftOut[table.groups.standing.codes[row]]),
  };
}
