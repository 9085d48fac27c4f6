// Words in the name of a place or in the sentence.

import { el, whenQuiet } from "../parts/dom.mjs";

const MOST = 200; // characters

export const text = {
  id: "text",
  empty: "",
  pinned: true,

  test(table, words, { search }) {
    const rows = words ? search(words) : null;
    return rows && { rows };
  },

  toHash(words, out) {
    if (words) out.set("q", words);
  },

  fromHash: (given) => (given.get("q") ?? "").slice(0, MOST),

  chip: (words) => (words ? [{ text: `“${words}”`, drop: "" }] : []),

  control(app) {
    const input = el("input", {
      type: "search",
      id: "cm-search",
      placeholder: "Search places and sentences",
      "aria-label": "Search places and sentences",
      maxlength: MOST,
      dir: "auto",
      oninput: whenQuiet(() => app.ask("text", input.value.trim()), 150),
    });
    const show = () => {
      if (input.value.trim() !== app.state.filter.text) input.value = app.state.filter.text;
    };
    return { node: el("div", { class: "cm-search" }, input), show };
  },
};
