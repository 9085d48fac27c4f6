// What pictures and paper show, and what stands over them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber } from "../../conflictmap/web/data/days.mjs";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { mercatorX, mercatorY } from "../../conflictmap/web/data/geo.mjs";
import { periodWords } from "../../conflictmap/web/data/totalwords.mjs";
import { askedWords } from "../../conflictmap/web/filter/registry.mjs";
import { readBasemap } from "../../conflictmap/web/map/basemap.mjs";
import { frameOfBox, pxOfKm, shownBox } from "../../conflictmap/web/map/outlook.mjs";
import { App } from "../../conflictmap/web/page/app.mjs";
import { makeTable } from "./made.mjs";

const SIZE = { x: 1000, y: 500 };
const app = new App(makeTable(), readBasemap({}), formatter("en-GB"));
const ask = (patch) => {
  app.askNothing();
  for (const [id, value] of Object.entries(patch)) app.ask(id, value);
};
const inside = ({ view }, lon, lat) =>
  mercatorX(lon) > view.west &&
  mercatorX(lon) < view.east &&
  mercatorY(lat) > view.north &&
  mercatorY(lat) < view.south;

test("paper shows what is left, with something around it", () => {
  ask({ province: ["Baghdad"] });
  const frame = frameOfBox(shownBox(app), SIZE);
  assert.ok(inside(frame, 44.4, 33.34));
  assert.ok(frame.zoom <= 10);
  ask({});
  const all = frameOfBox(shownBox(app), SIZE);
  for (const [lon, lat] of [
    [44.4, 33.34],
    [44.65, 33.75],
    [45, 34.5], // the province reaches so far
  ])
    assert.ok(inside(all, lon, lat));
  assert.ok(all.zoom < frame.zoom);
});

test("where nothing is left there is no box, and a single point is not looked at from too near", () => {
  ask({ text: "", kind: ["raid"] });
  assert.equal(shownBox(app), null); // it lies nowhere
  const frame = frameOfBox([0.6, 0.4, 0.6, 0.4], SIZE);
  assert.equal(frame.zoom, 10);
  assert.ok(Math.abs((frame.view.west + frame.view.east) / 2 - 0.6) < 1e-12);
});

test("a km is as long as the sheet says", () => {
  const frame = frameOfBox([mercatorX(44), mercatorY(34), mercatorX(45), mercatorY(33)], SIZE);
  const pxOfDegree = (mercatorX(45) - mercatorX(44)) * frame.worldPx;
  assert.ok(Math.abs(pxOfDegree / pxOfKm(frame) - 111.32 * Math.cos((33.5 * Math.PI) / 180)) < 0.3);
});

test("the period is that of the data, or the one that is asked; it stands apart from the other questions", () => {
  ask({});
  assert.equal(periodWords(app), "12 Sept 2006 – 20 Sept 2006");
  assert.equal(askedWords(app), "");
  ask({ date: { from: dayNumber("2006-09-13"), to: dayNumber("2006-09-13") }, province: ["Diyala"], text: "x" });
  assert.equal(periodWords(app), "13 Sept 2006");
  assert.equal(askedWords(app), "Filter: Diyala, “x”");
});
