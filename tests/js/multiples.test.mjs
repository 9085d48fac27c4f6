// Provinces over time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { overTime } from "../../conflictmap/web/data/multiples.mjs";
import { readBasemap } from "../../conflictmap/web/map/basemap.mjs";
import { App } from "../../conflictmap/web/page/app.mjs";
import { makeOverTime } from "../../conflictmap/web/panel/overtime.mjs";
import { fakeDocument } from "./dom.mjs";
import { makeTable } from "./made.mjs";

const newApp = (rows) => new App(makeTable(rows), readBasemap({}), formatter("en-GB"));
const app = newApp();
const rowsOf = (measure = "killed") => overTime(app.table, app.sums, app.sieve, measure);

test("each province has a bar for each day, and its bars add up to its sum", () => {
  const rows = rowsOf();
  assert.deepEqual(
    rows.map(({ name, sum, top, peak }) => [name, sum, top, peak]),
    [
      ["Diyala", 9, 5, 1],
      ["Baghdad", 8, 8, 0],
    ],
  );
  for (const { figures, sum } of rows)
    assert.equal(
      figures.reduce((a, b) => a + b, 0),
      sum,
    );
  const whole = rows.reduce((all, { sum }) => all + sum, 0);
  assert.equal(
    whole,
    app.table.place.provinces.reduce((all, _, i) => all + app.sums.by.province.value(i, "killed"), 0),
  );
});

test("what is asked of provinces and time changes no bar, what is asked of kinds does", () => {
  const before = rowsOf();
  app.ask("province", ["Baghdad"]);
  app.ask("date", { from: app.table.days[0] + 1, to: app.table.days[0] + 1 });
  assert.deepEqual(rowsOf(), before);
  app.ask("kind", ["shooting"]);
  assert.deepEqual(
    rowsOf().map(({ name, sum }) => [name, sum]),
    [
      ["Diyala", 5],
      ["Baghdad", 2],
    ],
  );
  app.askNothing();
});

test("a province of which nothing is known has no sum, one with none has nought", () => {
  const rows = rowsOf("wounded");
  assert.deepEqual(
    rows.map(({ name, sum }) => [name, sum]),
    [
      ["Baghdad", 12],
      ["Diyala", 3],
    ],
  );
  app.ask("kind", ["body_found"]);
  const quiet = rowsOf("wounded");
  assert.ok(quiet.every(({ sum, peak }) => sum === null && peak === -1));
  app.askNothing();
});

test("it is counted when somebody looks, and its rows ask for their province", () => {
  globalThis.document = fakeDocument();
  const own = newApp();
  const made = makeOverTime(own);
  const list = made.node.find(({ id }) => id === "cm-overtime");
  made.node.hidden = true;
  made.show();
  assert.equal(list.children.length, 0);
  made.node.hidden = false;
  made.show();
  assert.equal(list.children.length, 2);
  assert.match(list.children[0].textContent, /^Diyala9.*513 Sept 2006$/);
  list.find(({ tag }) => tag === "input").events.change();
  assert.deepEqual(own.state.filter.province, ["Diyala"]);
  assert.equal(list.find(({ tag }) => tag === "input").checked, true);
});

test("a single day is not drawn", () => {
  globalThis.document = fakeDocument();
  const { node } = makeOverTime(newApp([[0, "shooting", "2006-09-12", 2, 2, null, false, [], []]]));
  assert.match(node.textContent, /one day/);
});
