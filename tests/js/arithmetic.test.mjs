import assert from "node:assert/strict";
import { test } from "node:test";
import { binOf, dateBins } from "../../conflictmap/web/data/bins.mjs";
import { dayNumber, isoDay, NO_DAY } from "../../conflictmap/web/data/days.mjs";
import { fanOut, MOST } from "../../conflictmap/web/map/fan.mjs";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import {
  contains,
  decodeShape,
  kmToWorld,
  latOf,
  lonOf,
  mercatorX,
  mercatorY,
  scaleBar,
} from "../../conflictmap/web/data/geo.mjs";
import { hitMark, nextMark } from "../../conflictmap/web/map/hit.mjs";
import { placeLabels } from "../../conflictmap/web/map/labels.mjs";
import { cell, readDetail, unpack } from "../../conflictmap/web/data/payload.mjs";
import { classEnds, classOf, legendValues, radiusOf, sizeFactor } from "../../conflictmap/web/map/scale.mjs";
import { textOf } from "./packed.mjs";
import { gzipSync } from "node:zlib";

test("days go to numbers and back; what is no day is none", () => {
  for (const day of ["1970-01-01", "2006-09-12", "2004-02-29", "1899-12-31"]) assert.equal(isoDay(dayNumber(day)), day);
  for (const bad of ["", null, undefined, "2006-13-01", "2006-02-30", "12.9.2006", "2006-9-1"]) {
    assert.equal(dayNumber(bad), NO_DAY, String(bad));
  }
});

test("data are read as they are, and unpacked", async () => {
  const value = { n: 1, text: "داعش <b>" };
  assert.deepEqual(await unpack(JSON.stringify(value)), value);
  assert.deepEqual(await unpack(textOf(gzipSync(JSON.stringify(value)))), value);
});

test("numbers behind packed JSON are put back", async () => {
  const json = { a: { bytes: [0, 3, 1] }, b: { c: { bytes: [3, 2, 2] } }, d: { degrees: { bytes: [7, 2, 4] } }, e: [1] };
  const whole = 244_412_345;
  const bytes = [7, 8, 9, 1, 2, 0, 1, whole & 255, 0, (whole >> 8) & 255, 0, (whole >> 16) & 255, 0, whole >>> 24, 0];
  const packed = gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(json)}\n`), Buffer.from(bytes)]));
  const value = await unpack(textOf(packed));
  assert.deepEqual([...value.a], [7, 8, 9]);
  assert.deepEqual([...value.b.c], [1, 258]);
  assert.deepEqual([...value.d], [44.412345, NaN]);
  assert.deepEqual(value.e, [1]);
});

test("texts in parts are one table, whatever their ids begin with", () => {
  const part = (n, tails, ids, words) => ({
    n,
    tails,
    groups: {
      number: { cols: { incident_id: ids } },
      report: { cols: { report_id: ["r1", "r2"] }, codes: ids.map((_, i) => i % 2) },
      words: { cols: { place_text: { of: words, at: [1, 0] }, more: { of: [3, 4], as: "place_text" } }, codes: [1, 0, 0] },
    },
  });
  const table = { n: 6, groups: {}, nested: new Set() };
  const read = (...parts) => readDetail({ ...table, groups: {} }, ...parts);
  const both = read(part(3, true, ["1", "2", "3"], ["a", "b"]), part(3, true, ["4", "5", "6"], ["c", "d"]));
  const column = (made, name) => [0, 1, 2, 3, 4, 5].map((i) => cell(made, name, i));
  assert.deepEqual(column(both, "incident_id"), ["r1-1", "r2-2", "r1-3", "r1-4", "r2-5", "r1-6"]);
  assert.deepEqual(column(both, "place_text"), ["a", "b", "b", "c", "d", "d"]);
  assert.deepEqual(column(both, "more"), [3, 4, 4, 3, 4, 4]);
  const mixed = read(part(3, true, ["1", "2", "3"], ["a", "b"]), part(3, false, ["x", "y", "z"], ["c", "d"]));
  assert.deepEqual(column(mixed, "incident_id"), ["r1-1", "r2-2", "r1-3", "x", "y", "z"]);
});

test("Mercator goes there and back", () => {
  for (const [lon, lat] of [
    [44.4, 33.34],
    [-170, -60],
    [0, 0],
  ]) {
    assert.ok(Math.abs(lonOf(mercatorX(lon)) - lon) < 1e-9);
    assert.ok(Math.abs(latOf(mercatorY(lat)) - lat) < 1e-9);
  }
  assert.ok(Math.abs(kmToWorld(40075.016686, 0) - 1) < 1e-12);
});

test("a point is in a polygon but not in its hole", () => {
  const square = decodeShape({
    fill: true,
    parts: [
      [0, 0, 100000, 0, 0, 100000, -100000, 0, 0, -100000],
      [40000, 40000, 20000, 0, 0, 20000, -20000, 0, 0, -20000],
    ],
  });
  const at = (lon, lat) => contains(square, mercatorX(lon), mercatorY(lat));
  assert.equal(at(1, 1), true);
  assert.equal(at(5, 5), false);
  assert.equal(at(11, 5), false);
});

test("a scale bar is round and fits", () => {
  for (const kmPerPx of [0.01, 0.3, 1.7, 9]) {
    const { km, px } = scaleBar(kmPerPx, 120);
    assert.ok(px <= 120 && px > 40);
    assert.match(String(km), /^[125]0*$|^0\.0*[125]$/);
  }
});

test("area stands for the value", () => {
  const factor = sizeFactor(100000);
  assert.ok(Math.abs(radiusOf(100000, factor) ** 2 / radiusOf(50000, factor) ** 2 - 2) < 1e-9);
  assert.ok(radiusOf(100000, factor) <= 34.0001);
  assert.deepEqual(legendValues(466), [200, 20, 5]);
  assert.deepEqual(legendValues(3), [2]);
  assert.deepEqual(legendValues(0), []);
});

test("classes rise, hold all, and leave nought out", () => {
  const values = [0, 1, 1, 2, 5, 9, 40, 41, 160, 405];
  const ends = classEnds(values);
  assert.ok(ends.length <= 5);
  assert.deepEqual(
    [...ends].sort((a, b) => a - b),
    ends,
  );
  assert.equal(ends.at(-1), 405);
  assert.equal(classOf(0, ends), -1);
  for (const value of values.slice(1)) assert.ok(classOf(value, ends) >= 0);
  assert.deepEqual(classEnds([0, 0]), []);
});

test("bins cover every day once, by day, week, month and year", () => {
  const units = [
    [20, "day"],
    [400, "week"],
    [3000, "month"],
    [9000, "year"],
  ];
  for (const [days, unit] of units) {
    const first = dayNumber("2004-01-15");
    const bins = dateBins(first, first + days);
    assert.equal(bins.unit, unit);
    for (const day of [first, first + 1, first + Math.floor(days / 2), first + days]) {
      const at = binOf(day, bins);
      assert.ok(bins.starts[at] <= day && day < (bins.starts[at + 1] ?? bins.end), `${unit} ${day}`);
    }
    assert.equal(binOf(NO_DAY, bins), -1);
    assert.equal(binOf(first - 1000, bins), -1);
  }
  assert.deepEqual(dateBins(NO_DAY, NO_DAY).starts, []);
  const week = dateBins(dayNumber("2006-09-13"), dayNumber("2007-09-13"));
  assert.equal(new Date(isoDay(week.starts[0])).getUTCDay(), 1, "weeks begin on Monday");
});

test("a fan touches nothing and leaves none out", () => {
  for (const n of [1, 2, 7, 10, 11, 30, MOST]) {
    const radii = Array.from({ length: n }, (_, i) => 4 + ((i * 7) % 12));
    const spots = fanOut(radii);
    assert.equal(spots.length, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const apart = Math.hypot(spots[i][0] - spots[j][0], spots[i][1] - spots[j][1]);
        assert.ok(apart >= radii[i] + radii[j] - 0.5, `${n}: ${i} and ${j} ${apart}`);
      }
    }
  }
  assert.deepEqual(fanOut([]), []);
});

const MARKS = [
  { px: 100, py: 100, radius: 30, value: 50 },
  { px: 110, py: 100, radius: 5, value: 1 },
  { px: 200, py: 110, radius: 10, value: 9 },
];

test("the small mark on the large one is hit, the large one beside it, nothing outside", () => {
  assert.equal(hitMark(MARKS, 110, 100), 1);
  assert.equal(hitMark(MARKS, 85, 100), 0);
  assert.equal(hitMark(MARKS, 150, 200), -1);
  assert.equal(hitMark([], 0, 0), -1);
});

test("arrow keys go to the next mark that way, and stay where there is none", () => {
  assert.equal(nextMark(MARKS, -1, "ArrowUp"), 0);
  assert.equal(nextMark(MARKS, 1, "ArrowRight"), 2);
  assert.equal(nextMark(MARKS, 2, "ArrowLeft"), 1);
  assert.equal(nextMark(MARKS, 2, "ArrowRight"), 2);
  assert.equal(nextMark([], -1, "ArrowRight"), -1);
});

test("no label lies on another or on a mark, and the first has its way", () => {
  const candidates = Array.from({ length: 60 }, (_, i) => ({
    x: 40 + ((i * 53) % 400),
    y: 30 + ((i * 31) % 250),
    width: 50,
    height: 14,
    clear: 5,
    spots: ["r", "l", "t", "b"],
    i,
  }));
  const marks = [{ x: 200, y: 150, radius: 40 }];
  const placed = placeLabels(candidates, marks, 500, 320);
  assert.ok(placed.length > 10 && placed.length < 60);
  assert.equal(placed[0].i, 0);
  for (const [k, a] of placed.entries()) {
    assert.ok(a.left >= 0 && a.top >= 0 && a.left + a.width <= 500 && a.top + a.height <= 320);
    for (const b of placed.slice(0, k)) {
      const clear =
        a.left + a.width <= b.left ||
        b.left + b.width <= a.left ||
        a.top + a.height <= b.top ||
        b.top + b.height <= a.top;
      assert.ok(clear, `${a.i} on ${b.i}`);
    }
  }
});

test("numbers, ranges and sums are written in the reader's language", () => {
  const english = formatter("en-GB");
  assert.equal(english.range(6, 6), "6");
  assert.equal(english.range(6, null), "at least 6");
  assert.equal(english.range(null, 6), "up to 6");
  assert.equal(english.range(6, 8), "6–8");
  assert.equal(english.range(null, null), null);
  assert.equal(english.total({ known: 2, low: 12, high: 17, open: 1 }), "12–17+");
  assert.equal(english.total({ known: 2, low: 17, high: 17, open: 0 }), "");
  assert.equal(english.total({ known: 0, low: 0, high: 0, open: 0 }), "");
  assert.equal(english.day(dayNumber("2006-09-12")), "12 Sept 2006");
  assert.equal(formatter("de-DE").number(480753), "480.753");
  assert.equal(formatter("ar-EG").number(12), "١٢");
  assert.equal(english.days(NO_DAY, NO_DAY), "date not known");
});
