// The provinces over time, one under the other: when it was worst in each.

import { capital } from "../data/describe.mjs";
import { provinceName } from "../data/names.mjs";
import { overTime } from "../data/multiples.mjs";
import { toggled } from "../filter/reading.mjs";
import { bdi, el, replace, svg } from "../parts/dom.mjs";
import { barWords } from "../time/bars.mjs";
import { scaleOf } from "../time/heights.mjs";
import { isWithin } from "../time/span.mjs";

const HIGH = 26; // px of the bars of one province
const [CUT, GAP] = [17, 3]; // px below the gap of a bar that is cut, and of the gap

export function makeOverTime(app) {
  const { bins, place } = app.table;
  if (bins.starts.length < 2 || !place.provinces.length) {
    const none = "All that is known here is of one day, or of no province.";
    return { node: el("div", { class: "cm-scroll" }, el("p", { class: "cm-overtime-note cm-soft" }, none)), show() {} };
  }
  const note = el("p", { class: "cm-overtime-note cm-soft", id: "cm-overtime-note" });
  const ends = el("div", { class: "cm-overtime-ends cm-soft", "aria-hidden": "true" }, endWords(app));
  const list = el("ul", { class: "cm-overtime", id: "cm-overtime" });
  const node = el("div", { class: "cm-scroll" }, note, ends, list);
  let stale = true;

  /** Counts anew, if somebody looks. */
  function show() {
    if (node.hidden || !stale) return;
    stale = false;
    const { measure } = app.state;
    replace(
      note,
      `${capital(measure)} by ${bins.unit}, each province to a scale of its own. The highest bar is named; one far above all others is cut.`,
    );
    const rows = overTime(app.table, app.sums, app.sieve, measure);
    replace(
      list,
      rows.map((row) => makeRow(app, row)),
    );
  }
  app.listen((_, changed) => {
    if (!["filter", "measure", "names"].some((part) => changed.has(part))) return;
    stale = true;
    show();
  });
  return { node, show };
}

function endWords({ table, format }) {
  const { starts, unit } = table.bins;
  const words = { day: format.shortDay, week: format.month, month: format.month, year: format.year }[unit];
  return [starts[0], starts.at(-1)].map((day) => el("span", {}, words(day)));
}

function makeRow(app, { name, figures, sum, top, peak }) {
  const { format, state, table } = app;
  const chosen = state.filter.province.includes(name);
  const box = el("input", {
    type: "checkbox",
    value: name,
    onchange: () => app.ask("province", toggled(app.state.filter.province, name)),
  });
  box.checked = chosen;
  const total = sum === null ? "not known" : format.number(sum);
  const most =
    peak < 0 ? [] : [el("strong", {}, format.number(top)), el("span", {}, barWords(table.bins, peak, format))];
  const label = el(
    "label",
    {},
    box,
    el("span", { class: "cm-overtime-name" }, bdi(provinceName(app, name)), el("span", { class: "cm-soft" }, total)),
    makeBars(app, figures),
    el("span", { class: "cm-overtime-most" }, most),
  );
  return el("li", { class: chosen ? "cm-chosen" : "", "data-province": name }, label);
}

/** Two paths, of the bars inside the span that is asked and of those outside. */
function makeBars({ table, state }, figures) {
  const { starts } = table.bins;
  const wide = starts.length > 60 ? 1 : 0.8; // of its step
  const paths = { "cm-bin": "", "cm-bin cm-out": "" };
  const { top, cut } = scaleOf(Array.from(figures));
  const bar = (i, foot, high) => `M${i} ${foot}v${-high.toFixed(2)}h${wide}V${foot}z`;
  figures.forEach((value, i) => {
    if (!value) return;
    const whole = bar(i, HIGH, Math.max(1, (value / top) * HIGH));
    const parts = bar(i, HIGH, CUT) + bar(i, HIGH - CUT - GAP, HIGH - CUT - GAP);
    paths[isWithin(table.bins, i, state.filter.date) ? "cm-bin" : "cm-bin cm-out"] += cut.includes(i) ? parts : whole;
  });
  return svg(
    "svg",
    {
      viewBox: `0 0 ${starts.length} ${HIGH}`,
      preserveAspectRatio: "none",
      class: "cm-overtime-bars",
      "aria-hidden": "true",
    },
    Object.entries(paths).map(([name, d]) => svg("path", { class: name, d })),
  );
}
