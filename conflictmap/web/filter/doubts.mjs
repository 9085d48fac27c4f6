// What a person should check: incidents with any doubt, with one, without.

import { el } from "../parts/dom.mjs";
import { section } from "./form.mjs";
import { distinct, one } from "./reading.mjs";

const WORDS = { none: "Without doubts", any: "With any doubt" };

const labelOf = (choice, vocab) => (Object.hasOwn(WORDS, choice) ? WORDS[choice] : vocab.doubt(choice));

export const doubts = {
  id: "doubts",
  empty: "", // "", "none", "any" or a code

  test(table, choice) {
    const { doubts: of } = table;
    if (!choice) return null;
    if (choice === "none") return { group: "doubts", passes: (row) => !of[row].length };
    if (choice === "any") return { group: "doubts", passes: (row) => of[row].length > 0 };
    return { group: "doubts", passes: (row) => of[row].includes(choice) };
  },

  toHash(choice, out) {
    if (choice) out.set("doubts", choice);
  },

  fromHash: (given, table) => one(given, "doubts", [...Object.keys(WORDS), ...distinct(table.doubts)], ""),

  chip: (choice, { vocab }) => (choice ? [{ text: labelOf(choice, vocab), drop: "" }] : []),

  control(app) {
    const choices = [...Object.keys(WORDS), ...distinct(app.table.doubts)];
    const select = el(
      "select",
      { id: "cm-doubts", "aria-label": "Doubts", onchange: () => app.ask("doubts", select.value) },
      el("option", { value: "" }, "All"),
      choices.map((choice) => el("option", { value: choice }, labelOf(choice, app.vocab))),
    );
    return {
      node: section("Doubts of the reading", select),
      show: () => (select.value = app.state.filter.doubts),
    };
  },
};
