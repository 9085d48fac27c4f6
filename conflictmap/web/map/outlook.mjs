// Which part of the world a picture or a sheet of paper shows: a frame as of the stage. Pure.

import { kmToWorld, latOf, TILE } from "../data/geo.mjs";
import { makeFrame } from "./stage.mjs";

const CLOSEST = 10; // zoom: one town among its neighbours
const AROUND = 0.12; // of the sheet, kept free on each side

/** A frame of px `size` around a point of the unit square. */
export function frameAround(x, y, zoom, size) {
  const worldPx = TILE * 2 ** zoom;
  const corner = { x: x * worldPx - size.x / 2, y: y * worldPx - size.y / 2 };
  return makeFrame(zoom, worldPx, corner, size.x, size.y, { x: 0, y: 0 });
}

/** A frame that holds a box of the unit square [west, north, east, south]. */
export function frameOfBox([west, north, east, south], size) {
  const room = 1 - 2 * AROUND;
  const fitting = Math.min((size.x * room) / (east - west), (size.y * room) / (south - north)) / TILE;
  const zoom = Math.min(CLOSEST, Math.log2(fitting)); // a single point fits at any zoom
  return frameAround((west + east) / 2, (north + south) / 2, zoom, size);
}

/** Box of all places that have something to show, with how far each reaches; null if there is none. */
export function shownBox({ sums, table, reach, shapes }) {
  const { x, y, drawn } = table.place;
  const ids = table.groups.where.cols.place_id;
  const { byPlace, placeTogether, placeLeftOut } = sums;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const hold = ([west, north, east, south]) => {
    box[0] = Math.min(box[0], west);
    box[1] = Math.min(box[1], north);
    box[2] = Math.max(box[2], east);
    box[3] = Math.max(box[3], south);
  };
  for (let p = 0; p < x.length; p++) {
    if (!drawn[p] || !(byPlace.incidents[p] || placeTogether[p] || placeLeftOut[p])) continue;
    const r = reach[p];
    hold(shapes.get(ids[p])?.box ?? [x[p] - r, y[p] - r, x[p] + r, y[p] + r]);
  }
  return box[0] <= box[2] ? box : null;
}

/** px of a km in the middle of a frame. */
export function pxOfKm({ worldPx, view }) {
  return kmToWorld(1, latOf((view.north + view.south) / 2)) * worldPx;
}
