// Who the victims were.

import { countTo } from "../data/arrays.mjs";
import { sentenceCase } from "../data/vocab.mjs";
import { el, replace } from "../parts/dom.mjs";
import { section } from "./form.mjs";
import { distinct, some, toggled } from "./reading.mjs";

export const victims = {
  id: "victims",
  empty: [], // groups; none means all

  test: (table, groups) =>
    groups.length
      ? { group: "victims", passes: (row) => table.victims[row].some((name) => groups.includes(name)) }
      : null,

  toHash(groups, out) {
    for (const name of groups) out.append("v", name);
  },

  fromHash: (given, table) => some(given.getAll("v"), distinct(table.victims)),

  chip: (groups, { vocab }) =>
    groups.map((name) => ({
      text: sentenceCase(vocab.group(name)),
      drop: groups.filter((other) => other !== name),
    })),

  control(app) {
    const rows = distinct(app.table.victims).map((group) => makeRow(app, group));
    const show = () => {
      const counts = countGroups(app);
      for (const { group, input, count } of rows) {
        input.checked = app.state.filter.victims.includes(group);
        replace(count, app.format.number(counts.get(group) ?? 0));
      }
    };
    const none = el("p", { class: "cm-soft" }, "No report here says who the victims were.");
    return { node: section("Victims", rows.length ? rows.map(({ node }) => node) : none), show };
  },

  // An incident may have several groups: it is counted by its row, and the rows by their groups.
  facet: ({ groups }) => ({ group: "victims", slots: countTo(groups.victims.size), size: groups.victims.size }),
};

function makeRow(app, group) {
  const input = el("input", {
    type: "checkbox",
    value: group,
    "data-victims": group,
    onchange: () => app.ask("victims", toggled(app.state.filter.victims, group)),
  });
  const count = el("span", { class: "cm-count" });
  const words = el("span", {}, sentenceCase(app.vocab.group(group)));
  return { group, input, count, node: el("label", { class: "cm-check" }, input, words, count) };
}

function countGroups(app) {
  const counts = new Map();
  const { incidents } = app.sums.by.victims;
  app.table.victims.forEach((groups, row) => {
    for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + incidents[row]);
  });
  return counts;
}
