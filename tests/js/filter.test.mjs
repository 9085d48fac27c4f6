import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, NO_DAY } from "../../conflictmap/web/data/days.mjs";
import { makeSummary, summarise } from "../../conflictmap/web/data/sums.mjs";
import { makeSearcher } from "../../conflictmap/web/data/search.mjs";
import { FILTERS, nothingAsked } from "../../conflictmap/web/filter/registry.mjs";
import { Sieve } from "../../conflictmap/web/filter/sieve.mjs";
import { makeTable } from "./made.mjs";

const table = makeTable();
const tools = { search: makeSearcher(table) };
const facets = FILTERS.filter(({ facet }) => facet).map(({ id, facet }) => ({ id, ...facet(table) }));
const from = (day) => ({ from: dayNumber(day), to: NO_DAY });
const least = (killed, wounded) => ({ killed, wounded });

function sum(patch) {
  const sieve = new Sieve(table, FILTERS);
  sieve.update({ ...nothingAsked(), ...patch }, tools);
  const rows = [...Array(table.n).keys()].filter((i) => sieve.passes(i));
  return { rows, sums: summarise(makeSummary(table, facets), table, sieve, "killed") };
}

const CASES = [
  ["nothing asked: what is in no total is left out", {}, [0, 1, 2, 3, 4, 6]],
  ["with what is in no total", { standing: true }, [0, 1, 2, 3, 4, 5, 6]],
  ["one province", { province: ["Diyala"] }, [2, 3, 6]],
  ["two provinces", { province: ["Diyala", "Baghdad"] }, [0, 1, 2, 3, 6]],
  ["a province nobody has", { province: ["Narnia"] }, []],
  ["a kind", { kind: ["shooting"] }, [1, 2]],
  ["dead known and enough", { toll: least(4, 0) }, [0, 2, 3]],
  ["a threshold leaves the unknown out, nought too", { toll: least(0, 1) }, [0, 2]],
  ["from a day", { date: from("2006-09-13") }, [2, 3, 6]],
  ["to a day", { date: { from: NO_DAY, to: dayNumber("2006-09-12") } }, [0, 1]],
  ["a span that meets possible days", { date: { from: dayNumber("2006-09-15"), to: dayNumber("2006-09-18") } }, [3]],
  ["exact places", { precision: 1 }, [0, 1, 2, 6]],
  ["to the province", { precision: 4 }, [0, 1, 2, 3, 6]],
  ["victims", { victims: ["police", "civilian"] }, [0, 1, 3]],
  ["text without its accents", { text: "FALLUJA" }, [0]],
  ["text of a place", { text: "baquba" }, [2, 6]],
  ["no doubts", { doubts: "none" }, [0, 2, 4, 6]],
  ["any doubt", { doubts: "any" }, [1, 3]],
  ["one doubt", { doubts: "vague_number" }, [1]],
  ["checked by anybody", { checked: "any" }, [1, 2]],
  ["only what a person changed", { checked: "changed" }, [2]],
  ["what nobody has checked yet", { checked: "none" }, [0, 3, 4, 6]],
  ["one place", { place: "iq-baquba" }, [2, 6]],
  ["several questions", { province: ["Baghdad"], kind: ["shooting"], doubts: "any" }, [1]],
];

for (const [name, patch, expected] of CASES) {
  test(`passes: ${name}`, () => assert.deepEqual(sum(patch).rows, expected));
}

test("sums that are brought up to date are those counted from nothing", () => {
  const sieve = new Sieve(table, FILTERS);
  const summary = makeSummary(table, facets);
  const figures = ({ rows: { before: _, ...rows }, turn: _turn, ...rest }) => ({ ...rest, rows });
  const steps = [...CASES, ...CASES.toReversed()].flatMap(([, patch]) => [patch, {}, patch]);
  for (const [k, patch] of steps.entries()) {
    const measure = ["killed", "wounded", "incidents"][Math.floor(k / 5) % 3];
    sieve.update({ ...nothingAsked(), ...patch }, tools);
    const fresh = summarise(makeSummary(table, facets), table, sieve, measure);
    assert.deepEqual(figures(summarise(summary, table, sieve, measure)), figures(fresh), JSON.stringify(patch));
  }
});

test("totals: best figures, ranges, open ends, the unknown apart from nought", () => {
  const { sums } = sum({});
  assert.equal(sums.incidents, 6);
  assert.equal(sums.leftOut, 1);
  assert.equal(sums.notDrawn, 1);
  assert.equal(sums.undated, 1);
  assert.deepEqual(sums.killed, { best: 17, low: 12, high: 17, open: 1, known: 5, unknown: 1 });
  assert.deepEqual(sums.wounded, { best: 15, low: 15, high: 15, open: 0, known: 3, unknown: 3 });
});

test("totals do not change when what is in no total is shown", () => {
  const { sums } = sum({ standing: true });
  assert.equal(sums.killed.best, 17);
  assert.equal(sums.listed, 7);
  assert.equal(sums.incidents, 6);
});

test("a facet shows what its own question hides, but not what others hide", () => {
  const { sums } = sum({ province: ["Diyala"], kind: ["shooting"] });
  const baghdad = table.place.provinces.indexOf("Baghdad");
  assert.equal(sums.by.province.incidents[baghdad], 1);
  assert.equal(sums.killed.best, 5);
});

test("a province whose dead are not known has no figure, one with none has nought", () => {
  const { sums } = sum({ kind: ["raid"] });
  const unknown = table.place.provinces.length;
  assert.equal(sums.by.province.value(unknown, "killed"), null);
  assert.equal(sums.by.province.value(unknown, "incidents"), 1);
});

test("a sieve brought from filter to filter is as a new one", () => {
  const sieve = new Sieve(table, FILTERS);
  for (const [, patch] of CASES) sieve.update({ ...nothingAsked(), ...patch }, tools);
  for (const [name, patch, expected] of CASES) {
    sieve.update({ ...nothingAsked(), ...patch }, tools);
    assert.deepEqual(
      [...Array(table.n).keys()].filter((i) => sieve.passes(i)),
      expected,
      name,
    );
  }
});

test("bins hold each dated incident once", () => {
  const { sums } = sum({});
  assert.equal(
    sums.by.date.incidents.reduce((a, b) => a + b, 0),
    6,
  );
  assert.equal(sums.by.date.incidents.at(-1), 1);
  assert.notEqual(table.first[0], NO_DAY);
});
