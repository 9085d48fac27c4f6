// The part of a sentence that the list shows of one of its incidents.

import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt } from "../../conflictmap/web/data/excerpt.mjs";

const SENTENCE = "A car bomb killed five people in Kirkuk and gunmen shot dead two policemen in Hilla.";
const rule = (role, start) => ({ role, rule: "x", start, end: start === null ? null : start + 3 });

test("the first incident of a sentence shows all of it", () => {
  assert.equal(excerpt(SENTENCE, [rule("kind", 2), rule("killed", 18)]), SENTENCE);
});

test("a later one begins with its own words, whatever it shares with the first", () => {
  const rules = [rule("killed", 61), rule("perpetrator", 44), rule("date", 0), rule("kind", null)];
  assert.equal(excerpt(SENTENCE, rules), "… gunmen shot dead two policemen in Hilla.");
});

test("characters beyond the first plane count as one, and offsets that lie cut nothing", () => {
  assert.equal(excerpt(`${"\u{1F4A3}".repeat(40)}bomb`, [rule("kind", 40)]), "… bomb");
  assert.equal(excerpt(SENTENCE, [rule("kind", 4000)]), SENTENCE);
  assert.equal(excerpt(SENTENCE, []), SENTENCE);
});

test("what two incidents share is neither's own beginning", () => {
  const both = "A mine killed two in Kut and three in Amara.";
  const [kut, amara] = [
    [rule("kind", 2), rule("killed", 7)],
    [rule("kind", 2), rule("killed", 29)],
  ];
  assert.equal(excerpt(both, kut, [amara]), both);
  assert.equal(excerpt(both, amara, [kut]), "… three in Amara.");
  assert.equal(excerpt(both, amara), both); // alone, the beginning is near enough
});

test("two incidents with the same evidence are shown the same: there is nothing to tell them apart", () => {
  const rules = [rule("kind", 2), rule("killed", 18)];
  assert.equal(excerpt(SENTENCE, rules, [rules]), SENTENCE);
});
