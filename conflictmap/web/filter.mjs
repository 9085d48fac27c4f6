// Which incidents pass, and what they sum to. Pure; one pass over the rows for each change.
//
// Each question a person can ask (a "dimension") has one bit. A row passes if no bit is set against it. A facet, such
// as the list of provinces, shows what would pass if its own question were not asked.

import { NONE, NO_DAY } from "./payload.mjs";
import { FAMILIES, KIND_IDS } from "./vocab.mjs";

export const BIT = {
  province: 1,
  kind: 2,
  date: 4,
  toll: 8,
  precision: 16,
  victims: 32,
  text: 64,
  doubts: 128,
  standing: 256,
  place: 512,
};

export const emptyFilter = () => ({
  provinces: [], // names; [] means all
  kinds: [], // ids; [] means all
  from: NO_DAY,
  to: NO_DAY,
  killed: 0, // at least; 0 lets the unknown through
  wounded: 0,
  precision: 7, // at most this where_prec
  victims: [], // groups; [] means all
  text: "",
  doubts: "", // "", "none", "any" or a code
  leftOut: false, // show totals and background too
  place: "", // place_id
});

/** For each dimension, the group whose codes it reads and the test of a row of that group's table. */
const TESTS = {
  province: (t, f) => {
    if (!f.provinces.length) return null;
    const wanted = new Set(f.provinces.map((name) => t.place.provinces.indexOf(name)).filter((at) => at >= 0));
    return ["where", (row) => wanted.has(t.place.province[row])];
  },
  place: (t, f) => (f.place ? ["where", (row) => t.groups.where.cols.place_id[row] === f.place] : null),
  precision: (t, f) => (f.precision < 7 ? ["where", (row) => t.place.precision[row] <= f.precision] : null),
  kind: (t, f) => {
    if (!f.kinds.length) return null;
    const wanted = new Set(f.kinds.map((kind) => KIND_IDS.indexOf(kind)));
    return ["what", (row) => wanted.has(t.kind[row])];
  },
  date: (t, f) => {
    if (f.from === NO_DAY && f.to === NO_DAY) return null;
    const to = f.to === NO_DAY ? Infinity : f.to;
    // An incident of several possible days passes if one of them does.
    return ["when", (row) => t.first[row] !== NO_DAY && t.last[row] >= f.from && t.first[row] <= to];
  },
  toll: (t, f) => {
    if (!f.killed && !f.wounded) return null;
    const enough = (count, least) => least === 0 || count >= least;
    return ["toll", (row) => enough(t.toll.killed[row], f.killed) && enough(t.toll.wounded[row], f.wounded)];
  },
  victims: (t, f) =>
    f.victims.length ? ["victims", (row) => t.victims[row].some((name) => f.victims.includes(name))] : null,
  doubts: (t, f) => {
    if (!f.doubts) return null;
    if (f.doubts === "none") return ["doubts", (row) => !t.doubts[row].length];
    if (f.doubts === "any") return ["doubts", (row) => t.doubts[row].length > 0];
    return ["doubts", (row) => t.doubts[row].includes(f.doubts)];
  },
  standing: (t, f) => (f.leftOut ? null : ["standing", (row) => !t.leftOut[row]]),
};

/** What each dimension looks at, to tell whether it has changed. */
const KEYS = {
  province: (f) => f.provinces.join("\n"),
  place: (f) => f.place,
  precision: (f) => f.precision,
  kind: (f) => f.kinds.join("\n"),
  date: (f) => `${f.from} ${f.to}`,
  toll: (f) => `${f.killed} ${f.wounded}`,
  victims: (f) => f.victims.join("\n"),
  doubts: (f) => f.doubts,
  standing: (f) => f.leftOut,
  text: (f) => f.text,
};

export class Sieve {
  constructor(table) {
    this.table = table;
    this.fail = new Uint16Array(table.n);
    this.seen = {};
  }

  /** Bring the bits in line with the filter; only dimensions that changed are read again. */
  update(filter, textMatches) {
    for (const [name, key] of Object.entries(KEYS)) {
      const now = String(key(filter));
      if (this.seen[name] === now) continue;
      this.seen[name] = now;
      if (name === "text") this.#setRows(BIT.text, filter.text ? textMatches(filter.text) : null);
      else this.#set(BIT[name], TESTS[name](this.table, filter));
    }
  }

  /** Forget what is known of one dimension: its data has changed. */
  forget(name) {
    delete this.seen[name];
  }

  #set(bit, test) {
    if (!test) return this.#setRows(bit, null);
    const { codes, size } = this.table.groups[test[0]];
    const bad = new Uint16Array(size);
    for (let row = 0; row < size; row++) bad[row] = test[1](row) ? 0 : bit;
    const { fail } = this;
    const keep = 0xffff ^ bit;
    for (let i = 0; i < fail.length; i++) fail[i] = (fail[i] & keep) | bad[codes[i]];
    return undefined;
  }

  #setRows(bit, passes) {
    const { fail } = this;
    const keep = 0xffff ^ bit;
    for (let i = 0; i < fail.length; i++) fail[i] = (fail[i] & keep) | (passes && !passes[i] ? bit : 0);
  }

  passes(i) {
    return this.fail[i] === 0;
  }
}

/** Sums of one kind of thing, one slot each. `knownKilled` counts the incidents whose dead are known at all. */
export class Sums {
  constructor(size) {
    this.incidents = new Float64Array(size);
    this.killed = new Float64Array(size);
    this.wounded = new Float64Array(size);
    this.knownKilled = new Float64Array(size);
    this.knownWounded = new Float64Array(size);
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
 * One pass: totals, and sums by place, province, kind, date bin and victims' group.
 * `binOf` gives the bin of each row of the "when" table, -1 for none.
 */
export function summarise(table, sieve, binOf, bins) {
  const { where, what, when, toll, standing, victims } = table.groups;
  const provinces = table.place.provinces.length;
  const out = {
    incidents: 0,
    listed: 0,
    leftOut: 0,
    notDrawn: 0,
    undated: 0,
    killed: newRange(),
    wounded: newRange(),
    byPlace: new Sums(where.size),
    placeFamily: new Float64Array(where.size * FAMILIES.length * 3), // killed, wounded, incidents of each family
    placeLeftOut: new Float64Array(where.size),
    byProvince: new Sums(provinces + 1), // the last slot: province not known
    byKind: new Sums(KIND_IDS.length),
    byBin: new Sums(bins + 1), // the last slot: no date
    byVictims: new Float64Array(victims.size),
  };
  const { killed, wounded, killedLow, killedHigh, woundedLow, woundedHigh } = table.toll;
  const families = FAMILIES.length;
  for (let i = 0; i < table.n; i++) {
    const fail = sieve.fail[i];
    if (fail & (fail - 1)) continue; // two or more questions rule it out: in no facet either
    const placed = where.codes[i];
    const cost = toll.codes[i];
    if (table.leftOut[standing.codes[i]]) {
      if (fail === 0 || fail === BIT.standing) out.leftOut += 1;
      if (fail === 0) {
        out.listed += 1;
        out.placeLeftOut[placed] += 1;
      }
      continue;
    }
    const dead = killed[cost];
    const hurt = wounded[cost];
    if (fail === 0 || fail === BIT.province) {
      const at = table.place.province[placed];
      out.byProvince.add(at < 0 ? provinces : at, dead, hurt);
    }
    if (fail === 0 || fail === BIT.kind) out.byKind.add(table.kind[what.codes[i]], dead, hurt);
    if (fail === 0 || fail === BIT.date) {
      const bin = binOf[when.codes[i]];
      out.byBin.add(bin < 0 ? bins : bin, dead, hurt);
    }
    if (fail === 0 || fail === BIT.victims) out.byVictims[victims.codes[i]] += 1;
    if (fail !== 0) continue;
    out.incidents += 1;
    out.listed += 1;
    if (table.first[when.codes[i]] === NO_DAY) out.undated += 1;
    addRange(out.killed, dead, killedLow[cost], killedHigh[cost]);
    addRange(out.wounded, hurt, woundedLow[cost], woundedHigh[cost]);
    if (!table.place.drawn[placed]) {
      out.notDrawn += 1;
      continue;
    }
    out.byPlace.add(placed, dead, hurt);
    const slot = (placed * families + table.family[what.codes[i]]) * 3;
    if (dead > 0) out.placeFamily[slot] += dead;
    if (hurt > 0) out.placeFamily[slot + 1] += hurt;
    out.placeFamily[slot + 2] += 1;
  }
  return out;
}
