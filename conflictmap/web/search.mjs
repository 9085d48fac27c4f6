// Free text over places and sentences.

const MARKS = /\p{M}/gu;

/** Lower case without accents and other marks: "Fallūja" is found by "falluja". */
export function fold(text) {
  const lower = text.toLowerCase();
  // Plain letters are most of all text, and need no taking apart.
  return /[^ -~]/.test(lower) ? lower.normalize("NFKD").replace(MARKS, "") : lower;
}

/** The texts of a table, folded once -> matches(query): 1 for each row that has it as it stands. */
export function makeSearcher(table) {
  let texts = null;
  const read = () => ({
    where: foldAll(table.groups.where, "place"),
    words: foldAll(table.groups.words, "place_text"),
    sentence: foldAll(table.groups.sentence, "sentence"),
  });
  return function matches(query) {
    texts ??= read();
    const wanted = fold(query);
    const out = new Uint8Array(table.n);
    for (const [name, list] of Object.entries(texts)) {
      const { codes } = table.groups[name];
      const hits = Uint8Array.from(list, (text) => (text.includes(wanted) ? 1 : 0));
      for (let i = 0; i < out.length; i++) out[i] |= hits[codes[i]];
    }
    return out;
  };
}

const foldAll = (group, name) => group.cols[name].map((text) => fold(String(text ?? "")));
