// Which incidents pass. Pure.
//
// Each filter has one bit. An incident passes if no bit is set against it. A facet, such as the list of provinces, shows
// what would pass if its own question were not asked.

const MOST = 31; // bits of a whole number that keep their sign

export class Sieve {
  #seen = new Map();
  #used = 0; // bits that are set somewhere

  constructor(table, filters) {
    if (filters.length > MOST)
      throw new RangeError(`${filters.length} filters are more than the ${MOST} there is room for`);
    this.table = table;
    this.filters = filters;
    this.bits = Object.fromEntries(filters.map(({ id }, i) => [id, 2 ** i]));
    this.fail = new Int32Array(table.n);
  }

  /** Bring the bits in line with what is asked (id of a filter -> value); only what changed is read again. */
  update(asked, tools) {
    for (const { id, test } of this.filters) {
      const now = JSON.stringify(asked[id]);
      if (this.#seen.get(id) === now) continue;
      this.#seen.set(id, now);
      this.#set(this.bits[id], test(this.table, asked[id], tools));
    }
  }

  /** Forget what was seen: the data have changed. */
  forget() {
    this.#seen.clear();
  }

  /** `verdict`: null, { group, passes(row of its table) } or { rows: 1 for each incident that passes }. */
  #set(bit, verdict) {
    if (!verdict) {
      this.#clear(bit);
      return;
    }
    this.#used |= bit;
    if (verdict.rows) this.#setRows(bit, verdict.rows);
    else this.#setGroup(bit, this.table.groups[verdict.group], verdict.passes);
  }

  #clear(bit) {
    if (!(this.#used & bit)) return;
    this.#used &= ~bit;
    const { fail } = this;
    for (let i = 0; i < fail.length; i++) fail[i] &= ~bit;
  }

  /** The test runs once for each row of a group's table, not for each incident: that is what makes it fast. */
  #setGroup(bit, { codes, size }, passes) {
    const bad = new Int32Array(size);
    for (let row = 0; row < size; row++) bad[row] = passes(row) ? 0 : bit;
    const { fail } = this;
    for (let i = 0; i < fail.length; i++) fail[i] = (fail[i] & ~bit) | bad[codes[i]];
  }

  #setRows(bit, rows) {
    const { fail } = this;
    for (let i = 0; i < fail.length; i++) fail[i] = (fail[i] & ~bit) | (rows[i] ? 0 : bit);
  }

  passes(i) {
    return this.fail[i] === 0;
  }
}
