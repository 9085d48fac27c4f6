// Searching: words in any order, in any spelling, over places, provinces, sentences and sources.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, holds, makeSearcher, wordsOf } from "../../conflictmap/web/data/search.mjs";
import { App } from "../../conflictmap/web/page/app.mjs";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { readBasemap } from "../../conflictmap/web/map/basemap.mjs";
import { text } from "../../conflictmap/web/filter/text.mjs";
import { makeNothing, waysOut } from "../../conflictmap/web/panel/nothing.mjs";
import { totalWords } from "../../conflictmap/web/data/totalwords.mjs";
import { fakeDocument } from "./dom.mjs";
import { makeTable } from "./made.mjs";

const table = makeTable();
const search = makeSearcher(table);
const found = (query) => [...search(query)].flatMap((hit, i) => (hit ? [i] : []));

const CASES = [
  ["six died", [0]],
  ["died six", [0]],
  ['"six died"', [0]],
  ["“six died”", [0]],
  ['"died six"', []],
  ["baghdad plain", [5]], // one word of the place, one of the sentence
  ["PLAIN bagh", [5]],
  ["diyala", [2, 3, 6]], // by province, whatever the place
  ["diala", [2, 3, 6]],
  ["ديالي", [2, 3, 6]], // typed with another yeh
  ["baqubah", [2, 6]],
  ["ba’qubah", [2, 6]],
  ["bakuba diyala", [2, 6]],
  ["بعقوبة", [2, 6]],
  ["بعقوبه", [2, 6]],
  ["rivers agency", [0, 1, 2, 3, 4, 5, 6]],
  ["evening star", [0]], // one of the reports that tell it
  ["moon", []], // a sentence is no source
  ["fallūja", [0]],
  ["alluja", []], // words are found by how they begin
  ["baghdad mosul", []],
  ["%", []],
];
for (const [query, rows] of CASES) test(`search: ${query}`, () => assert.deepEqual(found(query), rows));

test("a province is found by the name that the text gives it and by the map's", () => {
  const other = makeTable();
  other.groups.where.cols.province_reported = ["Diyala", null, null, null];
  assert.deepEqual([...makeSearcher(other)("diyala")], [1, 1, 1, 1, 0, 1, 1]);
});

test("numbers are found whole, words by their beginning", () => {
  const [four, kill] = wordsOf("4 kill");
  assert.deepEqual(
    [four, kill],
    [
      { text: "4", whole: true },
      { text: "kill", whole: false },
    ],
  );
  assert.ok(holds("killed 4 people", four));
  assert.ok(!holds("killed 40 people, 14 hurt", four));
  assert.ok(holds("car-bombs killed", kill));
  assert.ok(!holds("overkill", kill));
  assert.ok(holds("overkill kills", kill));
});

test("the Arabic article is no part of a word", () => {
  const basra = fold("البصرة");
  assert.deepEqual(wordsOf("البصرة"), wordsOf("بصرة"));
  assert.ok(holds(basra, wordsOf("بصره")[0]));
  assert.ok(holds(fold("قرب البصرة"), wordsOf("البصرة")[0]));
  assert.ok(!holds(fold("مالبصرة"), wordsOf("بصرة")[0]));
});

test("typographic signs are no letters", () => assert.ok(holds(fold("the “gunmen”—two"), wordsOf("gunmen")[0])));

test("files of earlier days have no sources and no other spellings", () => {
  const old = makeTable();
  delete old.groups.event;
  delete old.groups.report.cols.source;
  old.spellings = { places: {}, provinces: {} };
  assert.deepEqual([...makeSearcher(old)("baquba")], [0, 0, 1, 0, 0, 0, 1]);
});

function appWith(filter) {
  globalThis.document = fakeDocument();
  globalThis.performance.mark ??= () => {};
  const app = new App(makeTable(), readBasemap({}), formatter("en-GB"));
  app.ready(makeSearcher(app.table));
  app.change({ filter: { ...app.state.filter, ...filter } });
  return app;
}

test("the field says how many are found, and with what else", () => {
  for (const [filter, words] of [
    [{ text: "diyala" }, "3 incidents found"],
    [{ text: "died" }, "1 incident found"],
    [{ text: "diyala", kind: ["shooting"] }, "1 incident found, with the other filters"],
    [{ text: "mosul" }, "0 incidents found"],
  ]) {
    const control = text.control(appWith(filter));
    control.show();
    assert.equal(control.node.find(({ id }) => id === "cm-search-note").textContent, words);
  }
});

test("where nothing passes the page says why and what would", () => {
  const none = appWith({ text: "mosul diyala", kind: ["raid"] });
  assert.match(makeNothing(none).textContent, /^No place, sentence or source has “mosul”\./);
  assert.deepEqual(waysOut(none), [{ id: "text", text: "“mosul diyala”", many: 1 }]); // the word is in the way, the kind not
  assert.equal(totalWords(none), "No incidents");
  const one = appWith({ text: "diyala", kind: ["raid"] });
  assert.deepEqual(
    waysOut(one).map(({ id, many }) => [id, many]),
    [
      ["kind", 3],
      ["text", 1],
    ],
  );
  assert.match(
    makeNothing(one).textContent,
    /No incident passes all of these filters\.Without Raid: 3 incidentsWithout “diyala”: 1 incident$/,
  );
  assert.equal(makeNothing(appWith({})).hidden, true);
});
