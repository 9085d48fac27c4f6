// Places into cells of the screen, each with the sums of what it holds. Pure; sizes in px.

import { FAMILIES } from "./vocab.mjs";

const FEW = 150;
const SOME = 1200;
export const STREET_ZOOM = 11; // from here on only what overlaps is put together

/** Side of a cell in px: few places or a close look stand alone, many are summed. */
export function cellSize(places, zoom) {
  if (zoom >= STREET_ZOOM || places <= FEW) return 12;
  return places <= SOME ? 26 : 44;
}

const MEASURES = { killed: 0, wounded: 1, incidents: 2 };

/**
 * Cells with anything in them.
 *
 * `view`: { west, north, east, south } on the unit square; `worldPx`: px of the whole world at this zoom; `side`: px.
 * `skip[place]`: not to be put in a cell (drawn as an area of its own). The grid is anchored to the world, so that
 * panning does not regroup.
 */
export function cells(table, sums, { view, worldPx, side, skip, measure }) {
  const size = side / worldPx;
  const column0 = Math.floor(view.west / size);
  const row0 = Math.floor(view.north / size);
  const columns = Math.max(1, Math.floor(view.east / size) - column0 + 1);
  const rows = Math.max(1, Math.floor(view.south / size) - row0 + 1);
  const at = new Int32Array(columns * rows).fill(-1);
  const found = [];
  const { x, y, drawn } = table.place;
  const { byPlace, placeLeftOut } = sums;
  for (let p = 0; p < x.length; p++) {
    const incidents = byPlace.incidents[p];
    if (!drawn[p] || skip[p] || (incidents === 0 && placeLeftOut[p] === 0)) continue;
    const column = Math.floor(x[p] / size) - column0;
    const row = Math.floor(y[p] / size) - row0;
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    const key = row * columns + column;
    if (at[key] < 0) {
      at[key] = found.length;
      found.push(newCell());
    }
    addPlace(found[at[key]], p, sums, table.place, measure);
  }
  for (const cell of found) finish(cell);
  return found;
}

/** One cell of just these places, wherever they lie. */
export function cellOf(table, sums, places, measure) {
  const cell = newCell();
  for (const p of places) addPlace(cell, p, sums, table.place, measure);
  finish(cell);
  return cell;
}

const newCell = () => ({
  places: [],
  incidents: 0,
  killed: 0,
  wounded: 0,
  knownKilled: 0,
  knownWounded: 0,
  leftOut: 0,
  families: new Float64Array(FAMILIES.length),
  weight: 0,
  sumX: 0,
  sumY: 0,
  box: [Infinity, Infinity, -Infinity, -Infinity],
});

function addPlace(cell, p, sums, place, measure) {
  const { byPlace } = sums;
  const x = place.x[p];
  const y = place.y[p];
  cell.places.push(p);
  cell.incidents += byPlace.incidents[p];
  cell.killed += byPlace.killed[p];
  cell.wounded += byPlace.wounded[p];
  cell.knownKilled += byPlace.knownKilled[p];
  cell.knownWounded += byPlace.knownWounded[p];
  cell.leftOut += sums.placeLeftOut[p];
  const offset = p * FAMILIES.length * 3 + MEASURES[measure];
  for (let f = 0; f < FAMILIES.length; f++) cell.families[f] += sums.placeFamily[offset + f * 3];
  const value = measure === "incidents" ? byPlace.incidents[p] : byPlace[measure][p];
  const weight = value + 0.001 * (byPlace.incidents[p] + sums.placeLeftOut[p]); // a cell of no dead has a centre too
  cell.weight += weight;
  cell.sumX += x * weight;
  cell.sumY += y * weight;
  const { box } = cell;
  if (x < box[0]) box[0] = x;
  if (y < box[1]) box[1] = y;
  if (x > box[2]) box[2] = x;
  if (y > box[3]) box[3] = y;
}

function finish(cell) {
  cell.x = cell.sumX / cell.weight;
  cell.y = cell.sumY / cell.weight;
}

/** The figure a mark stands for, or null where nothing is known. */
export function figure(cell, measure) {
  if (measure === "incidents") return cell.incidents;
  const known = measure === "killed" ? cell.knownKilled : cell.knownWounded;
  return known ? cell[measure] : null;
}
