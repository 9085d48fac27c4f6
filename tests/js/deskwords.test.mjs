// What is typed at the desk, and what it says of corrections.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { choicesOf } from "../../conflictmap/web/desk/place.mjs";
import { daysWords, deedWords, readRange, tollWords, typedRange } from "../../conflictmap/web/desk/words.mjs";

const RANGES = [
  ["6", [6, 6]],
  [" 6 ", [6, 6]],
  ["6-8", [6, 8]],
  ["6 – 8", [6, 8]],
  ["6 to 8", [6, 8]],
  ["6+", [6, null]],
  ["6..", [6, null]],
  ["..8", [null, 8]],
  ["≤ 8", [null, 8]],
  ["0", [0, 0]],
  ["", [null, null]],
  ["?", [null, null]],
];

test("counts are typed as people write them", () => {
  for (const [typed, ends] of RANGES) assert.deepEqual(readRange(typed), ends, typed);
});

test("what is no count is none", () => {
  for (const typed of ["six", "8-6", "-3", "1.5", "6-8-9", "=1+1", "1e3", "６"])
    assert.equal(readRange(typed), undefined, typed);
});

test("a range is typed as it is shown", () => {
  for (const ends of [
    [6, 6],
    [6, 8],
    [6, null],
    [null, 8],
    [null, null],
    [0, 0],
  ])
    assert.deepEqual(readRange(typedRange(...ends)), ends);
});

test("unknown is not nought", () => {
  const format = formatter("en-GB");
  assert.equal(tollWords(format, { killed_low: null, killed_high: null }), "no figure");
  assert.equal(
    tollWords(format, { killed_low: 0, killed_high: 0, wounded_low: 3, wounded_high: null }),
    "0 killed, at least 3 wounded",
  );
  assert.equal(daysWords(format, null, null), "day not known");
  assert.equal(daysWords(format, "2006-09-12", "2006-09-12"), "12 Sept 2006");
});

test("a correction is told in words, whatever its value is", () => {
  const vocab = { kind: (id) => `kind ${id}` };
  assert.equal(deedWords(vocab, { action: "edit", column: "killed_low", value: "" }), "killed, at least: not known");
  assert.equal(deedWords(vocab, { action: "edit", column: "kind", value: "raid" }), "kind: kind raid");
  assert.equal(deedWords(vocab, { action: "move", value: "iq-kut", means: "Kut" }), "place: Kut");
  assert.equal(deedWords(vocab, { action: "<b>" }), "<b>");
});

test("what was read comes first again where somebody has moved it", () => {
  const row = {
    place_id: "b",
    alternatives: [
      { place_id: "b", name: "B" },
      { place_id: "c", name: "C" },
    ],
  };
  const read = { place_id: "a", place: "A", alternatives: [] };
  assert.deepEqual(
    choicesOf({ row, read }).map(({ place_id }) => place_id),
    ["a", "c"],
  );
  assert.deepEqual(
    choicesOf({ row: { ...row, place_id: "a" }, read }).map(({ place_id }) => place_id),
    ["b", "c"],
  );
});
