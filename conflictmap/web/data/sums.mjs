// What the incidents that pass sum to: one pass over the rows for each change. Pure.

import { mapInto } from "./arrays.mjs";
import { NO_DAY, NONE } from "./days.mjs";

/** Sums of one kind of thing, one slot each. `knownKilled` counts the incidents whose dead are known at all. */
export class Sums {
  constructor(size) {
    this.incidents = new Int32Array(size);
    this.killed = new Int32Array(size);
    this.wounded = new Int32Array(size);
    this.knownKilled = new Int32Array(size);
    this.knownWounded = new Int32Array(size);
  }

  clear() {
    for (const column of Object.values(this)) column.fill(0);
  }

  add(slot, killed, wounded) {
    this.incidents[slot] += 1;
    if (killed !== NONE) {
      this.killed[slot] += killed;
      this.knownKilled[slot] += 1;
    }
    if (wounded !== NONE) {
      this.wounded[slot] += wounded;
      this.knownWounded[slot] += 1;
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

function addRange(range, best, low, high) {
  if (best === NONE) {
    range.unknown += 1;
    return;
  }
  range.known += 1;
  range.best += best;
  range.low += low === NONE ? 0 : low; // "up to five" may be none at all
  range.high += high === NONE ? best : high;
  if (high === NONE) range.open += 1; // "at least five": the true figure may be higher
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
    byPlace: new Sums(where.size),
    placeFamily: new Int32Array(where.size * table.vocab.families.length), // of the measure that sizes the marks
    placeLeftOut: new Int32Array(where.size),
    facets: facets.map(({ id, group, slots, size }) => ({
      id,
      codes: table.groups[group].codes,
      slots: mapInto(Int32Array, slots, (slot) => (slot < 0 ? size : slot)),
    })),
    by: Object.fromEntries(facets.map(({ id, size }) => [id, new Sums(size + 1)])),
  };
}

function clear(summary) {
  for (const sums of [summary.byPlace, ...Object.values(summary.by)]) sums.clear();
  for (const column of [summary.placeFamily, summary.placeLeftOut]) column.fill(0);
  Object.assign(summary, { incidents: 0, listed: 0, leftOut: 0, notDrawn: 0, undated: 0 });
  Object.assign(summary, { killed: newRange(), wounded: newRange() });
}

/** Fills a summary: totals, sums by place, and those of the facets. `measure` sizes the marks. */
export function summarise(out, table, sieve, measure) {
  clear(out);
  const { what, when, standing } = table.groups;
  const place = table.groups.where.codes;
  const tolls = table.groups.toll.codes;
  const { killed, wounded, killedLow, killedHigh, woundedLow, woundedHigh } = table.toll;
  const { byPlace, placeFamily, placeLeftOut } = out;
  const facets = out.facets.map((facet) => ({ ...facet, bit: sieve.bits[facet.id], sums: out.by[facet.id] }));
  const families = table.vocab.families.length;
  const { fail } = sieve;
  for (let i = 0; i < table.n; i++) {
    const no = fail[i];
    if (no & (no - 1)) continue; // two or more questions rule it out: in no facet either
    const at = place[i];
    const cost = tolls[i];
    if (table.leftOut[standing.codes[i]]) {
      if (no === 0 || no === sieve.bits.standing) out.leftOut += 1;
      if (no === 0) {
        out.listed += 1;
        placeLeftOut[at] += 1;
      }
      continue;
    }
    const dead = killed[cost];
    const hurt = wounded[cost];
    for (let k = 0; k < facets.length; k++) {
      const { bit, codes, slots, sums } = facets[k];
      if (no === 0 || no === bit) sums.add(slots[codes[i]], dead, hurt);
    }
    if (no !== 0) continue;
    out.incidents += 1;
    if (table.first[when.codes[i]] === NO_DAY) out.undated += 1;
    addRange(out.killed, dead, killedLow[cost], killedHigh[cost]);
    addRange(out.wounded, hurt, woundedLow[cost], woundedHigh[cost]);
    if (!table.place.drawn[at]) {
      out.notDrawn += 1;
      continue;
    }
    byPlace.add(at, dead, hurt);
    const share = measure === "killed" ? dead : measure === "wounded" ? hurt : 1;
    if (share > 0) placeFamily[at * families + table.family[what.codes[i]]] += share;
  }
  out.listed += out.incidents;
  return out;
}
