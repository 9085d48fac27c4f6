// Free text over places and sentences.

import { mapInto } from "./arrays.mjs";

const MARKS = /\p{M}/gu;

/** Lower case without accents and other marks: "Fallūja" is found by "falluja". */
export function fold(text) {
  const lower = text.toLowerCase();
  // Plain letters are most of all text, and need no taking apart.
  return /[^ -~]/.test(lower) ? lower.normalize("NFKD").replace(MARKS, "") : lower;
}

const SEARCHED = { where: "place", words: "place_text", sentence: "sentence" };

/** The texts of a table, folded once -> matches(query): 1 for each row that has it as it stands. */
export function makeSearcher(table) {
  const texts = new Map();
  const textsOf = (name) => {
    if (!texts.has(name)) texts.set(name, foldAll(table.groups[name], SEARCHED[name]));
    return texts.get(name);
  };
  function matches(query) {
    const wanted = fold(query);
    const out = new Uint8Array(table.n);
    for (const name of Object.keys(SEARCHED)) {
      const { codes } = table.groups[name];
      const hits = mapInto(Uint8Array, textsOf(name), (text) => (text.includes(wanted) ? 1 : 0));
      for (let i = 0; i < out.length; i++) out[i] |= hits[codes[i]];
    }
    return out;
  }
  // One column at a time, while nobody waits, so that the first search need not.
  matches.prepare = (whenIdle) => Object.keys(SEARCHED).forEach((name) => whenIdle(() => textsOf(name)));
  return matches;
}

const foldAll = (group, name) => group.cols[name].map((text) => fold(String(text ?? "")));
