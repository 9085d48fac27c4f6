// Whether to show what is in no sum too: totals that their parts make up, and history.

import { el } from "../parts/dom.mjs";
import { section } from "./form.mjs";

export const standing = {
  id: "standing",
  empty: false,

  test: (table, all) => (all ? null : { group: "standing", passes: (row) => !table.leftOut[row] }),

  toHash(all, out) {
    if (all) out.set("all", "1");
  },

  fromHash: (given) => given.get("all") === "1",

  chip: (all) => (all ? [{ text: "With what is in no total", drop: false }] : []),

  control(app) {
    const input = el("input", {
      type: "checkbox",
      id: "cm-left-out",
      onchange: () => app.ask("standing", input.checked),
    });
    const words = el("span", {}, "Show report totals and earlier events, hollow");
    const note = el(
      "p",
      { class: "cm-soft" },
      "They stay out of every sum: their dead are counted in their parts, or on another day. What a total tells beyond its parts is in the sums.",
    );
    return {
      node: section("Not in totals", el("label", { class: "cm-check" }, input, words), note),
      show: () => (input.checked = app.state.filter.standing),
    };
  },
};
