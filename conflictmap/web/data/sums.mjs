// What the incidents that pass sum to: one pass over the rows for each change, which counts those it moves. Pure.

import { figureRow, isTogether } from "./countedonce.mjs";
import { NO_DAY, NONE } from "./days.mjs";

const NOWHERE = -1; // a verdict that all questions rule out: such a row is in no sum
const COLUMNS = ["incidents", "killed", "wounded", "knownKilled", "knownWounded"];

/** Sums of one kind of thing, one slot each. `knownKilled` counts the incidents whose dead are known at all. */
export class Sums {
  constructor(size) {
    for (const name of COLUMNS) this[name] = new Int32Array(size);
  }

  /** Some of the slots, seen as sums of their own. */
  part(from, to) {
    const own = new Sums(0);
    for (const name of COLUMNS) own[name] = this[name].subarray(from, to);
    return own;
  }

  clear() {
    for (const column of Object.values(this)) column.fill(0);
  }

  /** `incidents`: 1, or 0 for a total over several attacks. `sign`: 1 to put it in, -1 to take it out. */
  add(slot, killed, wounded, incidents, sign) {
    this.incidents[slot] += sign * incidents;
    if (killed !== NONE) {
      this.killed[slot] += sign * killed;
      this.knownKilled[slot] += sign;
    }
    if (wounded !== NONE) {
      this.wounded[slot] += sign * wounded;
      this.knownWounded[slot] += sign;
    }
  }

  /** The figure, or null where nothing is known: unknown is not nought. */
  value(slot, measure) {
    if (measure === "incidents") return this.incidents[slot];
    const known = measure === "killed" ? this.knownKilled : this.knownWounded;
    return known[slot] ? this[measure][slot] : null;
  }
}

const newRange = () => ({ best: 0, low: 0, high: 0, open: 0, known: 0, unknown: 0 });

function addRange(range, best, low, high, incidents, sign) {
  if (best === NONE) {
    range.unknown += incidents;
    return;
  }
  range.known += sign;
  range.best += sign * best;
  range.low += low === NONE ? 0 : sign * low; // "up to five" may be none at all
  range.high += sign * (high === NONE ? best : high);
  if (high === NONE) range.open += sign; // "at least five": the true figure may be higher
}

/**
 * Room for all sums of a table, made once: with 200,000 places making it anew would cost more than filling it.
 *
 * A facet sums what would pass if its own question were not asked: { id, group, slots: slot of each row of that group's
 * table, -1 for none, size: how many slots }. What has none goes to one more slot behind them.
 */
export function makeSummary(table, facets) {
  const { where } = table.groups;
  return {
    turn: 0, // how often it has been filled
    byPlace: new Sums(where.size),
    placeFamily: new Int32Array(where.size * table.vocab.families.length), // of the measure that sizes the marks
    placeLeftOut: new Int32Array(where.size),
    placeTogether: new Int32Array(where.size), // totals over several attacks that add to the sums
    rows: readRows(table),
    ...makeFacets(table, facets),
  };
}

/**
 * What the loop over rows asks of each: is it in any sum, is it an incident, where its figures stand. A loop of its own:
 * one that serves arrays of all kinds takes several times as long.
 */
function readRows(table) {
  const { leftOut, counted, groups, n } = table;
  const { killed, wounded } = counted.of;
  const standing = groups.standing.codes;
  const [figures, dead, hurt] = [new Int32Array(n), new Int32Array(n), new Int32Array(n)];
  const [inSums, incident] = [new Uint8Array(n), new Uint8Array(n)];
  for (let i = 0; i < n; i++) {
    const at = figureRow(table, i);
    figures[i] = at;
    dead[i] = killed[at];
    hurt[i] = wounded[at];
    inSums[i] = 1 - leftOut[standing[i]];
    incident[i] = isTogether(table, i) ? 0 : 1;
  }
  const before = new Int32Array(n).fill(NOWHERE); // verdicts that the sums stand for
  return { counted: inSums, incident, figures, dead, hurt, before };
}

/**
 * All facets lie one behind the other in one `pool`, and `slots` holds the slot of each incident in each of them, so that
 * one loop over numbers fills them all. `by` shows each facet its own part.
 */
function makeFacets(table, facets) {
  const starts = [];
  let room = 0;
  for (const { size } of facets) {
    starts.push(room);
    room += size + 1;
  }
  const pool = new Sums(room);
  const slots = new Int32Array(table.n * facets.length);
  facets.forEach(({ group, slots: own, size }, k) => {
    const { codes } = table.groups[group];
    for (let i = 0; i < table.n; i++) {
      const slot = own[codes[i]];
      slots[i * facets.length + k] = starts[k] + (slot < 0 ? size : slot);
    }
  });
  const ids = facets.map(({ id }) => id);
  const by = Object.fromEntries(ids.map((id, k) => [id, pool.part(starts[k], starts[k] + facets[k].size + 1)]));
  return { pool, slots, ids, by };
}

function clear(summary) {
  for (const sums of [summary.byPlace, summary.pool]) sums.clear();
  for (const column of [summary.placeFamily, summary.placeLeftOut, summary.placeTogether]) column.fill(0);
  Object.assign(summary, { incidents: 0, listed: 0, leftOut: 0, leftOutListed: 0, notDrawn: 0, undated: 0 });
  Object.assign(summary, { killed: newRange(), wounded: newRange() });
  summary.together = { rows: 0, killed: 0, wounded: 0 }; // of the sums: what is told for several attacks only
}

/** Adds a row to the figures at the head, or with -1 takes it out again. */
function addRow(out, table, i, sign) {
  const { incident, figures, dead, hurt } = out.rows;
  const { of } = table.counted;
  const at = figures[i];
  const alone = incident[i] * sign;
  if (incident[i]) {
    out.incidents += sign;
  } else {
    out.together.rows += sign;
    out.together.killed += sign * Math.max(dead[i], 0);
    out.together.wounded += sign * Math.max(hurt[i], 0);
  }
  addRange(out.killed, dead[i], of.killedLow[at], of.killedHigh[at], alone, sign);
  addRange(out.wounded, hurt[i], of.woundedLow[at], of.woundedHigh[at], alone, sign);
}

/** Whether it is dearer to take out what has changed and count it anew than to count all of it from nothing. */
function mostChanged(before, fail) {
  let changed = 0;
  for (let i = 0; i < fail.length; i++) if (before[i] !== fail[i]) changed += 1;
  return 2 * changed > fail.length; // what has changed is counted twice
}

/**
 * Fills a summary: totals, sums by place, and those of the facets. `measure` sizes the marks.
 *
 * All of it is sums, so a row whose verdict is the same as at the last time is not counted again.
 */
export function summarise(out, table, sieve, measure) {
  const { fail } = sieve;
  const { before } = out.rows;
  if (measure !== out.measure || mostChanged(before, fail)) {
    clear(out);
    before.fill(NOWHERE);
    out.measure = measure;
  }
  const count = makeCounter(out, table, sieve, measure);
  for (let i = 0; i < fail.length; i++) {
    const [was, is] = [before[i], fail[i]];
    if (was === is) continue;
    count(i, was, -1);
    count(i, is, 1);
    before[i] = is;
  }
  out.turn += 1;
  out.listed = out.leftOutListed + out.incidents + out.together.rows;
  return out;
}

/** Returns what counts row `i` under the verdict `no`: with 1 it is put in, with -1 taken out. */
function makeCounter(out, table, { bits }, measure) {
  const [what, when, where] = ["what", "when", "where"].map((name) => table.groups[name].codes);
  const { byPlace, placeFamily, placeLeftOut, placeTogether, pool, slots } = out;
  const { counted, incident, dead, hurt } = out.rows;
  const { first, family } = table;
  const { drawn } = table.place;
  const families = table.vocab.families.length;
  const standing = bits.standing ?? 0;
  const facets = out.ids.length;
  const facetOf = new Int32Array(32).fill(-1); // number of a bit -> number of its facet
  out.ids.forEach((id, k) => (facetOf[31 - Math.clz32(bits[id])] = k));

  function countLeftOut(i, no, sign) {
    if (no === 0 || no === standing) out.leftOut += sign;
    if (no !== 0) return;
    out.leftOutListed += sign;
    placeLeftOut[where[i]] += sign;
  }

  function countPassing(i, sign) {
    const at = where[i];
    for (let k = i * facets; k < (i + 1) * facets; k++) pool.add(slots[k], dead[i], hurt[i], incident[i], sign);
    addRow(out, table, i, sign);
    if (first[when[i]] === NO_DAY) out.undated += sign;
    if (!drawn[at]) {
      out.notDrawn += sign;
      return;
    }
    byPlace.add(at, dead[i], hurt[i], incident[i], sign);
    placeTogether[at] += sign * (1 - incident[i]);
    const share = measure === "killed" ? dead[i] : measure === "wounded" ? hurt[i] : incident[i];
    if (share > 0) placeFamily[at * families + family[what[i]]] += sign * share;
  }

  return (i, no, sign) => {
    if (no & (no - 1)) return; // two or more questions rule it out: in no facet either
    if (counted[i] === 0) {
      countLeftOut(i, no, sign);
    } else if (no === 0) {
      countPassing(i, sign);
    } else {
      const k = facetOf[31 - Math.clz32(no)];
      if (k >= 0) pool.add(slots[i * facets + k], dead[i], hurt[i], incident[i], sign);
    }
  };
}
