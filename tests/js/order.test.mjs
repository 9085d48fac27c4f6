// Orders of the table of all columns.

import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsBy } from "../../conflictmap/web/data/order.mjs";
import { cellText } from "../../conflictmap/web/data/payload.mjs";
import { makeTable } from "./made.mjs";

const table = makeTable();
const all = [0, 1, 2, 3, 4, 5, 6];

const CASES = [
  ["killed", false, [6, 1, 3, 2, 0, 5, 4]],
  ["killed", true, [5, 0, 2, 3, 1, 6, 4]],
  ["place", false, [0, 1, 5, 2, 6, 3, 4]],
  ["place", true, [3, 2, 6, 0, 1, 5, 4]],
  ["incident_id", true, [6, 5, 4, 3, 2, 1, 0]],
  ["report_id", true, all],
];
for (const [name, down, order] of CASES) {
  test(`rows by ${name}${down ? ", down" : ""}: equal ones keep their order, the unknown stands last`, () =>
    assert.deepEqual(rowsBy(table, all, name, down), order));
}

test("only the rows that are given are sorted, in a list of their own", () => {
  const given = new Uint32Array([5, 6, 0]);
  assert.deepEqual(rowsBy(table, given, "killed", false), [6, 0, 5]);
  assert.deepEqual([...given], [5, 6, 0]);
});

test("cells read as they are exported", () => {
  assert.equal(cellText(table, "incident_id", 2), "r1-3");
  assert.equal(cellText(table, "victims", 0), '[{"group":"civilian"}]');
  assert.equal(cellText(table, "killed", 4), null);
  assert.equal(cellText(table, "killed", 6), "0");
  assert.equal(cellText(table, "aggregate", 0), "false");
});
