// What is said where no incident passes: which question stands in the way, and what dropping it would show.

import { plural } from "../data/format.mjs";
import { filterWords } from "../filter/registry.mjs";
import { bdi, el, replace } from "../parts/dom.mjs";

/** For each question that is asked: how many incidents it alone keeps out, [{ id, text, many }], the most first. */
export function waysOut(app) {
  const { sieve, table, sums } = app;
  const many = new Map();
  for (let i = 0; i < table.n; i++) {
    if (sums.rows.counted[i] && sums.rows.incident[i]) many.set(sieve.fail[i], (many.get(sieve.fail[i]) ?? 0) + 1);
  }
  const words = filterWords(app);
  return [...new Set(words.map(({ id }) => id))]
    .map((id) => ({
      id,
      text: words
        .filter((one) => one.id === id)
        .map(({ text }) => text)
        .join(", "),
      many: many.get(sieve.bits[id]) ?? 0,
    }))
    .filter((way) => way.many)
    .sort((a, b) => b.many - a.many);
}

export function makeNothing(app) {
  const box = el("div", { class: "cm-nothing", id: "cm-nothing", role: "status" });
  const show = () => {
    const none = app.sums.listed === 0;
    box.hidden = !none;
    replace(box, none ? say(app) : []);
  };
  app.listen((_, changed) => changed.has("filter") && show());
  show();
  return box;
}

function say(app) {
  if (!app.table.n) return el("p", {}, "There is no incident here.");
  if (!filterWords(app).length)
    return el("p", {}, "All that is here is in no total; see “Not in totals” among the filters.");
  const unknown = app.unknownWords();
  const why = unknown.length
    ? `No place, sentence or source has ${unknown.map((word) => `“${word}”`).join(" or ")}.`
    : "No incident passes all of these filters.";
  return [el("p", {}, bdi(why)), waysOut(app).map((way) => makeWay(app, way))];
}

function makeWay(app, { id, text, many }) {
  const { empty } = app.filters.find((filter) => filter.id === id);
  const figure = `${app.format.number(many)} ${plural(many, "incident", "incidents")}`;
  const drop = { type: "button", class: "cm-link", onclick: () => app.ask(id, empty) };
  return el("p", {}, el("button", drop, "Without ", bdi(text)), `: ${figure}`);
}
