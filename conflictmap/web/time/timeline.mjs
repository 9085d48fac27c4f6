// When: bars over time, a span to be drawn over them, and a window that plays.

import { el, replace } from "../parts/dom.mjs";
import { capital } from "../data/describe.mjs";
import { plural } from "../data/format.mjs";
import { barWords, makeBars } from "./bars.mjs";
import { attachBrush, makeField, makeThumb } from "./handles.mjs";
import { makePlay } from "./play.mjs";
import { barOf, dayAt, tidySpan, WIDTH } from "./span.mjs";

/** `set({ from, to })` is called with the span that is wanted. */
export function makeTimeline(app, set) {
  const many = app.table.bins.starts.length;
  if (!many) {
    const none = el("p", { class: "cm-soft" }, "No incident here has a date.");
    return { node: el("section", { class: "cm-when" }, none), show: () => {} };
  }
  const note = el("span", { class: "cm-soft", id: "cm-undated" });
  const parts = many === 1 ? oneDay(app) : manyDays(app, set);
  function show() {
    parts.show();
    const undated = app.sums.by.date.incidents[many];
    replace(note, undated ? `${app.format.number(undated)} without a date` : "");
  }
  return { node: el("section", { class: "cm-when", "aria-label": "When" }, parts.nodes, note), show };
}

/** All on one day: there is nothing to draw over, so the day and its figures are said. */
function oneDay(app) {
  const { format, table } = app;
  const figures = el("span", { id: "cm-day-figures" });
  const show = () => {
    const value = (what) => app.sums.by.date.value(0, what);
    const told = ["killed", "wounded"].filter((what) => value(what) !== null);
    const words = told.map((what) => `${format.number(value(what))} ${what}`);
    const many = value("incidents");
    replace(figures, [`${format.number(many)} ${plural(many, "incident", "incidents")}`, ...words].join(", "));
  };
  const day = el("strong", {}, format.longDay(table.days[0]));
  return { nodes: el("p", { class: "cm-day", id: "cm-day" }, day, figures), show };
}

function manyDays(app, set) {
  const { bins, days } = app.table;
  const ask = (patch) => set(tidySpan({ ...app.state.filter.date, ...patch }, days));
  const bars = makeBars(app);
  const head = makeHead(app, bars.area);
  const thumbs = ["from", "to"].map((name) => makeThumb(app, name, ask));
  const fields = ["from", "to"].map((name) => makeField(app, name, ask));
  attachBrush(bars.area, bins, ask);
  function show() {
    head.show(bars.show());
    for (const part of [...thumbs, ...fields]) part.show();
  }
  const box = el("div", { class: "cm-bins-box" }, bars.node, thumbs.map(nodeOf));
  const row = el("div", { class: "cm-when-row" }, fields.map(nodeOf), makePlay(app, set));
  return { nodes: [head.node, box, row], show };
}

const nodeOf = ({ node }) => node;

/** What the bars count, which of them are cut, and the figure of the one under the pointer. */
function makeHead(app, area) {
  const { bins } = app.table;
  const { format, state } = app;
  const title = el("h2", { class: "cm-when-title", id: "cm-when-title" });
  const said = el("span", { class: "cm-soft", id: "cm-bar-said" });
  let shown = { figures: [], cut: [] };
  const name = (bar) => barWords(bins, bar, format);
  const figure = (bar) => {
    const value = app.sums.by.date.value(bar, state.measure);
    return value === null ? "not known" : format.number(value);
  };
  function cutWords() {
    const [highest, ...others] = shown.cut;
    if (highest === undefined) return "";
    const which = `${name(highest)}, ${figure(highest)}`;
    return others.length ? `${others.length + 1} bars cut, highest ${which}` : `Bar cut: ${which}`;
  }
  const rest = () => replace(said, cutWords());
  area.addEventListener("pointermove", (event) => {
    const { left, width } = area.getBoundingClientRect();
    const bar = barOf(bins, dayAt(bins, ((event.clientX - left) / width) * WIDTH));
    replace(said, `${name(bar)}: ${figure(bar)}`);
  });
  area.addEventListener("pointerleave", rest);
  return {
    node: el("div", { class: "cm-when-head" }, title, said),
    show(made) {
      shown = made;
      replace(title, `${capital(state.measure)} by ${bins.unit}`);
      rest();
    },
  };
}
