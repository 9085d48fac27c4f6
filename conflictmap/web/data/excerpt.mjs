// What of a sentence belongs to one of the incidents that it tells. Pure.

const TELLING = new Set(["kind", "killed", "wounded", "abducted", "perpetrator", "target"]);
const SPARE = 30; // characters that may stand before it

/** Text by characters as Python counts them, whatever JavaScript makes of those beyond the first plane. */
export const characters = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : text);

export const slice = (letters, from, to) =>
  typeof letters === "string" ? letters.slice(from, to) : letters.slice(from, to).join("");

/**
 * The sentence from where its evidence begins, "…" for what stands before, so that two incidents of one sentence do not
 * read the same. `rules`: [{ role, start, end }], see `segments`.
 */
export function excerpt(sentence, rules) {
  const starts = rules.filter(({ role, start }) => TELLING.has(role) && Number.isInteger(start)).map(({ start }) => start);
  const first = Math.min(...starts);
  const letters = characters(sentence);
  if (!starts.length || first <= SPARE || first >= letters.length) return sentence;
  return `… ${slice(letters, first, letters.length)}`;
}
