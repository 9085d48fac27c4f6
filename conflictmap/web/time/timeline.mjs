// When: bars over time, a span to be drawn over them, and a window that plays.

import { NO_DAY } from "../data/days.mjs";
import { el, replace, svg } from "../parts/dom.mjs";
import { attachBrush, makeField, makeThumb } from "./handles.mjs";
import { makePlay } from "./play.mjs";
import { isOpen, tidySpan, WIDTH, xOf } from "./span.mjs";

const HEIGHT = 64;
const FOOT = 15;

/** `set({ from, to })` is called with the span that is wanted. */
export function makeTimeline(app, set) {
  if (!app.table.bins.starts.length) {
    const none = el("p", { class: "cm-soft" }, "No incident here has a date.");
    return { node: el("section", { class: "cm-when" }, none), show: () => {} };
  }
  const { bins, days } = app.table;
  const ask = (patch) => set(tidySpan({ ...app.state.filter.date, ...patch }, days));
  const bars = makeBars(app);
  const thumbs = ["from", "to"].map((name) => makeThumb(app, name, ask));
  const fields = ["from", "to"].map((name) => makeField(app, name, ask));
  const note = el("span", { class: "cm-soft", id: "cm-undated" });
  attachBrush(bars.node, bins, ask);

  function show() {
    for (const part of [bars, ...thumbs, ...fields]) part.show();
    const undated = app.sums.by.date.incidents[bins.starts.length];
    replace(note, undated ? `${app.format.number(undated)} without a date` : "");
  }
  const box = el("div", { class: "cm-bins-box" }, [bars, ...thumbs].map(nodeOf));
  const row = el("div", { class: "cm-when-row" }, fields.map(nodeOf), makePlay(app, set));
  return { node: el("section", { class: "cm-when", "aria-label": "When" }, box, row, note), show };
}

const nodeOf = ({ node }) => node;

/** The bars, the span over them, and the axis. */
function makeBars(app) {
  const { bins } = app.table;
  const count = bins.starts.length;
  const step = WIDTH / count;
  const bars = bins.starts.map((_, i) =>
    svg("rect", { x: i * step, width: Math.max(step - (step > 3 ? 1 : 0.2), 0.5), class: "cm-bin" }),
  );
  const brush = svg("rect", { class: "cm-brush", y: 0, height: HEIGHT });
  const size = { viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}`, preserveAspectRatio: "none" };
  const node = svg(
    "svg",
    { ...size, class: "cm-bins", id: "cm-bins", "aria-hidden": "true" },
    bars,
    brush,
    makeAxis(bins, app.format, step),
  );

  function showBars({ from, to }) {
    const figures = bars.map((_, i) => app.sums.by.date.value(i, app.state.measure) ?? 0);
    const top = Math.max(1, ...figures);
    const within = (i) =>
      (from === NO_DAY || (bins.starts[i + 1] ?? bins.end) > from) && (to === NO_DAY || bins.starts[i] <= to);
    bars.forEach((bar, i) => {
      const height = figures[i] ? Math.max(1, (figures[i] / top) * (HEIGHT - 2)) : 0;
      bar.setAttribute("y", HEIGHT - height);
      bar.setAttribute("height", height);
      bar.classList.toggle("cm-out", !within(i));
    });
  }

  function showBrush(span) {
    brush.setAttribute("visibility", isOpen(span) ? "hidden" : "visible");
    const x1 = span.from === NO_DAY ? 0 : xOf(bins, span.from);
    const x2 = span.to === NO_DAY ? WIDTH : xOf(bins, span.to + 1);
    brush.setAttribute("x", x1);
    brush.setAttribute("width", Math.max(1, x2 - x1));
  }
  return {
    node,
    show() {
      showBars(app.state.filter.date);
      showBrush(app.state.filter.date);
    },
  };
}

function makeAxis(bins, format, step) {
  const { starts, unit } = bins;
  const words = { day: format.shortDay, week: format.month, month: format.year, year: format.year }[unit];
  const out = [];
  let free = -Infinity;
  let said = "";
  starts.forEach((day, i) => {
    const text = words(day);
    if (text === said || i * step < free) return;
    if (i > 0 || unit === "day") said = text;
    if (i === 0 && unit !== "day" && words(starts[1] ?? day) !== text) return;
    said = text;
    free = i * step + text.length * 6.4 + 14;
    if (free > WIDTH + 12) return;
    out.push(svg("text", { x: i * step, y: HEIGHT + 12, class: "cm-axis" }, text));
    out.push(svg("line", { x1: i * step, x2: i * step, y1: HEIGHT, y2: HEIGHT + 3, class: "cm-tick" }));
  });
  out.push(svg("line", { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: "cm-tick" }));
  return out;
}
