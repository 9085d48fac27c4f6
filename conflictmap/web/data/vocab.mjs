// The words for codes: kinds and their families, victims, doubts, roles, precisions. All of them come with the page, in
// the block "cm-codebook" that Python writes; a code without words is shown as it is.

export function sentenceCase(code) {
  const words = String(code).replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// Codes come from data, so one may be called like a method of objects.
const look = (table, code) => (Object.hasOwn(table ?? {}, code ?? "") ? table[code] : undefined);

export class Vocabulary {
  #kindAt;
  #labels;
  #last;

  /**
   * `codebook`: { kinds: [{ id, label, family }], families: [{ id, label, shape }], groups: { id: [one, many] }, actors, doubts,
   * reasons, roles, where_prec, date_prec: { code: label } }.
   */
  constructor(codebook) {
    this.codebook = codebook;
    const { kinds, families } = codebook;
    const known = new Set(families.map(({ id }) => id));
    const homeOf = (kind) => (known.has(kind.family) ? kind.family : families.at(-1).id);
    const kindsOf = (id) => kinds.filter((kind) => homeOf(kind) === id).map((kind) => kind.id);
    /** Families that have kinds, each with the ids of its `kinds`. */
    this.families = families
      .map((family) => ({ ...family, kinds: kindsOf(family.id) }))
      .filter((one) => one.kinds.length);
    this.kindIds = this.families.flatMap((family) => family.kinds);
    this.familyOfKind = this.families.flatMap((family, i) => family.kinds.map(() => i));
    this.#kindAt = new Map(this.kindIds.map((id, i) => [id, i]));
    this.#labels = new Map(kinds.map(({ id, label }) => [id, label]));
    this.#last = this.#kindAt.get(kinds.at(-1)?.id);
  }

  /** Number of a kind. One that the codebook does not have counts as its last, which holds all the rest. */
  kindAt(id) {
    return this.#kindAt.get(id) ?? this.#last;
  }

  kind(id) {
    return this.#labels.get(id) ?? (id ? sentenceCase(id) : "Kind not given");
  }

  group(id, count = 2) {
    return look(this.codebook.groups, id)?.[count === 1 ? 0 : 1] ?? String(id).replaceAll("_", " ");
  }

  /** What a perpetrator or a target is: a group of people, or what is none. */
  actor(id) {
    return look(this.codebook.actors, id) ?? this.group(id, 1);
  }

  doubt(code) {
    return look(this.codebook.doubts, code) ?? sentenceCase(code);
  }

  role(code) {
    return look(this.codebook.roles, code) ?? sentenceCase(code);
  }

  reason(code) {
    return look(this.codebook.reasons, code) ?? sentenceCase(code);
  }

  wherePrecision(code) {
    return look(this.codebook.where_prec, code) ?? "Precision not given";
  }

  datePrecision(code) {
    return look(this.codebook.date_prec, code) ?? "";
  }
}
