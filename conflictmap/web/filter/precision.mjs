// How well the place is known: at most a code of where_prec, 1 being the best.

import { el } from "../parts/dom.mjs";
import { section } from "./form.mjs";
import { whole } from "./reading.mjs";

export const EXACT = 1;
const ANY = 7;
const AS_CHOICE = { 4: "To the province", 3: "To the district" }; // the others are called as everywhere
const LEVELS = [ANY, 4, 3, 2, EXACT];

export const precision = {
  id: "precision",
  empty: ANY,

  test: (table, most) => (most < ANY ? { group: "where", passes: (row) => table.place.precision[row] <= most } : null),

  toHash(most, out) {
    if (most < ANY) out.set("prec", most);
  },

  fromHash: (given) => whole(given, "prec", 1, ANY - 1, ANY),

  chip(most, { vocab }) {
    if (most >= ANY) return [];
    return [{ text: most === EXACT ? "Only exact places" : `${vocab.wherePrecision(most)}, or better`, drop: ANY }];
  },

  control(app) {
    const wordsFor = (level) => {
      if (level === ANY) return "Any";
      const words = AS_CHOICE[level] ?? app.vocab.wherePrecision(level);
      return level === EXACT ? words : `${words}, or better`;
    };
    const select = el(
      "select",
      {
        id: "cm-precision",
        "aria-label": "How well the place is known",
        onchange: () => app.ask("precision", Number(select.value)),
      },
      LEVELS.map((level) => el("option", { value: level }, wordsFor(level))),
    );
    const exact = el("input", { type: "checkbox", id: "cm-exact", onchange: () => askExact(app, exact.checked) });
    const show = () => {
      const now = app.state.filter.precision;
      select.value = String(LEVELS.includes(now) ? now : ANY);
      exact.checked = now === EXACT;
    };
    const label = el("label", { class: "cm-check" }, exact, el("span", {}, "Only exact places"));
    return { node: section("How well the place is known", select, label), show };
  },
};

/** The switch "only exact places", here and over the map. */
export const askExact = (app, only) => app.ask("precision", only ? EXACT : ANY);
