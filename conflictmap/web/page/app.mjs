// What the page knows, and one way to change it. Every view listens here; none talks to another.

import { decodeShape } from "../data/geo.mjs";
import { makeSummary, summarise } from "../data/sums.mjs";
import { FILTERS, nothingAsked } from "../filter/registry.mjs";
import { Sieve } from "../filter/sieve.mjs";
import { Layout } from "../map/grid.mjs";
import { reaches, rowsByPlace } from "../map/marks.mjs";

export const initialState = (filters = FILTERS) => ({
  filter: nothingAsked(filters), // id of a filter -> its value
  measure: "killed",
  shaded: false,
  names: "", // script of the names of places: "en", or one of data/names.mjs; "" for the browser's
  theme: "",
  incident: null, // row number
  view: null, // { zoom, lat, lon } once somebody has moved the map
});

export class App {
  #listeners = [];
  #search = () => null; // until the texts are read

  constructor(table, basemap, format, filters = FILTERS) {
    this.table = table;
    this.vocab = table.vocab;
    this.basemap = basemap;
    this.format = format;
    this.filters = filters;
    this.state = initialState(filters);
    this.shapes = new Map(Object.entries(table.areas).map(([id, raw]) => [id, { ...decodeShape(raw), path: null }]));
    this.index = rowsByPlace(table);
    this.reach = reaches(table, this.shapes);
    this.layout = new Layout(table, this.reach);
    this.sieve = new Sieve(table, filters);
    this.sums = makeSummary(table, facetsOf(table, filters));
    this.bounds = worldBounds(table);
    this.marked = new Set(); // rows that a person has marked on this page
    this.own = null; // a layer of the reader's own, see map/own.mjs
    this.corrections = null; // see corrections/corrections.mjs
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

  /** Ask one filter's question; its empty value takes the question back. */
  ask(id, value) {
    this.change({ filter: { ...this.state.filter, [id]: value } });
  }

  askNothing() {
    this.change({ filter: nothingAsked(this.filters) });
  }

  /** Words of the search that no incident has. */
  unknownWords() {
    return this.#search.unknown?.(this.state.filter.text ?? "") ?? [];
  }

  tell(changed) {
    for (const listener of this.#listeners) listener(this, changed);
  }

  recount() {
    performance.mark("conflictmap:filter-start");
    this.sieve.update(this.state.filter, { search: this.#search });
    summarise(this.sums, this.table, this.sieve, this.state.measure);
    this.places = countPlaces(this.sums.byPlace);
  }

  /** The texts have come: a search can be answered. */
  ready(search) {
    this.#search = search;
    this.sieve.forget();
    this.recount();
    this.tell(new Set(["filter", "detail"]));
  }
}

const facetsOf = (table, filters) =>
  filters.filter(({ facet }) => facet).map(({ id, facet }) => ({ id, ...facet(table) }));

/** How many places have an incident. A plain loop: there may be 200,000. */
function countPlaces({ incidents }) {
  let count = 0;
  for (let p = 0; p < incidents.length; p++) if (incidents[p]) count += 1;
  return count;
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
