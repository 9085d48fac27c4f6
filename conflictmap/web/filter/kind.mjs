// Which kinds of attack, by family.

import { mapInto } from "../data/arrays.mjs";
import { el, replace } from "../parts/dom.mjs";
import { glyph } from "../parts/glyph.mjs";
import { section } from "./form.mjs";
import { some, toggled } from "./reading.mjs";

const without = (kinds, gone) => kinds.filter((kind) => !gone.includes(kind));

export const kind = {
  id: "kind",
  empty: [], // ids; none means all

  test(table, kinds) {
    if (!kinds.length) return null;
    const wanted = new Set(kinds.map((id) => table.vocab.kindIds.indexOf(id)));
    return { group: "what", passes: (row) => wanted.has(table.kind[row]) };
  },

  toHash(kinds, out) {
    if (kinds.length) out.set("k", kinds.join("."));
  },

  fromHash: (given, table) => some((given.get("k") ?? "").split("."), table.vocab.kindIds),

  /** A family that is asked whole is one chip. */
  chip(kinds, { vocab }) {
    const whole = vocab.families.filter((family) => family.kinds.every((id) => kinds.includes(id)));
    const single = without(
      kinds,
      whole.flatMap((family) => family.kinds),
    );
    return [
      ...whole.map((family) => ({ text: family.label, drop: without(kinds, family.kinds) })),
      ...single.map((id) => ({ text: vocab.kind(id), drop: without(kinds, [id]) })),
    ];
  },

  control(app) {
    const families = app.vocab.families.map((family) => makeFamily(app, family));
    return {
      node: section(
        "Kind of attack",
        families.map(({ node }) => node),
      ),
      show: () => families.forEach((family) => family.show()),
    };
  },

  facet: ({ kind: of, vocab }) => ({
    group: "what",
    slots: mapInto(Int32Array, of, (at) => at),
    size: vocab.kindIds.length,
  }),
};

const countOf = (app, id) => app.sums.by.kind.incidents[app.vocab.kindIds.indexOf(id)];

function makeFamily(app, family) {
  const asked = () => app.state.filter.kind;
  const box = el("input", {
    type: "checkbox",
    value: family.id,
    "data-family": family.id,
    onchange: () => {
      const others = without(asked(), family.kinds);
      app.ask("kind", box.checked ? [...others, ...family.kinds] : others);
    },
  });
  const count = el("span", { class: "cm-count" });
  const kinds = family.kinds.map((id) => makeKind(app, id));
  const head = el("label", { class: "cm-family" }, box, glyph(family), el("span", {}, family.label), count);
  const list = el(
    "div",
    { class: "cm-kinds" },
    kinds.map(({ node }) => node),
  );
  function show() {
    const on = family.kinds.filter((id) => asked().includes(id)).length;
    box.checked = on === family.kinds.length;
    box.indeterminate = on > 0 && on < family.kinds.length;
    replace(count, app.format.number(family.kinds.reduce((sum, id) => sum + countOf(app, id), 0)));
    kinds.forEach((one) => one.show());
  }
  return { node: el("div", { class: "cm-family-box" }, head, list), show };
}

function makeKind(app, id) {
  const input = el("input", {
    type: "checkbox",
    value: id,
    "data-kind": id,
    onchange: () => app.ask("kind", toggled(app.state.filter.kind, id)),
  });
  const count = el("span", { class: "cm-count" });
  function show() {
    input.checked = app.state.filter.kind.includes(id);
    replace(count, app.format.number(countOf(app, id)));
    count.classList.toggle("cm-soft", countOf(app, id) === 0);
  }
  return { node: el("label", {}, input, el("span", {}, app.vocab.kind(id)), count), show };
}
