// The questions a person can ask beside where and when.

import { el, replace, whenQuiet } from "./dom.mjs";
import { glyph } from "./glyph.mjs";
import { doubtLabel, FAMILIES, groupLabel, KIND_IDS, kindLabel, precisionLabel, sentenceCase } from "./vocab.mjs";

export function makeFilters(app) {
  const parts = [
    makeKinds(app),
    makeTolls(app),
    makePrecision(app),
    makeVictims(app),
    makeDoubts(app),
    makeLeftOut(app),
  ];
  const show = () => {
    for (const part of parts) part.show();
  };
  app.listen((_, changed) => {
    if (changed.has("filter")) show();
  });
  show();
  return el(
    "div",
    { class: "cm-scroll cm-filters" },
    parts.map((part) => part.node),
  );
}

const section = (title, ...children) => el("fieldset", {}, el("legend", {}, title), children);

const toggled = (list, item) => (list.includes(item) ? list.filter((one) => one !== item) : [...list, item]);

function makeKinds(app) {
  const number = (kind) => app.sums.byKind.incidents[KIND_IDS.indexOf(kind)];
  const kinds = new Map();
  const families = FAMILIES.map((family) => {
    const box = el("input", {
      type: "checkbox",
      value: family.id,
      "data-family": family.id,
      onchange: () => toggleFamily(family, box),
    });
    const count = el("span", { class: "cm-count" });
    const rows = family.kinds.map((kind) => {
      const input = el("input", {
        type: "checkbox",
        value: kind,
        "data-kind": kind,
        onchange: () => app.filter({ kinds: toggled(app.state.filter.kinds, kind) }),
      });
      const own = el("span", { class: "cm-count" });
      kinds.set(kind, { input, own });
      return el("label", {}, input, el("span", {}, kindLabel(kind)), own);
    });
    const head = el("label", { class: "cm-family" }, box, glyph(family.id), el("span", {}, family.label), count);
    return {
      family,
      box,
      count,
      node: el("div", { class: "cm-family-box" }, head, el("div", { class: "cm-kinds" }, rows)),
    };
  });

  function toggleFamily(family, box) {
    const others = app.state.filter.kinds.filter((kind) => !family.kinds.includes(kind));
    app.filter({ kinds: box.checked ? [...others, ...family.kinds] : others });
  }

  function show() {
    const chosen = app.state.filter.kinds;
    for (const [kind, { input, own }] of kinds) {
      input.checked = chosen.includes(kind);
      replace(own, app.format.number(number(kind)));
      own.classList.toggle("cm-soft", number(kind) === 0);
    }
    for (const { family, box, count } of families) {
      const on = family.kinds.filter((kind) => chosen.includes(kind)).length;
      box.checked = on === family.kinds.length;
      box.indeterminate = on > 0 && on < family.kinds.length;
      replace(count, app.format.number(family.kinds.reduce((sum, kind) => sum + number(kind), 0)));
    }
  }
  return {
    node: section(
      "Kind of attack",
      families.map((family) => family.node),
    ),
    show,
  };
}

function makeTolls(app) {
  const fields = ["killed", "wounded"].map((name) => {
    const input = el("input", {
      type: "number",
      min: "0",
      step: "1",
      inputmode: "numeric",
      id: `cm-least-${name}`,
      placeholder: "any",
      oninput: whenQuiet(() => app.filter({ [name]: Math.max(0, Math.floor(Number(input.value)) || 0) }), 150),
    });
    const show = () => {
      const value = app.state.filter[name];
      if (document.activeElement !== input || Number(input.value || 0) !== value) input.value = value || "";
    };
    return { node: el("label", { class: "cm-least" }, `At least`, input, name), show };
  });
  const note = el("p", { class: "cm-soft" }, "A threshold leaves out incidents whose toll is not known.");
  return {
    node: section(
      "Killed and wounded",
      el(
        "div",
        { class: "cm-pair" },
        fields.map((field) => field.node),
      ),
      note,
    ),
    show: () => fields.forEach((field) => field.show()),
  };
}

const LEVELS = [7, 4, 3, 2, 1];

function makePrecision(app) {
  const names = { 7: "Any", 4: "To the province", 3: "To the district", 2: "Near a known place", 1: precisionLabel(1) };
  const select = el(
    "select",
    {
      id: "cm-precision",
      "aria-label": "How well the place is known",
      onchange: () => app.filter({ precision: Number(select.value) }),
    },
    LEVELS.map((level) =>
      el("option", { value: level }, level === 7 || level === 1 ? names[level] : `${names[level]}, or better`),
    ),
  );
  const exact = el("input", {
    type: "checkbox",
    id: "cm-exact",
    onchange: () => app.filter({ precision: exact.checked ? 1 : 7 }),
  });
  const show = () => {
    const now = app.state.filter.precision;
    select.value = LEVELS.includes(now) ? String(now) : "7";
    exact.checked = now === 1;
  };
  return {
    node: section(
      "How well the place is known",
      select,
      el("label", { class: "cm-check" }, exact, el("span", {}, "Only exact places")),
    ),
    show,
  };
}

function makeVictims(app) {
  const rows = app.known.victims.map((group) => {
    const input = el("input", {
      type: "checkbox",
      value: group,
      "data-victims": group,
      onchange: () => app.filter({ victims: toggled(app.state.filter.victims, group) }),
    });
    const count = el("span", { class: "cm-count" });
    return {
      group,
      input,
      count,
      node: el("label", { class: "cm-check" }, input, el("span", {}, sentenceCase(groupLabel(group))), count),
    };
  });
  const show = () => {
    const tally = new Map();
    app.table.victims.forEach((groups, row) => {
      for (const group of groups) tally.set(group, (tally.get(group) ?? 0) + app.sums.byVictims[row]);
    });
    for (const { group, input, count } of rows) {
      input.checked = app.state.filter.victims.includes(group);
      replace(count, app.format.number(tally.get(group) ?? 0));
    }
  };
  const empty = el("p", { class: "cm-soft" }, "No report here says who the victims were.");
  return { node: section("Victims", rows.length ? rows.map((row) => row.node) : empty), show };
}

function makeDoubts(app) {
  const choices = [
    ["", "All"],
    ["none", "Without doubts"],
    ["any", "With any doubt"],
    ...app.known.doubts.map((code) => [code, doubtLabel(code)]),
  ];
  const select = el(
    "select",
    { id: "cm-doubts", "aria-label": "Doubts", onchange: () => app.filter({ doubts: select.value }) },
    choices.map(([value, label]) => el("option", { value }, label)),
  );
  return {
    node: section("Doubts of the reading", select),
    show: () => (select.value = app.state.filter.doubts),
  };
}

function makeLeftOut(app) {
  const input = el("input", {
    type: "checkbox",
    id: "cm-left-out",
    onchange: () => app.filter({ leftOut: input.checked }),
  });
  const label = el(
    "label",
    { class: "cm-check" },
    input,
    el("span", {}, "Show report totals and earlier events, hollow"),
  );
  const note = el(
    "p",
    { class: "cm-soft" },
    "They stay out of every sum: their dead are counted in their parts, or on another day.",
  );
  return { node: section("Not in totals", label, note), show: () => (input.checked = app.state.filter.leftOut) };
}
