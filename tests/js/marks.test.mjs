import assert from "node:assert/strict";
import { test } from "node:test";
import { FILTERS, nothingAsked } from "../../conflictmap/web/filter/registry.mjs";
import { Sieve } from "../../conflictmap/web/filter/sieve.mjs";
import { cellSize, figure, Layout } from "../../conflictmap/web/map/grid.mjs";
import { makeMarks, reaches, rowsAt, rowsByPlace, settle, shares } from "../../conflictmap/web/map/marks.mjs";
import { decodeShape } from "../../conflictmap/web/data/geo.mjs";
import { makeFrame } from "../../conflictmap/web/map/stage.mjs";
import { makeSummary, summarise } from "../../conflictmap/web/data/sums.mjs";
import { makeTable } from "./made.mjs";

const table = makeTable();
const bounds = { west: 0.62, north: 0.399, east: 0.63, south: 0.404 };
const index = rowsByPlace(table);

function marksAt(zoom, patch = {}, measure = "killed", areas = new Map()) {
  const sieve = new Sieve(table, FILTERS);
  sieve.update({ ...nothingAsked(), ...patch }, { search: () => null });
  const sums = summarise(makeSummary(table, []), table, sieve, measure);
  const worldPx = 256 * 2 ** zoom;
  const corner = { x: 0.615 * worldPx, y: 0.395 * worldPx };
  const frame = makeFrame(zoom, worldPx, corner, 0.02 * worldPx, 0.012 * worldPx, { x: 0, y: 0 });
  const layout = new Layout(table, reaches(table, areas));
  const options = { measure, layout, index, sieve, places: 3, bounds, shapes: areas };
  return { ...makeMarks(table, sums, frame, options), sums, layout, sieve };
}

for (const zoom of [4, 6, 6.5, 8, 9, 11, 14]) {
  test(`marks hold every drawn incident once at zoom ${zoom}`, () => {
    const { marks, sums } = marksAt(zoom);
    const whole = (pick) => marks.reduce((sum, mark) => sum + pick(mark), 0);
    assert.equal(
      whole((mark) => mark.incidents),
      sums.incidents - sums.notDrawn,
    );
    assert.equal(
      whole((mark) => mark.killed),
      sums.killed.best,
    );
    assert.equal(
      whole((mark) => mark.families.reduce((a, b) => a + b, 0)),
      sums.killed.best,
    );
    for (const mark of marks) assert.ok(Number.isFinite(mark.px) && mark.radius >= 4 && mark.radius <= 34.001);
  });
}

test("a province is a sign of its own once it is larger than a mark, and part of a sum before", () => {
  assert.equal(
    marksAt(4).marks.some((mark) => mark.area),
    false,
  );
  const regions = marksAt(9).marks.filter((mark) => mark.area);
  assert.deepEqual(
    regions.map((mark) => [mark.incidents, mark.killed]),
    [[1, 4]],
  );
});

test("the sign of a region stands in the region", () => {
  const square = decodeShape({ fill: true, parts: [[448000, 338000, 8000, 0, 0, 4000, -8000, 0, 0, -4000]] });
  const areas = new Map([["iq-province-diyala", square]]);
  const { marks } = marksAt(10, {}, "killed", areas);
  const region = marks.find((mark) => mark.area);
  const worldPx = 256 * 2 ** 10;
  const x = region.px / worldPx + 0.615;
  const y = region.py / worldPx + 0.395;
  assert.ok(x > square.box[0] && x < square.box[2] && y > square.box[1] && y < square.box[3]);
});

test("what is in no total is drawn but not summed", () => {
  const { marks } = marksAt(11, { standing: true });
  const baghdad = marks.find((mark) => mark.leftOut);
  assert.deepEqual([baghdad.leftOut, baghdad.incidents, baghdad.killed], [1, 2, 8]);
});

test("one incident is one row; figures follow the measure", () => {
  const { marks } = marksAt(11, { kind: ["body_found"] });
  assert.deepEqual(
    marks.map((mark) => mark.row),
    [3],
  );
  assert.equal(figure(marks[0], "wounded"), null);
  assert.equal(figure(marks[0], "incidents"), 1);
  assert.equal(
    marksAt(11, {}, "incidents").marks.reduce((sum, mark) => sum + mark.value, 0),
    5,
  );
  assert.equal(
    marksAt(11, {}, "wounded").marks.reduce((sum, mark) => sum + (mark.value ?? 0), 0),
    15,
  );
});

test("rows of a place, those with the most dead first", () => {
  const { layout, sums, sieve, marks } = marksAt(11);
  const baghdad = marks.find((mark) => mark.killed === 8);
  assert.deepEqual(rowsAt(table, index, sieve, layout.placesOf(baghdad.slots, sums)), [0, 1]);
  assert.deepEqual(rowsAt(table, index, sieve, layout.placesOf(baghdad.slots, sums), 1), [0]);
});

test("shares of the kinds add up", () => {
  const [mark] = marksAt(4).marks;
  assert.ok(Math.abs(shares(mark).reduce((sum, [, share]) => sum + share, 0) - 1) < 1e-9);
  assert.deepEqual(shares({ families: [0, 0] }), []);
});

test("no mark has its centre on another, and nothing is lost", () => {
  const many = Array.from({ length: 400 }, (_, i) => ({
    px: (i * 97) % 600,
    py: (i * 61) % 400,
    radius: 4 + (i % 9) * 3,
    n: 1,
  }));
  const merge = (marks) => {
    const largest = marks.reduce((a, b) => (a.radius > b.radius ? a : b));
    return { ...largest, n: marks.reduce((sum, mark) => sum + mark.n, 0) };
  };
  const left = settle(many, merge);
  assert.ok(left.length < many.length);
  assert.equal(
    left.reduce((sum, mark) => sum + mark.n, 0),
    400,
  );
  for (const [i, a] of left.entries()) {
    for (const b of left.slice(0, i)) assert.ok(Math.hypot(a.px - b.px, a.py - b.py) >= Math.max(a.radius, b.radius));
  }
});

test("cells shrink with the zoom and the number of places", () => {
  assert.ok(cellSize(100, 6) < cellSize(1000, 6) && cellSize(1000, 6) < cellSize(10000, 6));
  assert.equal(cellSize(10000, 12), cellSize(10, 6));
});
