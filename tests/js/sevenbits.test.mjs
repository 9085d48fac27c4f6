import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, holdsBytes } from "../../conflictmap/web/data/sevenbits.mjs";
import { textOf } from "./packed.mjs";

test("bytes come from characters of one and of two bytes", () => {
  assert.deepEqual([...bytesOf("~0 ")], []);
  // 1000001 1000010 and two noughts to fill: A, B
  assert.deepEqual([...bytesOf("~1 AB")], [0b10000011]);
  // "<" is the eleventh of those that are never written, and "A" stands behind it
  assert.deepEqual([...bytesOf(`~1 ${String.fromCharCode(0xa0 + 10 * 128 + 65)}`)], [0b01111001]);
});

test("JSON is no bytes", () => {
  assert.ok(holdsBytes("~1 AB"));
  for (const text of ["{}", "[]", '"~"', "null", "1"]) assert.ok(!holdsBytes(text));
});

test("all bytes come back, and of barred ones any number in a row", () => {
  const cases = [...Array(40).keys()].map((n) => new Uint8Array(n));
  cases.push(Uint8Array.from({ length: 999 }, (_, i) => (i * i * 7 + i) & 255));
  for (const bytes of cases) assert.deepEqual(bytesOf(textOf(bytes)), bytes);
});
