// What of a sentence belongs to one of the incidents that it tells. Pure.

const TELLING = new Set(["kind", "killed", "wounded", "abducted", "perpetrator", "target"]);
const SPARE = 30; // characters that may stand before it

/** Text by characters as Python counts them, whatever JavaScript makes of those beyond the first plane. */
export const characters = (text) => (/[\ud800-\udfff]/.test(text) ? Array.from(text) : text);

export const slice = (letters, from, to) =>
  typeof letters === "string" ? letters.slice(from, to) : letters.slice(from, to).join("");

const startsOf = (rules) =>
  rules.filter(({ role, start }) => TELLING.has(role) && Number.isInteger(start)).map(({ start }) => start);

const least = (starts, otherwise) => starts.reduce((a, b) => Math.min(a, b), otherwise);

/**
 * The sentence from where its evidence begins, "…" for what stands before, so that two incidents of one sentence do not
 * read the same. `rules`: [{ role, start, end }], see `segments`; `others`: the rules of each other incident that the
 * same sentence tells. What an incident shares with another is not its own; the one that is told first is shown whole.
 */
export function excerpt(sentence, rules, others = []) {
  const shared = new Set(others.flatMap(startsOf));
  const all = startsOf(rules);
  const own = all.filter((start) => !shared.has(start));
  const first = least(own.length ? own : all, Infinity);
  const later = others.some(
    (other) =>
      least(
        startsOf(other).filter((start) => !all.includes(start)),
        Infinity,
      ) < first,
  );
  const letters = characters(sentence);
  if (first <= (later ? 0 : SPARE) || first >= letters.length) return sentence;
  return `… ${slice(letters, first, letters.length)}`;
}
