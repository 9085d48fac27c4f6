import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyFilter, Sieve } from "../../conflictmap/web/filter.mjs";
import { makeSummary, summarise } from "../../conflictmap/web/sums.mjs";
import { dayNumber, NO_DAY } from "../../conflictmap/web/payload.mjs";
import { binOf, dateBins } from "../../conflictmap/web/scale.mjs";
import { makeSearcher } from "../../conflictmap/web/search.mjs";
import { makeTable } from "./made.mjs";

const table = makeTable();
const bins = dateBins(dayNumber("2006-09-12"), dayNumber("2006-09-20"));
const bin = Int32Array.from(table.first, (day) => binOf(day, bins));
const search = makeSearcher(table);

function sum(patch) {
  const sieve = new Sieve(table);
  sieve.update({ ...emptyFilter(), ...patch }, search);
  const rows = [...Array(table.n).keys()].filter((i) => sieve.passes(i));
  return { rows, sums: summarise(makeSummary(table, bins.starts.length), table, sieve, bin, "killed") };
}

const CASES = [
  ["nothing asked: what is in no total is left out", {}, [0, 1, 2, 3, 4, 6]],
  ["with what is in no total", { leftOut: true }, [0, 1, 2, 3, 4, 5, 6]],
  ["one province", { provinces: ["Diyala"] }, [2, 3, 6]],
  ["two provinces", { provinces: ["Diyala", "Baghdad"] }, [0, 1, 2, 3, 6]],
  ["a province nobody has", { provinces: ["Narnia"] }, []],
  ["a kind", { kinds: ["shooting"] }, [1, 2]],
  ["dead known and enough", { killed: 4 }, [0, 2, 3]],
  ["a threshold leaves the unknown out, nought too", { wounded: 1 }, [0, 2]],
  ["from a day", { from: dayNumber("2006-09-13") }, [2, 3, 6]],
  ["to a day", { to: dayNumber("2006-09-12") }, [0, 1]],
  ["a span that meets possible days", { from: dayNumber("2006-09-15"), to: dayNumber("2006-09-18") }, [3]],
  ["exact places", { precision: 1 }, [0, 1, 2, 6]],
  ["to the province", { precision: 4 }, [0, 1, 2, 3, 6]],
  ["victims", { victims: ["police", "civilian"] }, [0, 1, 3]],
  ["text without its accents", { text: "FALLUJA" }, [0]],
  ["text of a place", { text: "baquba" }, [2, 6]],
  ["no doubts", { doubts: "none" }, [0, 2, 4, 6]],
  ["any doubt", { doubts: "any" }, [1, 3]],
  ["one doubt", { doubts: "vague_number" }, [1]],
  ["one place", { place: "iq-baquba" }, [2, 6]],
  ["several questions", { provinces: ["Baghdad"], kinds: ["shooting"], doubts: "any" }, [1]],
];

for (const [name, patch, expected] of CASES) {
  test(`passes: ${name}`, () => assert.deepEqual(sum(patch).rows, expected));
}

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
  const { sums } = sum({ leftOut: true });
  assert.equal(sums.killed.best, 17);
  assert.equal(sums.listed, 7);
  assert.equal(sums.incidents, 6);
});

test("a facet shows what its own question hides, but not what others hide", () => {
  const { sums } = sum({ provinces: ["Diyala"], kinds: ["shooting"] });
  const baghdad = table.place.provinces.indexOf("Baghdad");
  assert.equal(sums.byProvince.incidents[baghdad], 1);
  assert.equal(sums.killed.best, 5);
});

test("a province whose dead are not known has no figure, one with none has nought", () => {
  const { sums } = sum({ kinds: ["raid"] });
  const unknown = table.place.provinces.length;
  assert.equal(sums.byProvince.value(unknown, "killed"), null);
  assert.equal(sums.byProvince.value(unknown, "incidents"), 1);
});

test("a sieve brought from filter to filter is as a new one", () => {
  const sieve = new Sieve(table);
  for (const [, patch] of CASES) sieve.update({ ...emptyFilter(), ...patch }, search);
  for (const [name, patch, expected] of CASES) {
    sieve.update({ ...emptyFilter(), ...patch }, search);
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
    sums.byBin.incidents.reduce((a, b) => a + b, 0),
    6,
  );
  assert.equal(sums.byBin.incidents.at(-1), 1);
  assert.notEqual(table.first[0], NO_DAY);
});
