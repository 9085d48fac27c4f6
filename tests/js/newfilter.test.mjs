// A filter nobody has written yet is put into the registry's list, and everything that filters do must work for it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { mapInto } from "../../conflictmap/web/data/arrays.mjs";
import { NO_DAY } from "../../conflictmap/web/data/days.mjs";
import { toCsv } from "../../conflictmap/web/data/export.mjs";
import { formatter } from "../../conflictmap/web/data/format.mjs";
import { totalWords } from "../../conflictmap/web/data/totalwords.mjs";
import { makeChips } from "../../conflictmap/web/filter/chips.mjs";
import { makeForm, makePinned, section } from "../../conflictmap/web/filter/form.mjs";
import { some, toggled } from "../../conflictmap/web/filter/reading.mjs";
import { filterWords, FILTERS } from "../../conflictmap/web/filter/registry.mjs";
import { readBasemap } from "../../conflictmap/web/map/basemap.mjs";
import { App } from "../../conflictmap/web/page/app.mjs";
import { fromHash, toHash } from "../../conflictmap/web/page/hash.mjs";
import { shownRows } from "../../conflictmap/web/panel/takeaway.mjs";
import { el, replace } from "../../conflictmap/web/parts/dom.mjs";
import { act, fakeDocument } from "./dom.mjs";
import { makeTable } from "./made.mjs";

globalThis.document = fakeDocument();

const DAYS = ["thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"]; // 1970 began on a Thursday
const weekdayOf = (day) => (day === NO_DAY ? -1 : ((day % 7) + 7) % 7);

/** On which days of the week. */
const weekday = {
  id: "weekday",
  empty: [],
  test: (table, days) =>
    days.length ? { group: "when", passes: (row) => days.includes(DAYS[weekdayOf(table.first[row])]) } : null,
  toHash(days, out) {
    if (days.length) out.set("wd", days.join("."));
  },
  fromHash: (given) => some((given.get("wd") ?? "").split("."), DAYS),
  chip: (days) => days.map((day) => ({ text: `On a ${day}`, drop: days.filter((other) => other !== day) })),
  control(app) {
    const rows = DAYS.map((day, i) => {
      const onchange = () => app.ask("weekday", toggled(app.state.filter.weekday, day));
      const box = el("input", { type: "checkbox", value: day, onchange });
      const count = el("span");
      const show = () => {
        box.checked = app.state.filter.weekday.includes(day);
        replace(count, String(app.sums.by.weekday.incidents[i]));
      };
      return { node: el("label", { "data-day": day }, box, count), show };
    });
    return {
      node: section(
        "Day of the week",
        rows.map(({ node }) => node),
      ),
      show: () => rows.forEach((row) => row.show()),
    };
  },
  facet: ({ first }) => ({ group: "when", slots: mapInto(Int32Array, first, weekdayOf), size: DAYS.length }),
};

const ALL = [...FILTERS, weekday];

const makeApp = () => new App(makeTable(), readBasemap({}), formatter("en-GB"), ALL);

test("it sifts, alone and with others", () => {
  const app = makeApp();
  app.ask("weekday", ["tuesday"]);
  assert.deepEqual(shownRows(app), [0, 1]);
  app.ask("kind", ["shooting"]);
  assert.deepEqual(shownRows(app), [1]);
  app.ask("weekday", weekday.empty);
  assert.deepEqual(shownRows(app), [1, 2]);
});

test("totals and exports follow it", () => {
  const app = makeApp();
  app.ask("weekday", ["tuesday"]);
  assert.equal(totalWords(app), "8 killed (8+) · 12 wounded · 2 incidents");
  assert.equal(toCsv(app.table, shownRows(app)).split("\r\n").length, 4);
});

test("it goes into the address and comes back, checked", () => {
  const app = makeApp();
  app.ask("weekday", ["sunday", "monday"]);
  assert.equal(toHash(app.state, ALL), "wd=sunday.monday");
  assert.deepEqual(fromHash(`#${toHash(app.state, ALL)}`, app.table, ALL), app.state);
  assert.deepEqual(fromHash("#wd=someday.<script>", app.table, ALL), makeApp().state);
});

test("its chips say what is asked, and drop it", () => {
  const app = makeApp();
  const chips = makeChips(app);
  assert.equal(chips.hidden, true);
  app.ask("weekday", ["tuesday", "friday"]);
  assert.deepEqual(
    filterWords(app).map(({ text }) => text),
    ["On a tuesday", "On a friday"],
  );
  act(
    chips.find(({ attributes }) => attributes["aria-label"] === "Remove filter: On a tuesday"),
    "click",
  );
  assert.deepEqual(app.state.filter.weekday, ["friday"]);
  act(
    chips.find(({ id }) => id === "cm-reset"),
    "click",
  );
  assert.deepEqual(app.state, makeApp().state);
  assert.equal(chips.hidden, true);
});

test("its control stands in the form, asks, and counts what each choice would show", () => {
  const app = makeApp();
  const form = makeForm(app);
  const [box, count] = form.find(({ dataset }) => dataset.day === "tuesday").children;
  assert.equal(count.textContent, "2");
  act(box, "change");
  assert.deepEqual(app.state.filter.weekday, ["tuesday"]);
  assert.equal(box.checked, true);
  const [, wednesday] = form.find(({ dataset }) => dataset.day === "wednesday").children;
  assert.equal(wednesday.textContent, "2", "a facet is not cut by its own question");
  app.ask("kind", ["shooting"]);
  assert.equal(count.textContent, "1", "but by others");
  assert.equal(makePinned(app).length, 2, "it is not pinned: only the timeline and the search are");
});

test("every filter is whole: what it does not ask leaves no trace, and no two share a key of the address", () => {
  const app = makeApp();
  const asked = {
    province: ["Diyala"],
    kind: ["shooting"],
    date: { from: app.table.days[0], to: app.table.days[1] },
    toll: { killed: 1, wounded: 1 },
    precision: 2,
    victims: ["police"],
    text: "baghdad",
    doubts: "any",
    checked: "any",
    place: "iq-baquba",
    standing: true,
    weekday: ["friday"],
  };
  const keys = [];
  for (const filter of ALL) {
    const { id, empty } = filter;
    assert.ok(Object.hasOwn(asked, id), `give this test a value for ${id}`);
    assert.deepEqual(filter.chip(empty, app), []);
    const none = new URLSearchParams();
    filter.toHash(empty, none);
    assert.equal(none.toString(), "", id);
    assert.deepEqual(filter.fromHash(none, app.table), empty);
    const out = new URLSearchParams();
    filter.toHash(asked[id], out);
    assert.deepEqual(filter.fromHash(out, app.table), asked[id]);
    keys.push(...out.keys());
    const before = shownRows(app);
    app.ask(id, asked[id]);
    for (const { drop } of filter.chip(asked[id], app)) assert.notDeepEqual(drop, asked[id], id);
    assert.ok(
      filterWords(app).some((words) => words.id === id),
      id,
    );
    app.ask(id, empty);
    assert.deepEqual(shownRows(app), before, id);
  }
  assert.deepEqual([...new Set(keys)], keys);
});
