// Names of places in the script that the reader wants.

import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLine, describeProvince } from "../../conflictmap/web/data/describe.mjs";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { namesIn, provinceName, scriptsOf } from "../../conflictmap/web/data/names.mjs";
import { filterWords } from "../../conflictmap/web/filter/registry.mjs";
import { readBasemap } from "../../conflictmap/web/map/basemap.mjs";
import { readLabels } from "../../conflictmap/web/map/names.mjs";
import { App } from "../../conflictmap/web/page/app.mjs";
import { makeProvinces } from "../../conflictmap/web/panel/provinces.mjs";
import { fakeDocument } from "./dom.mjs";
import { makeTable } from "./made.mjs";

const shape = (name, own) => ({ name, ...own, at: [44, 33], fill: true, parts: [[0, 0, 9, 0, 0, 9]] });
const GROUND = {
  shapes: {
    province: [shape("Diyala", { name_ar: "ديالى" }), shape("Erbil", { name_ar: "أربيل", name_ku: "هەولێر" })],
  },
  labels: [{ name: "Kut", name_ar: "الكوت", kind: "city", at: [45.8, 32.5] }],
};
const newApp = (locale = "en-GB") => new App(makeTable(), readBasemap(GROUND), formatter(locale));

test("the browser's language decides until somebody chooses", () => {
  assert.equal(namesIn(newApp()), "en");
  assert.equal(namesIn(newApp(["ar-EG", "en"])), "ar");
  assert.equal(namesIn(newApp("ckb-IQ")), "ku");
  assert.equal(namesIn(newApp("de")), "en");
  const app = newApp("ar");
  app.change({ names: "en" });
  assert.equal(namesIn(app), "en");
});

test("places and provinces change their names, those without one keep theirs", () => {
  const app = newApp();
  assert.equal(placeLine(app, 2), "Baquba, Diyala");
  app.change({ names: "ar" });
  assert.equal(placeLine(app, 2), "بعقوبة, ديالى");
  assert.equal(placeLine(app, 0), "بغداد, Baghdad");
  assert.equal(placeLine(app, 4), "Place not known");
  assert.equal(describeProvince(app, "Diyala")[0], "ديالى");
  assert.equal(provinceName(app, "Erbil"), "أربيل"); // by the map: no incident is there
  assert.equal(provinceName(app, "__proto__"), "__proto__");
  app.change({ names: "ku" });
  assert.equal(placeLine(app, 2), "بەعقووبە, Diyala");
});

test("filters go by the name of the files and are told by the other", () => {
  const app = newApp();
  app.change({ names: "ar" });
  app.ask("province", ["Diyala"]);
  app.ask("place", "iq-baquba");
  assert.deepEqual(
    filterWords(app).map(({ text }) => text),
    ["ديالى", "At بعقوبة"],
  );
  assert.equal(app.sums.incidents, 2);
});

test("the table of provinces has both, the chosen one first", () => {
  globalThis.document = fakeDocument();
  const app = newApp();
  const node = makeProvinces(app);
  const nameOf = (province) =>
    node.find(({ dataset }) => dataset.province === province).find(({ tag }) => tag === "label").textContent;
  assert.equal(nameOf("Diyala"), "Diyalaديالى");
  app.change({ names: "ar" });
  assert.equal(nameOf("Diyala"), "ديالىDiyala");
  assert.equal(nameOf("Baghdad"), "Baghdad"); // neither map nor gazetteer has another
});

test("names on the map turn over where there is one in that script", () => {
  const ground = readBasemap(GROUND);
  const [kut] = readLabels(ground, "ar");
  assert.deepEqual([kut.name, kut.local, kut.turned], ["Kut", "الكوت", true]);
  assert.equal(readLabels(ground, "ku")[0].turned, false);
  assert.equal(readLabels(ground)[0].turned, false);
  assert.deepEqual(scriptsOf(ground), ["ar", "ku"]);
  assert.deepEqual(scriptsOf(readBasemap({})), []);
});
