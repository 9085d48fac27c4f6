// Places into slots: cells of the screen, and regions too large for one. Pure; sizes in px.

const FEW = 150;
const SOME = 1200;
const STREET_ZOOM = 11; // from here on only what overlaps is put together
const REGION_FROM = 20; // px: a smaller region is no larger than the mark itself

/** Side of a cell in px: few places or a close look stand alone, many are summed. */
export function cellSize(places, zoom) {
  if (zoom >= STREET_ZOOM || places <= FEW) return 12;
  return places <= SOME ? 26 : 44;
}

/**
 * The region each place lies in, by number, -1 for a point: places of one id are one region, however its rows differ.
 * `reach`: half its width on the unit square.
 */
export function findRegions(table, reach) {
  const ids = table.groups.where.cols.place_id;
  const numbers = new Map();
  const of = new Int32Array(reach.length).fill(-1);
  for (let p = 0; p < of.length; p++) {
    if (!(reach[p] > 0)) continue;
    const id = ids[p] ?? `#${p}`;
    if (!numbers.has(id)) numbers.set(id, numbers.size);
    of[p] = numbers.get(id);
  }
  return { of, count: numbers.size };
}

/** Remembers which slot each place falls into until the view changes: a filter moves no place. */
export class Layout {
  #key = "";
  #tallied = { key: "", marks: [] };

  constructor(table, reach) {
    this.table = table;
    this.reach = reach;
    this.regions = findRegions(table, reach);
    this.slotOf = new Int32Array(table.place.x.length);
    this.cells = 0;
  }

  /**
   * `view`: { west, north, east, south } on the unit square, `worldPx`: px of the whole world, `side`: px. The grid is
   * anchored to the world, so that panning does not regroup.
   */
  place(view, worldPx, side) {
    const key = [view.west, view.north, view.east, view.south, worldPx, side].join(" ");
    if (key === this.#key) return;
    this.#key = key;
    const { x, y, drawn } = this.table.place;
    const size = side / worldPx;
    const column0 = Math.floor(view.west / size);
    const row0 = Math.floor(view.north / size);
    const columns = Math.max(1, Math.floor(view.east / size) - column0 + 1);
    const rows = Math.max(1, Math.floor(view.south / size) - row0 + 1);
    this.cells = columns * rows;
    for (let p = 0; p < x.length; p++) {
      const column = Math.floor(x[p] / size) - column0;
      const row = Math.floor(y[p] / size) - row0;
      if (!drawn[p]) this.slotOf[p] = -1;
      else if (this.reach[p] * worldPx > REGION_FROM) this.slotOf[p] = this.cells + this.regions.of[p];
      else if (column < 0 || row < 0 || column >= columns || row >= rows) this.slotOf[p] = -1;
      else this.slotOf[p] = row * columns + column;
    }
  }

  get count() {
    return this.cells + this.regions.count;
  }

  /** One mark for each slot with anything in it; the same ones while neither the slots nor the sums have changed. */
  tally(sums, measure) {
    const key = [this.#key, sums.turn, measure].join(" ");
    if (key !== this.#tallied.key) this.#tallied = { key, marks: tally(this.table, sums, this, measure) };
    return this.#tallied.marks;
  }

  /** Places of some slots that anything passes at. */
  placesOf(slots, sums) {
    const wanted = new Set(slots);
    const out = [];
    this.slotOf.forEach((slot, p) => {
      if (wanted.has(slot) && (sums.byPlace.incidents[p] || sums.placeTogether[p] || sums.placeLeftOut[p])) out.push(p);
    });
    return out;
  }
}

function tally(table, sums, layout, measure) {
  const { slotOf, cells } = layout;
  const { byPlace, placeFamily, placeLeftOut, placeTogether } = sums;
  const { x, y } = table.place;
  const at = new Int32Array(layout.count).fill(-1);
  const found = [];
  const width = table.vocab.families.length;
  const names = table.groups.where.cols.place;
  const own = byPlace[measure];
  const middle = new Float64Array(3 * layout.count); // weight, x and y of each slot, as fields of objects are slow to sum
  for (let p = 0; p < slotOf.length; p++) {
    const rows = byPlace.incidents[p] + placeLeftOut[p] + placeTogether[p];
    const slot = slotOf[p];
    if (slot < 0 || rows === 0) continue;
    if (at[slot] < 0) {
      at[slot] = found.length;
      found.push(newMark(slot, slot >= cells, p, width, names[p]));
    }
    const mark = found[at[slot]];
    mark.active += 1;
    if (!mark.mixed && names[p] !== mark.name) mark.mixed = true; // one look at words is enough
    addPlace(mark, sums, p);
    for (let f = 0; f < width; f++) {
      const share = placeFamily[p * width + f];
      if (share) mark.families[f] += share;
    }
    const weight = own[p] + 0.001 * rows; // a cell of no dead has a centre too
    middle[3 * slot] += weight;
    middle[3 * slot + 1] += x[p] * weight;
    middle[3 * slot + 2] += y[p] * weight;
  }
  for (const mark of found) [mark.weight, mark.sumX, mark.sumY] = middle.subarray(3 * mark.slots[0]);
  return found;
}

function addPlace(mark, { byPlace, placeLeftOut, placeTogether }, p) {
  mark.incidents += byPlace.incidents[p];
  mark.killed += byPlace.killed[p];
  mark.wounded += byPlace.wounded[p];
  mark.knownKilled += byPlace.knownKilled[p];
  mark.knownWounded += byPlace.knownWounded[p];
  mark.leftOut += placeLeftOut[p];
  mark.together += placeTogether[p];
}

const newMark = (slot, area, first, families, name) => ({
  slots: [slot],
  area,
  first, // a place in it
  name,
  mixed: false, // are there places of other names in it?
  active: 0, // how many places
  incidents: 0,
  killed: 0,
  wounded: 0,
  knownKilled: 0,
  knownWounded: 0,
  leftOut: 0,
  together: 0,
  families: new Float64Array(families), // a share each
  weight: 0,
  sumX: 0,
  sumY: 0,
});

const SUMMED = [
  "active",
  "incidents",
  "killed",
  "wounded",
  "knownKilled",
  "knownWounded",
  "leftOut",
  "together",
  "weight",
  "sumX",
  "sumY",
];

/** Several marks as one. */
export function join(marks) {
  const out = newMark(marks[0].slots[0], false, marks[0].first, marks[0].families.length, marks[0].name);
  out.slots = marks.flatMap((mark) => mark.slots);
  out.mixed = marks.some((mark) => mark.mixed || mark.name !== out.name);
  for (const mark of marks) {
    for (const name of SUMMED) out[name] += mark[name];
    for (let f = 0; f < out.families.length; f++) out.families[f] += mark.families[f];
  }
  return out;
}

/** How many rows a mark stands for. */
export const rowsOf = (mark) => mark.incidents + mark.together + mark.leftOut;

/** The figure a mark stands for, or null where nothing is known. */
export function figure(mark, measure) {
  if (measure === "incidents") return mark.incidents;
  const known = measure === "killed" ? mark.knownKilled : mark.knownWounded;
  return known ? mark[measure] : null;
}
