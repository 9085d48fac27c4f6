// A sentence cut where its evidence begins and ends. Pure.

import { characters, slice } from "../data/excerpt.mjs";

/** Roles that are marked in a text; of several in one place the first gives the colour. */
export const MARKED = [
  "killed",
  "wounded",
  "abducted",
  "place",
  "date",
  "kind",
  "perpetrator",
  "target",
  "attacks",
  "aggregate",
  "background",
];

/**
 * Pieces { text, roles } that make up the sentence. `rules`: [{ role, rule, start, end }], offsets into the sentence or
 * null where the words stand elsewhere.
 */
export function segments(sentence, rules) {
  const letters = characters(sentence);
  const spans = rules.filter(
    ({ start, end }) =>
      Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end <= letters.length && start < end,
  );
  const cuts = [...new Set([0, letters.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  const out = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const roles = spans
      .filter(({ start, end }) => start <= cuts[i] && end >= cuts[i + 1])
      .map(({ role }) => String(role));
    out.push({ text: slice(letters, cuts[i], cuts[i + 1]), roles: [...new Set(roles)] });
  }
  return out;
}

/** The words a rule read, "" if they stand outside of the sentence. */
export function wordsOf(sentence, { start, end }) {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0) return "";
  return slice(characters(sentence), start, end);
}
