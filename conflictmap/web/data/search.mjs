// Free text: words in any order over places, provinces, their other spellings, sentences and sources.

import { mapInto } from "./arrays.mjs";

const MARKS = /\p{M}/gu;
const APOSTROPHES = /['\u2018\u2019\u02bb-\u02bf\u0060\u00b4]/g;
const QUOTES = /[\u201c\u201d\u201e\u00ab\u00bb]/g;
// One letter, however Arabic and Kurdish keyboards write it; the stretching stroke is none.
const SAME = {
  "\u0649": "\u064a", // alef maksura, Persian and Kurdish yeh
  "\u06cc": "\u064a",
  "\u06d0": "\u064a",
  "\u06a9": "\u0643", // keheh
  "\u0629": "\u0647", // teh marbuta, forms of heh
  "\u06d5": "\u0647",
  "\u06be": "\u0647",
  "\u06c1": "\u0647",
  "\u0640": "",
};
const SAME_LETTERS = new RegExp(`[${Object.keys(SAME).join("")}]`, "g");
const ARTICLE = "\u0627\u0644"; // the Arabic one

/** Lower case without accents, vowel marks and apostrophes: "Fallūja" is found by "falluja", "Ba'quba" by "baquba". */
export function fold(text) {
  const lower = text.toLowerCase();
  // Plain letters are most of all text, and need no taking apart.
  const plain = /[^ -~]/.test(lower)
    ? lower
        .replace(APOSTROPHES, "")
        .normalize("NFKD")
        .replace(MARKS, "")
        .replace(SAME_LETTERS, (letter) => SAME[letter])
    : lower;
  return plain.includes("'") || plain.includes("`") ? plain.replace(APOSTROPHES, "") : plain;
}

/** What a query asks for: [{ text, whole }], words, or words "in quotes" together. A number is found whole only. */
export function wordsOf(query) {
  const folded = fold(query.replace(QUOTES, '"'));
  return [...folded.matchAll(/"([^"]+)"|[\p{L}\p{N}]+/gu)]
    .map(([word, phrase]) => (phrase ?? word).trim())
    .filter(Boolean)
    .map((word) => (word.length > ARTICLE.length + 1 && word.startsWith(ARTICLE) ? word.slice(ARTICLE.length) : word))
    .map((text) => ({ text, whole: /^\p{N}+$/u.test(text) }));
}

const LETTER = /[\p{L}\p{N}]/u;

function isLetter(text, at) {
  const code = text.charCodeAt(at); // NaN before the first and behind the last
  if (code < 128) return (code > 96 && code < 123) || (code > 47 && code < 58);
  return LETTER.test(text.charAt(at));
}

const begins = (text, at) =>
  !isLetter(text, at - 1) ||
  (at >= ARTICLE.length && text.startsWith(ARTICLE, at - ARTICLE.length) && !isLetter(text, at - ARTICLE.length - 1));

/** Does a folded text hold a word that begins so? */
export function holds(text, { text: word, whole }) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (begins(text, at) && !(whole && isLetter(text, at + word.length))) return true;
  return false;
}

const named = ({ ar, ku, also = [] } = {}) => [ar, ku, ...also];

/** All that a row of places is called: itself and its province, by text and by map, in all spellings. */
function placeTexts({ groups, spellings }) {
  const { cols, size } = groups.where;
  const provinces = ["province", "province_reported", "province_mapped"].filter((name) => cols[name]);
  const own = (table, key) => (Object.hasOwn(table, key ?? "") ? named(table[key]) : []);
  const names = (i) => [
    cols.place[i],
    ...own(spellings.places, cols.place_id[i]),
    ...provinces.flatMap((name) => [cols[name][i], ...own(spellings.provinces, cols[name][i])]),
  ];
  const keyed = ["place_id", "place", ...provinces];
  const keys = Array.from({ length: size }, (_, i) => keyed.map((name) => cols[name][i]).join("\n"));
  return distinct(keys, (_, i) => names(i).filter(Boolean).join("\n"));
}

/** { texts, at }: the folded texts of some cells, each once, and which of them each cell has. */
function distinct(cells, make = (cell) => String(cell ?? "")) {
  const seen = new Map();
  const texts = [];
  const at = mapInto(Int32Array, cells, (cell, i) => {
    if (!seen.has(cell)) seen.set(cell, texts.push(fold(make(cell, i))) - 1);
    return seen.get(cell);
  });
  return { texts, at };
}

const SOURCE = /"source":("(?:[^"\\]|\\.)*")/g;

/** Sources of all reports of an event; they stand in JSON text, which is long. */
const tellers = (text) => [...(text ?? "").matchAll(SOURCE)].map(([, source]) => JSON.parse(source)).join("\n");

const TEXTS = {
  where: placeTexts,
  words: ({ groups }) => distinct(groups.words.cols.place_text),
  // Hardly two sentences are the same.
  sentence: ({ groups }) => ({ texts: groups.sentence.cols.sentence.map((text) => fold(text ?? "")), at: null }),
  report: ({ groups }) => distinct(groups.report.cols.source),
  event: ({ groups }) => distinct(groups.event.cols.members, tellers),
};
const COLUMN = { report: "source", event: "members" }; // files of earlier days have neither

/** The texts of a table, folded once -> matches(query): 1 for each row that has all its words. */
export function makeSearcher(table) {
  const searched = Object.keys(TEXTS).filter((name) => !COLUMN[name] || table.groups[name]?.cols[COLUMN[name]]);
  const texts = new Map();
  const textsOf = (name) => {
    if (!texts.has(name)) texts.set(name, TEXTS[name](table));
    return texts.get(name);
  };
  function rowsWith(word) {
    const out = new Uint8Array(table.n);
    for (const name of searched) {
      const { codes } = table.groups[name];
      const { texts: all, at } = textsOf(name);
      const hits = mapInto(Uint8Array, all, (text) => (holds(text, word) ? 1 : 0));
      for (let i = 0; i < out.length; i++) out[i] |= hits[at ? at[codes[i]] : codes[i]];
    }
    return out;
  }
  function matches(query) {
    const [first, ...others] = wordsOf(query);
    const out = first ? rowsWith(first) : new Uint8Array(table.n);
    for (const word of others) {
      const rows = rowsWith(word);
      for (let i = 0; i < out.length; i++) out[i] &= rows[i];
    }
    return out;
  }
  /** Words of a query that no row has: why nothing is found. */
  matches.unknown = (query) =>
    wordsOf(query)
      .filter((word) => !rowsWith(word).includes(1))
      .map(({ text }) => text);
  // One column at a time, while nobody waits, so that the first search need not.
  matches.prepare = (whenIdle) => searched.forEach((name) => whenIdle(() => textsOf(name)));
  return matches;
}
