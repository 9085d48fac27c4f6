// The bars of time with their scale, the axis under them and the span over them.

import { NO_DAY } from "../data/days.mjs";
import { el, replace, svg } from "../parts/dom.mjs";
import { scaleOf } from "./heights.mjs";
import { isOpen, isWithin, WIDTH, xOf } from "./span.mjs";
import { makeTicks } from "./ticks.mjs";

const HEIGHT = 64;
const CUT = 12; // px kept free above the scale for bars that are cut
const WIDEST = 30; // px of a bar
const LEAST = 1; // px of a bar that has anything

const percent = (x) => `${(100 * x) / WIDTH}%`;

/** `{ node, area, show() -> scale }`: `area` is where bars can be drawn over. */
export function makeBars(app) {
  const { bins } = app.table;
  const step = WIDTH / bins.starts.length;
  const wide = Math.min(Math.max(step - (step > 3 ? 1 : 0.2), 0.5), WIDEST);
  const bars = bins.starts.map((_, i) =>
    svg("rect", { x: i * step + (step > WIDEST ? (step - wide) / 2 : 0), width: wide, class: "cm-bin" }),
  );
  const lines = svg("g", {});
  const gaps = svg("g", {});
  const brush = svg("rect", { class: "cm-brush", y: 0, height: HEIGHT });
  const size = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none" };
  const base = svg("line", { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: "cm-tick" });
  const area = svg(
    "svg",
    { ...size, class: "cm-bins", id: "cm-bins", "aria-hidden": "true" },
    lines,
    bars,
    gaps,
    brush,
    base,
  );
  const scale = el("div", { class: "cm-scale", id: "cm-scale", "aria-hidden": "true" });
  const axis = el("div", { class: "cm-axis", id: "cm-axis", "aria-hidden": "true" }, makeAxis(bins, app.format));

  function showBars(span) {
    const figures = bars.map((_, i) => app.sums.by.date.value(i, app.state.measure) ?? 0);
    const { top, lines: at, cut } = scaleOf(figures);
    const full = HEIGHT - (cut.length ? CUT : 2);
    bars.forEach((bar, i) => {
      const height = cut.includes(i) ? HEIGHT : figures[i] ? Math.max(LEAST, (figures[i] / top) * full) : 0;
      bar.setAttribute("y", HEIGHT - height);
      bar.setAttribute("height", height);
      bar.classList.toggle("cm-out", !isWithin(bins, i, span));
    });
    const yOf = (value) => HEIGHT - (value / top) * full;
    replace(
      lines,
      at.map((value) => svg("line", { x1: 0, x2: WIDTH, y1: yOf(value), y2: yOf(value), class: "cm-line" })),
    );
    replace(
      gaps,
      cut.map((i) => makeGap(i * step, step)),
    );
    replace(
      scale,
      at.map((value) => el("span", { style: { top: `${yOf(value)}px` } }, app.format.short(value))),
    );
    return { figures, cut };
  }

  function showBrush(span) {
    brush.setAttribute("visibility", isOpen(span) ? "hidden" : "visible");
    const x1 = span.from === NO_DAY ? 0 : xOf(bins, span.from);
    const x2 = span.to === NO_DAY ? WIDTH : xOf(bins, span.to + 1);
    brush.setAttribute("x", x1);
    brush.setAttribute("width", Math.max(1, x2 - x1));
  }
  return {
    node: [scale, area, axis],
    area,
    show() {
      showBrush(app.state.filter.date);
      return showBars(app.state.filter.date);
    },
  };
}

/** Two slanted lines through a bar that is cut. */
const makeGap = (x, step) =>
  [5, 8].map((y) => svg("line", { x1: x - 2, x2: x + step + 2, y1: y + 2, y2: y - 1, class: "cm-gap" }));

const makeAxis = (bins, format) =>
  makeTicks(bins, format).map(({ x, label }) =>
    el("span", { class: bins.unit === "day" ? "" : "cm-tick-at", style: { left: percent(x) } }, label),
  );

/** Which bar it is. */
export const barWords = ({ starts, unit }, bar, format) =>
  ({ day: format.day, week: (day) => `week of ${format.day(day)}`, month: format.month, year: format.year })[unit](
    starts[bar],
  );
