// Words in the name of a place or province in any spelling, in the sentence, in the source.

import { plural } from "../data/format.mjs";
import { el, replace, whenQuiet } from "../parts/dom.mjs";

const MOST = 200; // characters
const HINT = "Words in any order: places in any spelling, provinces, sentences, sources. “Quotes” keep words together.";

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
    const note = el("p", { class: "cm-search-note cm-soft", id: "cm-search-note" });
    const input = el("input", {
      type: "search",
      id: "cm-search",
      placeholder: "Search places, sentences, sources",
      "aria-label": "Search places, sentences, sources",
      "aria-describedby": note.id,
      maxlength: MOST,
      dir: "auto",
      oninput: whenQuiet(() => app.ask("text", input.value.trim()), 150),
    });
    const show = () => {
      if (input.value.trim() !== app.state.filter.text) input.value = app.state.filter.text;
      replace(note, app.state.filter.text ? foundWords(app) : HINT);
      note.classList.toggle("cm-hint", !app.state.filter.text);
    };
    return { node: el("div", { class: "cm-search" }, input, note), show };
  },
};

/** How many the search finds, and whether other questions have a part in it. */
function foundWords({ sums, format, filters, state }) {
  const asked = filters.filter(({ id, empty }) => JSON.stringify(state.filter[id]) !== JSON.stringify(empty));
  const found = `${format.number(sums.listed)} ${plural(sums.listed, "incident", "incidents")} found`;
  return asked.length > 1 ? `${found}, with the other filters` : found;
}
