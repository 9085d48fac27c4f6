// Which incidents pass. Pure.
//
// Each question a person can ask (a "dimension") has one bit. A row passes if no bit is set against it. A facet, such
// as the list of provinces, shows what would pass if its own question were not asked.

import { NO_DAY } from "./payload.mjs";
import { KIND_IDS } from "./vocab.mjs";

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
