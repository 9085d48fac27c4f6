// The axis of time, its scale, and the form of a single day.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dateBins } from "../../conflictmap/web/data/bins.mjs";
import { dayNumber, isoDay } from "../../conflictmap/web/data/days.mjs";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { makeSummary, summarise } from "../../conflictmap/web/data/sums.mjs";
import { date } from "../../conflictmap/web/filter/date.mjs";
import { nothingAsked } from "../../conflictmap/web/filter/registry.mjs";
import { Sieve } from "../../conflictmap/web/filter/sieve.mjs";
import { scaleOf } from "../../conflictmap/web/time/heights.mjs";
import { WIDTH, xOf } from "../../conflictmap/web/time/span.mjs";
import { makeTicks } from "../../conflictmap/web/time/ticks.mjs";
import { fakeDocument } from "./dom.mjs";
import { makeTable } from "./made.mjs";

const format = formatter("en-GB");
const binsOf = (first, last) => dateBins(dayNumber(first), dayNumber(last));
const named = (bins) => makeTicks(bins, format).filter(({ label }) => label);

const SPANS = [
  ["2006-09-01", "2006-09-04"],
  ["2006-08-20", "2006-10-15"],
  ["2006-11-05", "2008-01-20"],
  ["2004-01-03", "2013-12-26"],
  ["2003-03-20", "2017-12-31"],
  ["1969-05-01", "2021-02-01"],
  ["1750-01-01", "2021-02-01"],
];
for (const [first, last] of SPANS) {
  test(`ticks of ${first} to ${last} stand where they say, and not in each other's way`, () => {
    const bins = binsOf(first, last);
    const ticks = makeTicks(bins, format);
    assert.ok(named(bins).length >= 2);
    for (const { day, x, label } of ticks) {
      assert.ok(day >= bins.starts[0] && day < bins.end);
      if (bins.unit === "day") continue;
      assert.equal(isoDay(day).slice(8), "01", label);
      assert.equal(x, xOf(bins, day));
      if (/^\d{4}$/.test(label)) assert.equal(isoDay(day), `${label}-01-01`);
    }
    const all = named(bins);
    for (let i = 1; i < all.length; i++) assert.ok(all[i].x - all[i - 1].x > 6 * all[i - 1].label.length, all[i].label);
    assert.ok(all.at(-1).x + 6 * all.at(-1).label.length < WIDTH + 20);
  });
}

test("no year is passed over where all have room", () => {
  const years = named(binsOf("2004-01-03", "2013-12-26")).map(({ label }) => label);
  assert.deepEqual(years, ["2004", "2005", "2006", "2007", "2008", "2009", "2010", "2011", "2012", "2013"]);
});

test("years that are not named have a tick all the same", () => {
  const ticks = makeTicks(binsOf("1980-05-01", "2021-02-01"), format);
  const first = ticks.filter(({ label }) => label).map(({ label }) => label);
  assert.deepEqual(first.slice(0, 2), ["1980", "1985"]);
  assert.ok(ticks.some(({ day, label }) => !label && isoDay(day) === "1986-01-01"));
});

test("a span without a January names its year", () => {
  assert.equal(named(binsOf("2006-03-05", "2006-11-20"))[0].label, "Mar 2006");
});

test("the scale has round lines below its top", () => {
  assert.deepEqual(scaleOf([3, 0, 7, 12]), { top: 12, lines: [5, 10], cut: [] });
  assert.deepEqual(scaleOf([1, 0, 1]).lines, [1]);
  assert.deepEqual(scaleOf([3]).lines, [1, 2, 3]);
  assert.deepEqual(scaleOf([1234]).lines, [500, 1000]);
  assert.deepEqual(scaleOf([0, 0]), { top: 1, lines: [], cut: [] });
  assert.deepEqual(scaleOf([]), { top: 1, lines: [], cut: [] });
});

test("a bar that would flatten all others is cut, not the rest", () => {
  const quiet = [4, 6, 8, 5, 3, 7, 6, 5, 8];
  assert.deepEqual(scaleOf([...quiet, 300]).cut, [9]);
  assert.equal(scaleOf([...quiet, 300]).top, 8);
  assert.deepEqual(scaleOf([300, ...quiet, 900]).cut, [10, 0]);
  assert.deepEqual(scaleOf([...quiet, 19]).cut, []); // high, and no outlier
  assert.deepEqual(scaleOf([1, 2, 300]).cut, []); // too few to say so
  assert.deepEqual(scaleOf([...quiet, 90, 91, 92, 93]).cut, []); // four are no outliers
});

function made(rows) {
  const table = makeTable(rows);
  const sieve = new Sieve(table, [date]);
  sieve.update(nothingAsked([date]));
  const summary = makeSummary(table, [{ id: "date", ...date.facet(table) }]);
  const sums = summarise(summary, table, sieve, "killed");
  return { table, sums, format, state: { filter: nothingAsked([date]), measure: "killed" }, ask: () => {} };
}

test("one day of reports is said and not drawn", () => {
  globalThis.document = fakeDocument();
  const row = [0, "shooting", "2006-09-12", 2, 2, null, false, [], []];
  const control = date.control(made([row, [...row], [0, "raid", null, null, null, null, false, [], []]]));
  control.show();
  assert.equal(
    control.node.find(({ tag }) => tag === "svg"),
    null,
  );
  assert.equal(
    control.node.find(({ tag }) => tag === "input"),
    null,
  );
  const said = control.node.find(({ id }) => id === "cm-day").textContent;
  assert.equal(said, "Tuesday, 12 September 20062 incidents, 4 killed");
  assert.equal(control.node.find(({ id }) => id === "cm-undated").textContent, "1 without a date");
});

test("bars have a title, a scale and words for one that is cut", () => {
  globalThis.document = fakeDocument();
  const day = (n, killed) => [
    0,
    "shooting",
    `2006-09-${String(n).padStart(2, "0")}`,
    killed,
    killed,
    null,
    false,
    [],
    [],
  ];
  const app = made([...Array.from({ length: 12 }, (_, i) => day(i + 1, 3)), day(13, 400)]);
  const control = date.control(app);
  control.show();
  const text = (id) => control.node.find((node) => node.id === id).textContent;
  assert.equal(text("cm-when-title"), "Killed by day");
  assert.equal(text("cm-scale"), "123");
  assert.equal(text("cm-bar-said"), "Bar cut: 13 Sept 2006, 400");
});
