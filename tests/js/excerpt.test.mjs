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
