// Marks as rows of corrections.csv, and where the page keeps them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { nearRows } from "../../conflictmap/web/corrections/fields.mjs";
import {
  countFault,
  countsOf,
  duplicate,
  FIELDS,
  isRight,
  newId,
  noIncident,
  readPoint,
  toCorrectionsCsv,
  undoOf,
  wrongCount,
  wrongPlace,
} from "../../conflictmap/web/corrections/rows.mjs";
import { findStorage, Store } from "../../conflictmap/web/corrections/store.mjs";
import { makeTable } from "./made.mjs";

const table = makeTable();
let given = 0;
const by = { who: "A. Reader", why: "the map of 1990", made_at: "2026-01-02T03:04:05Z", id: () => `c${(given += 1)}` };

class Memory {
  items = new Map();
  full = false;
  getItem(key) {
    return this.items.get(key) ?? null;
  }
  setItem(key, text) {
    if (this.full) throw new Error("full");
    this.items.set(key, text);
  }
  removeItem(key) {
    this.items.delete(key);
  }
}

test("a row says who, when, why, of which incident, and by what to find it again", () => {
  const [row] = noIncident(table, 1, by);
  assert.deepEqual(Object.keys(row), FIELDS);
  assert.equal(row.action, "reject");
  assert.equal(row.incident_id, "r1-2");
  assert.deepEqual([row.who, row.why, row.made_at], [by.who, by.why, by.made_at]);
  assert.deepEqual([row.report_id, row.sentence, row.kind, row.place_text], ["r1", "=cmd()", "shooting", "there"]);
  assert.equal(isRight(table, 1, by)[0].action, "confirm");
});

test("a place that is only known to be wrong is a doubt, and changes nothing", () => {
  const [doubt] = wrongPlace(table, 0, "", by);
  assert.deepEqual([doubt.action, doubt.column, doubt.value], ["doubt", "place", ""]);
  const [move] = wrongPlace(table, 0, "33.3,44.4", by);
  assert.deepEqual([move.action, move.column, move.value], ["move", "", "33.3,44.4"]);
});

test("of the counts what differs is put right, what is emptied is not known", () => {
  const counts = countsOf(table, 0);
  assert.deepEqual([counts.killed_low, counts.killed_high, counts.abducted_low], [6, 6, null]);
  const rows = wrongCount(table, 0, { ...counts, killed_low: 4, killed_high: null }, by);
  assert.deepEqual(
    rows.map(({ action, column, value }) => [action, column, value]),
    [
      ["edit", "killed_low", "4"],
      ["edit", "killed_high", ""],
    ],
  );
  const [doubt, ...more] = wrongCount(table, 0, counts, by);
  assert.deepEqual([doubt.action, doubt.column, more.length], ["doubt", "count", 0]);
});

test("counts that cannot be are told", () => {
  const counts = countsOf(table, 0);
  assert.equal(countFault(counts), null);
  for (const patch of [{ killed_low: 7 }, { wounded_low: -1 }, { killed_high: 6.5 }, { abducted_low: NaN }])
    assert.match(countFault({ ...counts, ...patch }), new RegExp(Object.keys(patch)[0].split("_")[0]));
});

test("a duplicate is one with the other, or no incident of its own", () => {
  const [merge] = duplicate(table, 1, 0, by);
  assert.deepEqual(
    [merge.action, merge.value, JSON.parse(merge.other).sentence],
    ["merge", "r1-1", "Six died in Fallūja."],
  );
  const [reject] = duplicate(table, 1, null, by);
  assert.deepEqual([reject.action, reject.why], ["reject", "duplicate: the map of 1990"]);
  assert.equal(duplicate(table, 1, null, { ...by, why: "" })[0].why, "duplicate");
});

test("an undo names what it takes back", () => {
  const rows = wrongCount(table, 0, { ...countsOf(table, 0), killed_low: 1, wounded_low: 2 }, by);
  const undone = undoOf(rows, { ...by, why: "" });
  assert.deepEqual(
    undone.map(({ action, value, column }) => [action, value, column]),
    rows.map(({ correction_id: id }) => ["undo", id, ""]),
  );
  assert.equal(new Set([...rows, ...undone].map((row) => row.correction_id)).size, 4);
});

test("what is near in days and lies in the same province may be the same", () => {
  assert.deepEqual(nearRows(table, 0), [1, 5]);
  assert.deepEqual(nearRows(table, 2), [3, 6]);
  assert.deepEqual(nearRows(table, 4), []);
});

const POINTS = [
  ["33.3, 44.4", "33.3,44.4"],
  [" 33.3152 44.3661 ", "33.3152,44.3661"],
  ["-33.3;44.4;2.5", "-33.3,44.4,2.5"],
  ["33.3", null],
  ["91, 44", null],
  ["33, 181", null],
  ["33, 44, 0", null],
  ["33,,44", null],
  ["a, b", null],
  ["1e999, 2", null],
  ["", null],
];

for (const [text, wanted] of POINTS) test(`a point: "${text}"`, () => assert.equal(readPoint(text), wanted));

test("no cell of the file runs in a spreadsheet, and commas and quotes come back", () => {
  const rows = noIncident(table, 1, { ...by, who: "=HYPERLINK(1)", why: 'say "no",\nhe did' });
  const text = toCorrectionsCsv(rows);
  const [head, ...rest] = text.slice(1).split("\r\n");
  assert.equal(head, FIELDS.join(","));
  const body = rest.join("\r\n");
  assert.ok(body.includes("'=HYPERLINK(1)") && body.includes("'=cmd()") && body.includes('"say ""no"",\nhe did"'));
  assert.equal(text.charCodeAt(0), 0xfeff);
});

test("ids are unique, with and without the browser's own", () => {
  const plain = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };
  const ids = Array.from({ length: 200 }, (_, i) => newId(i % 2 ? crypto : plain));
  assert.equal(new Set(ids).size, 200);
  for (const id of ids) assert.match(id, /^[0-9a-f-]{32,36}$/);
});

const markOf = (row) => ({ id: row.correction_id, topic: "incident", saved: false, rows: [row], undo: [] });

test("marks are kept by the data of the map, and a name for all maps", () => {
  const memory = new Memory();
  const store = new Store(memory, "one");
  store.who = "A. Reader";
  store.update((marks) => [...marks, markOf(noIncident(table, 0, by)[0])]);
  assert.equal(store.kept, true);
  assert.deepEqual(new Store(memory, "one").marks, store.marks);
  assert.deepEqual(new Store(memory, "two").marks, []);
  assert.equal(new Store(memory, "two").who, "A. Reader");
});

test("two windows mark side by side", () => {
  const memory = new Memory();
  const [one, two] = [new Store(memory, "x"), new Store(memory, "x")];
  one.update((marks) => [...marks, markOf(noIncident(table, 0, by)[0])]);
  two.update((marks) => [...marks, markOf(noIncident(table, 1, by)[0])]);
  one.reload();
  assert.equal(one.marks.length, 2);
});

test("where the browser keeps nothing, the page does until it is closed, and says so", () => {
  const none = new Store(null, "x");
  none.update((marks) => [...marks, markOf(noIncident(table, 0, by)[0])]);
  none.who = "A. Reader";
  assert.deepEqual([none.kept, none.marks.length, none.who], [false, 1, "A. Reader"]);
  none.update((marks) => [...marks, markOf(noIncident(table, 1, by)[0])]);
  assert.equal(none.marks.length, 2);
  const memory = new Memory();
  const full = new Store(memory, "x");
  memory.full = true;
  full.update((marks) => [...marks, markOf(noIncident(table, 0, by)[0])]);
  assert.deepEqual([full.kept, full.marks.length], [false, 1]);
  assert.equal(
    findStorage(() => memory),
    null,
  );
  memory.full = false;
  assert.equal(
    findStorage(() => memory),
    memory,
  );
  assert.equal(
    findStorage(() => {
      throw new Error("denied");
    }),
    null,
  );
});

const DAMAGED = [
  "{",
  "null",
  "7",
  '"x"',
  "[]",
  '[{"id":1}]',
  '[{"id":"a","topic":"__proto__","rows":[{}]}]',
  '[null,{"id":"a","topic":"count","rows":[]}]',
];

for (const text of DAMAGED)
  test(`what others have written there is not trusted: ${text}`, () => {
    const memory = new Memory();
    memory.setItem("conflictmap:corrections:x", text);
    assert.deepEqual(new Store(memory, "x").marks, []);
  });

test("of a mark only its own columns come back, as text", () => {
  const memory = new Memory();
  const raw = [
    { id: "a", topic: "count", rows: [{ action: "edit", value: 5, evil: "x", who: "y".repeat(30000) }], saved: 1 },
  ];
  memory.setItem("conflictmap:corrections:x", JSON.stringify(raw));
  const [mark] = new Store(memory, "x").marks;
  assert.deepEqual(Object.keys(mark.rows[0]), FIELDS);
  assert.deepEqual([mark.rows[0].value, mark.rows[0].who.length, mark.saved], ["", 20000, false]);
});
