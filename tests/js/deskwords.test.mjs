// What is typed at the desk, and what it says of corrections.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { choicesOf } from "../../conflictmap/web/desk/place.mjs";
import { cellText, daysWords, deedWords, readRange, tollWords, typedRange } from "../../conflictmap/web/desk/words.mjs";

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

test("who did it and who was hit are told in words, and whatever else stands there as it stands", () => {
  const vocab = { actor: (id) => `a ${id}`, group: (id, count) => (count === 1 ? id : `${id}s`) };
  const said = (column, value) => deedWords(vocab, { action: "edit", column, value });
  const band = JSON.stringify({ text: "Falcon Brigade", group: "militant", status: "claimed" });
  assert.equal(said("perpetrator", band), "done by: Falcon Brigade (a militant, claimed)");
  const parts = [
    { group: "child", outcome: "killed", low: 1, high: 1 },
    { group: "guard", outcome: "wounded", low: 3 },
  ];
  assert.equal(said("victims", JSON.stringify(parts)), "victims: 1 child killed, 3+ guards wounded");
  for (const odd of ["a mob", "{", "null", "[]", "7", "[null]"]) assert.equal(said("victims", odd), `victims: ${odd}`);
  for (const odd of ["a mob", "null", "[1]", "{}"]) assert.equal(said("target", odd), `aimed at: ${odd}`);
  assert.equal(said("perpetrator", ""), "done by: not known");
});

test("a cell is written as corrections hold it", () => {
  assert.deepEqual([null, undefined, [], 6, false].map(cellText), ["", "", "", "6", "false"]);
  assert.equal(cellText({ text: "a mob", group: "rioter" }), '{"text":"a mob","group":"rioter"}');
});
