// What the page knows, and one way to change it. Every view listens here; none talks to another.

import { mapInto } from "./arrays.mjs";
import { emptyFilter, Sieve } from "./filter.mjs";
import { Layout } from "./grid.mjs";
import { NO_DAY } from "./payload.mjs";
import { binOf, dateBins } from "./scale.mjs";
import { rowsByPlace, reaches } from "./marks.mjs";
import { decodeShape } from "./geo.mjs";
import { makeSummary, summarise } from "./sums.mjs";

export const initialState = () => ({
  filter: emptyFilter(),
  measure: "killed",
  shaded: false,
  theme: "",
  incident: null, // row number
  view: null, // { zoom, lat, lon } once somebody has moved the map
});

export class App {
  #listeners = [];

  constructor(table, basemap, format) {
    this.table = table;
    this.basemap = basemap;
    this.format = format;
    this.state = initialState();
    this.shapes = new Map(Object.entries(table.areas).map(([id, raw]) => [id, { ...decodeShape(raw), path: null }]));
    this.index = rowsByPlace(table);
    this.reach = reaches(table, this.shapes);
    this.layout = new Layout(table, this.reach);
    this.sieve = new Sieve(table);
    this.search = () => null; // until the texts are read
    this.days = daySpan(table);
    this.bins = dateBins(...this.days);
    this.binOf = mapInto(Int32Array, table.first, (day) => binOf(day, this.bins));
    this.sums = makeSummary(table, this.bins.starts.length);
    this.bounds = worldBounds(table);
    this.known = {
      provinces: table.place.provinces,
      victims: distinct(table.victims),
      doubts: distinct(table.doubts),
      places: [...new Set(table.groups.where.cols.place_id)].filter((id) => id !== null),
      n: table.n,
    };
    this.recount();
  }

  /** `listener(app, changed)` runs after each change; `changed` is a set of names of parts of the state. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  change(patch) {
    const changed = new Set(Object.keys(patch));
    Object.assign(this.state, patch);
    if (changed.has("filter") || changed.has("measure")) this.recount();
    this.tell(changed);
  }

  filter(patch) {
    this.change({ filter: { ...this.state.filter, ...patch } });
  }

  tell(changed) {
    for (const listener of this.#listeners) listener(this, changed);
  }

  recount() {
    performance.mark("conflictmap:filter-start");
    this.sieve.update(this.state.filter, this.search);
    summarise(this.sums, this.table, this.sieve, this.binOf, this.state.measure);
    this.places = countPlaces(this.sums, this.table);
  }

  /** The texts have come: a search can be answered. */
  ready(search) {
    this.search = search;
    this.sieve.forget("text");
    this.recount();
    this.tell(new Set(["filter", "detail"]));
  }
}

const distinct = (lists) => [...new Set(lists.flat())].sort();

function daySpan(table) {
  const used = new Uint8Array(table.groups.when.size);
  for (const code of table.groups.when.codes) used[code] = 1;
  const days = [...table.first].filter((day, i) => used[i] && day !== NO_DAY);
  if (!days.length) return [NO_DAY, NO_DAY];
  return [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
}

/** Box of all that can be drawn, on the unit square. */
function worldBounds({ place }) {
  const box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  for (let p = 0; p < place.x.length; p++) {
    if (!place.drawn[p]) continue;
    box.west = Math.min(box.west, place.x[p]);
    box.east = Math.max(box.east, place.x[p]);
    box.north = Math.min(box.north, place.y[p]);
    box.south = Math.max(box.south, place.y[p]);
  }
  return box.west <= box.east ? box : { west: 0, north: 0, east: 0, south: 0 };
}

function countPlaces(sums, table) {
  let count = 0;
  for (let p = 0; p < table.place.x.length; p++) if (sums.byPlace.incidents[p]) count += 1;
  return count;
}
