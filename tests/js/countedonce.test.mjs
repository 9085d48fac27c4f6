// Every person counts once: totals over several attacks add what they hold beyond their parts, whatever is hidden.

import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv } from "../../conflictmap/web/data/export.mjs";
import { describeMark, describeProvince, togetherLine } from "../../conflictmap/web/data/describe.mjs";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { dayNumber, NO_DAY } from "../../conflictmap/web/data/days.mjs";
import { makeSummary, summarise } from "../../conflictmap/web/data/sums.mjs";
import { noteWords, totalWords } from "../../conflictmap/web/data/totalwords.mjs";
import { FILTERS, nothingAsked } from "../../conflictmap/web/filter/registry.mjs";
import { Sieve } from "../../conflictmap/web/filter/sieve.mjs";
import { Layout } from "../../conflictmap/web/map/grid.mjs";
import { look, rowsAt, rowsByPlace } from "../../conflictmap/web/map/marks.mjs";
import { makeTable } from "./made.mjs";

const held = (low, high, wounded = null) => ({
  killed_low: low,
  killed_high: high,
  wounded_low: wounded,
  wounded_high: wounded,
});

const ROWS = [
  [3, "other", "2006-09-12", 31, 31, 9, true, [], [], held(12, 12, 9)], // of the whole country
  [1, "car_bomb", "2006-09-12", 16, 16, null, false, [], []],
  [0, "shooting", "2006-09-13", 3, 3, null, false, [], []],
  [1, "car_bomb", "2006-09-12", 7, 7, null, true, [], [], held(7, 7)], // parts without a count, at a place
  [0, "bombing", "2006-09-12", null, null, null, false, [], []],
  [0, "bombing", "2006-09-12", 3, 3, null, true, [], [], held(0, 0)], // its parts make it up
  [0, "bombing", "2006-09-12", 90, 90, null, true, [], [], null, true], // history
];
const table = makeTable(ROWS);
const facets = FILTERS.filter(({ facet }) => facet).map(({ id, facet }) => ({ id, ...facet(table) }));
const from = (day) => ({ from: dayNumber(day), to: NO_DAY });
const format = formatter("en-GB");

function summed(patch = {}, own = table, measure = "killed") {
  const sieve = new Sieve(own, FILTERS);
  sieve.update({ ...nothingAsked(), ...patch }, { search: () => null });
  const rows = [...Array(own.n).keys()].filter((i) => sieve.passes(i));
  const asked = own === table ? facets : [];
  const sums = summarise(makeSummary(own, asked), own, sieve, measure);
  return { rows, sieve, sums, app: { table: own, sums, format, vocab: own.vocab, state: { filter: patch } } };
}

test("a total adds what it holds beyond its parts, and is no incident", () => {
  const { rows, sums } = summed();
  assert.deepEqual(rows, [0, 1, 2, 3, 4]);
  assert.equal(sums.killed.best, 31 + 7);
  assert.equal(sums.wounded.best, 9);
  assert.deepEqual(sums.together, { rows: 2, killed: 19, wounded: 9 });
  assert.deepEqual([sums.incidents, sums.listed, sums.leftOut, sums.notDrawn], [3, 5, 2, 1]);
  assert.equal(sums.killed.unknown, 1, "only an incident can be of unknown toll");
});

const FILTERED = [
  ["a province hides the total of the country", { province: ["Diyala"] }, 16 + 7],
  ["a province hides a part", { province: ["Baghdad"] }, 3],
  ["a kind hides the parts: the total does not tell them again", { kind: ["other"] }, 12],
  ["a day hides the total and a part", { date: from("2006-09-13") }, 3],
  ["a day hides a part", { date: { from: NO_DAY, to: dayNumber("2006-09-12") } }, 12 + 16 + 7],
  ["a threshold asks for what the text tells", { toll: { killed: 20, wounded: 0 } }, 12],
  ["what is in no sum stays out when it is shown", { standing: true }, 31 + 7],
];

for (const [name, patch, killed] of FILTERED) {
  test(name, () => assert.equal(summed(patch).sums.killed.best, killed));
}

test("provinces and days add up to the whole; what has no province goes to the row behind them", () => {
  const { sums } = summed();
  const { province } = sums.by;
  const at = (name) => table.place.provinces.indexOf(name);
  const rest = table.place.provinces.length;
  assert.deepEqual(
    [at("Baghdad"), at("Diyala"), rest].map((slot) => [province.killed[slot], province.incidents[slot]]),
    [
      [3, 2],
      [23, 1],
      [12, 0],
    ],
  );
  for (const [id, by] of Object.entries(sums.by)) {
    if (id === "province" || id === "kind") {
      assert.equal(
        by.killed.reduce((a, b) => a + b, 0),
        sums.killed.best,
        id,
      );
    }
  }
});

test("marks hold what is drawn of a total, and a total of the country is no mark", () => {
  for (const measure of ["killed", "incidents"]) {
    const { sums } = summed({}, table, measure);
    const layout = new Layout(table, new Float64Array(4));
    layout.place({ west: 0, north: 0, east: 1, south: 1 }, 2 ** 12, 12);
    const marks = layout.tally(sums, measure);
    const whole = (name) => marks.reduce((sum, mark) => sum + mark[name], 0);
    assert.equal(whole("killed"), 16 + 3 + 7);
    assert.equal(whole("incidents"), 3);
    assert.equal(whole("together"), 1);
    const share = marks.reduce((sum, mark) => sum + mark.families.reduce((a, b) => a + b, 0), 0);
    assert.equal(share, measure === "killed" ? 26 : 3);
  }
});

test("a place with nothing but a total has a mark that says so", () => {
  const { sums, sieve, app } = summed({}, makeTable([ROWS[3]]));
  const layout = new Layout(app.table, new Float64Array(4));
  layout.place({ west: 0, north: 0, east: 1, south: 1 }, 2 ** 12, 12);
  const [mark] = layout.tally(sums, "killed");
  assert.deepEqual([mark.killed, mark.incidents, mark.together], [7, 0, 1]);
  assert.deepEqual(rowsAt(app.table, rowsByPlace(app.table), sieve, layout.placesOf(mark.slots, sums)), [0]);
  const view = { placesOf: () => [1] };
  assert.ok(describeMark(app, view, { ...mark, row: null }).includes("7 killed, told for several attacks together"));
  assert.equal(describeMark(app, view, { ...mark, row: 0 }).at(-1), "Total for several attacks");
});

test("a total's share of a sum decides how it looks", () => {
  assert.deepEqual([look(table, 0).hollow, look(table, 0).leftOut], [false, false]);
  assert.deepEqual([look(table, 5).hollow, look(table, 5).leftOut], [false, true]);
});

test("words tell apart what is told for several attacks", () => {
  const { app } = summed();
  assert.equal(totalWords(app), "38 killed · 9 wounded · 3 incidents");
  assert.equal(noteWords(app)[0], "19 killed, 9 wounded told for several attacks together.");
  assert.equal(togetherLine(app, 0), "total for the whole country, 12 killed beyond its parts");
  assert.equal(togetherLine(app, 3), "total for several attacks");
  const none = summed({ kind: ["shooting"] }).app;
  assert.ok(noteWords(none).every((line) => !line.includes("together")));
});

test("a province with nothing but a total is not said to be empty", () => {
  const { app } = summed({}, table);
  app.sums.by.province.incidents[table.place.provinces.indexOf("Diyala")] = 0;
  assert.equal(describeProvince(app, "Diyala")[1], "23 killed, wounded not known");
});

test("open ends of a remainder stay open", () => {
  const { sums } = summed({}, makeTable([[3, "other", null, 40, null, null, true, [], [], held(15, null)], ROWS[1]]));
  assert.deepEqual(sums.killed, { best: 31, low: 31, high: 31, open: 1, known: 2, unknown: 0 });
  const upTo = summed({}, makeTable([[3, "other", null, null, 40, null, true, [], [], held(null, 24)], ROWS[1]]));
  assert.deepEqual(upTo.sums.killed, { best: 40, low: 16, high: 40, open: 0, known: 2, unknown: 0 });
});

test("what is shown is exported with the total as the report tells it", () => {
  const { rows } = summed({ kind: ["other"] });
  const lines = toCsv(table, rows).trim().split("\r\n");
  assert.deepEqual(rows, [0]);
  assert.match(lines[1], /^r1-1,other,31,/);
});

test("any two halves of the rows sum to the whole", () => {
  const whole = summed().sums.killed.best;
  for (let choice = 0; choice < 2 ** table.n; choice++) {
    const halves = [0, 1].map((side) => {
      const sieve = new Sieve(table, FILTERS);
      sieve.fail.set(Array.from({ length: table.n }, (_, i) => (((choice >> i) & 1) === side ? 0 : 1)));
      return summarise(makeSummary(table, []), table, sieve, "killed").killed.best;
    });
    assert.equal(halves[0] + halves[1], whole);
  }
});
