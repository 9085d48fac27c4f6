// Who did it, whom it was aimed at, who the victims were: words of the report, and codes of the codebook.

import { OUTCOMES } from "../data/describe.mjs";
import { sentenceCase } from "../data/vocab.mjs";
import { el, replace } from "../parts/dom.mjs";
import { actorWords, readRange, typedRange, victimsWords } from "./words.mjs";

const STATUSES = { stated: "as stated", claimed: "claimed by them", alleged: "alleged by others" };

const options = (words) => Object.entries(words).map(([id, word]) => el("option", { value: id }, word));

/** A row of a table of others may hold what is no choice here: it is shown, and stays until something else is set. */
function choose(select, id) {
  const known = [...select.options].some(({ value }) => value === id);
  if (!known) select.append(el("option", { value: id }, sentenceCase(id)));
  select.value = id;
}

/** `field.id`: "perpetrator" or "target". */
export function actorField(desk, { id }) {
  const { groups, actors } = desk.vocab.codebook;
  const nobody = Object.keys(groups).at(-1); // the codebook's last group holds all of whom nothing is said
  const kinds = [...Object.keys(groups), ...Object.keys(actors ?? {})].map((one) => [one, desk.vocab.actor(one)]);
  const words = el("input", {
    type: "text",
    id: `cmd-${id}`,
    autocomplete: "off",
    dir: "auto",
    maxlength: "300",
    placeholder: "not known",
    "aria-label": "In the report's words",
  });
  const choices = options(Object.fromEntries(kinds));
  const group = el("select", { id: `cmd-${id}-group`, "aria-label": "Who that is" }, choices);
  const status = el("select", { id: `cmd-${id}-status`, "aria-label": "Who says so" }, options(STATUSES));
  return {
    inputs: id === "perpetrator" ? [words, group, status] : [words, group],
    wrong: "",
    set: ({ [id]: actor }) => {
      words.value = actor?.text ?? "";
      choose(group, actor?.group ?? nobody);
      choose(status, actor?.status ?? "stated");
    },
    words: (row) => actorWords(desk.vocab, row[id]),
    read: () => {
      const text = words.value.trim();
      return { [id]: text ? { text, group: group.value, status: status.value } : null };
    },
  };
}

/** One line a part of the counts; the last is empty, for one more, and an emptied count takes its part away. */
export function victimsField(desk) {
  const list = el("ul", { class: "cmd-parts", id: "cmd-victims" });
  const lines = [];
  const groups = Object.keys(desk.vocab.codebook.groups).map((id) => [id, desk.vocab.group(id, 2)]);

  function add(part = null) {
    const count = el("input", {
      type: "text",
      autocomplete: "off",
      class: "cmd-part-count",
      "aria-label": part ? "How many" : "How many, of one more group",
      "aria-describedby": "cmd-range-help",
      placeholder: "+",
      value: part ? typedRange(part.low ?? null, part.high ?? null) : "",
    });
    const group = el("select", { "aria-label": "Of whom" }, options({ "": "whom?", ...Object.fromEntries(groups) }));
    const outcome = el("select", { "aria-label": "What befell them" }, [
      el("option", { value: "" }, "what?"),
      OUTCOMES.map((name) => el("option", { value: name }, name)),
    ]);
    choose(group, part?.group ?? "");
    choose(outcome, part?.outcome ?? "");
    lines.push({ count, group, outcome });
    list.append(el("li", { class: "cmd-part" }, count, group, outcome));
  }

  return {
    inputs: [],
    parts: list,
    wrong: "Type 6, 6-8, 6+ or ..8.",
    set: ({ victims }) => {
      replace(list);
      lines.length = 0;
      for (const part of victims ?? []) add(part);
      add();
    },
    words: ({ victims }) => victimsWords(desk.vocab, victims),
    read: () => {
      const told = lines.filter(({ count }) => count.value.trim());
      if (told.includes(lines.at(-1))) add();
      const parts = told.map(({ count, group, outcome }) => {
        const ends = readRange(count.value) ?? [null, null];
        return { group: group.value, outcome: outcome.value, low: ends[0], high: ends[1] };
      });
      if (parts.some(({ low, high }) => low === null && high === null)) return undefined;
      return parts.every(({ group, outcome }) => group && outcome) ? { victims: parts } : null; // not told to its end
    },
  };
}
