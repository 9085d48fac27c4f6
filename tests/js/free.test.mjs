// The part of the map that nothing lies over, names beside figures, labels of sizes, fans.

import assert from "node:assert/strict";
import { test } from "node:test";
import { kmBetween } from "../../conflictmap/web/data/geo.mjs";
import { fanWithin } from "../../conflictmap/web/map/fan.mjs";
import { freePart, middleOf, shiftInto, zoomFor } from "../../conflictmap/web/map/free.mjs";
import { join } from "../../conflictmap/web/map/grid.mjs";
import { besideMark } from "../../conflictmap/web/map/names.mjs";
import { labelHeights } from "../../conflictmap/web/map/scale.mjs";

const box = (left, top, right, bottom) => ({ left, top, right, bottom });
const phone = { x: 390, y: 690 };

test("what spans the map takes its side, what hides a corner takes nothing", () => {
  const tools = box(8, 8, 338, 70);
  const sheet = box(0, 276, 390, 690);
  const button = box(8, 640, 80, 664);
  assert.deepEqual(freePart(phone, []), box(0, 0, 390, 690));
  assert.deepEqual(freePart(phone, [tools, button]), box(0, 70, 390, 690));
  assert.deepEqual(freePart(phone, [button, tools, sheet]), box(0, 70, 390, 276));
  const wide = { x: 908, y: 800 };
  assert.deepEqual(freePart(wide, [box(12, 570, 384, 776)]), box(0, 0, 908, 800));
  assert.deepEqual(freePart(wide, [box(536, 12, 896, 788)]), box(0, 0, 536, 800));
});

test("a corner becomes a side where little is left", () => {
  const legend = box(12, 570, 384, 776);
  assert.deepEqual(freePart({ x: 908, y: 800 }, [legend, box(536, 12, 896, 788)]), box(0, 0, 536, 570));
});

test("boxes that are not shown or lie outside take nothing", () => {
  assert.deepEqual(freePart(phone, [box(0, 0, 0, 0), box(-50, 700, 500, 900)]), box(0, 0, 390, 690));
});

test("a disc is shifted no further than it must be, and to the middle where it has no room", () => {
  const free = box(0, 70, 390, 276);
  const shift = (x, y, reach) => Object.values(shiftInto(free, { x, y }, reach));
  assert.deepEqual(shift(200, 170, 40), [0, 0]);
  assert.deepEqual(shift(200, 500, 40), [0, -264]);
  assert.deepEqual(shift(10, 60, 40), [30, 50]);
  assert.deepEqual(shift(195, 500, 150), [0, -327]);
  assert.deepEqual(middleOf(free), { x: 195, y: 173 });
});

test("what filled one part fits another, in the map's own steps, and never closer", () => {
  assert.equal(zoomFor(6, { x: 390, y: 600 }, { x: 390, y: 150 }, 0.5), 4);
  assert.equal(zoomFor(6, { x: 390, y: 600 }, { x: 390, y: 550 }, 0.5), 5.5);
  assert.equal(zoomFor(6, { x: 390, y: 150 }, { x: 390, y: 600 }, 0.5), 6);
  assert.equal(zoomFor(6, { x: 390, y: 150 }, { x: 0, y: 0 }, 0.5), 6);
});

test("a figure is that of the name beside it, or plainly of more", () => {
  const label = { name: "Baghdad" };
  assert.equal(besideMark(label, { name: "Baghdad", mixed: false }), "Baghdad");
  assert.equal(besideMark(label, { name: "Baghdad", mixed: true }), "Baghdad area");
  assert.equal(besideMark(label, { name: "Sadr City", mixed: false }), null);
  assert.equal(besideMark(label, { name: "Baghdad", mixed: false, area: true }), null);
});

test("marks of two names make one of several, marks of one name do not", () => {
  const mark = (name) => ({ slots: [1], first: 0, families: new Float64Array(2), name, mixed: false });
  assert.equal(join([mark("Kut"), mark("Kut")]).mixed, false);
  assert.equal(join([mark("Kut"), mark("Amara")]).mixed, true);
  assert.equal(join([mark("Kut"), { ...mark("Kut"), mixed: true }]).mixed, true);
});

test("sizes in the legend keep a line each", () => {
  for (const points of [[2, 60, 66], [0, 1, 2], [4], [2, 30, 58]]) {
    const heights = labelHeights(points);
    for (let i = 1; i < heights.length; i++) assert.ok(heights[i] - heights[i - 1] >= 13, String(points));
    heights.forEach((height, i) => assert.ok(height >= points[i]));
  }
});

test("a fan keeps within its reach, however many there are and however large", () => {
  for (const [many, radius] of [
    [1, 16],
    [9, 4],
    [40, 4],
    [118, 6],
    [40, 16],
  ]) {
    const radii = new Array(many).fill(radius);
    const { spots, reach } = fanWithin(radii);
    assert.ok(reach <= 104 && spots.length >= Math.min(many, 8), `${many} of ${radius}: ${spots.length}, ${reach}`);
    for (const [x, y] of spots) assert.ok(Math.hypot(x, y) + radius <= 104.001);
  }
  assert.deepEqual(fanWithin([]), { spots: [], reach: 0 });
});

test("distances on the globe", () => {
  const km = kmBetween({ lat: 33.34, lon: 44.4 }, { lat: 30.51, lon: 47.78 });
  assert.ok(Math.abs(km - 450) < 6, String(km));
  assert.ok(Number.isNaN(kmBetween({ lat: 1, lon: 2 }, { lat: undefined, lon: 3 })));
});
