// Ways to set the span: its two ends to drag or to type, and drawing over the bars.

import { dayNumber, isoDay, NO_DAY } from "../data/days.mjs";
import { eachFrame, el } from "../parts/dom.mjs";
import { barOf, dayAt, lastDayOf, OPEN, WIDTH, xOf } from "./span.mjs";

/** A handle of the range that the arrow keys move. `ask(patch)` sets one end or both. */
export function makeThumb(app, name, ask) {
  const { bins, days } = app.table;
  const [first, last] = days;
  const opening = name === "from";
  const node = el("div", {
    class: `cm-thumb cm-thumb-${name}`,
    role: "slider",
    tabindex: "0",
    "aria-label": opening ? "First day" : "Last day",
    "aria-valuemin": first,
    "aria-valuemax": last,
  });
  const set = () => app.state.filter.date[name];
  const value = () => (set() === NO_DAY ? (opening ? first : last) : set());
  node.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 }[event.key];
    const end = { Home: first, End: last }[event.key];
    if (move === undefined && end === undefined) return;
    event.preventDefault();
    const at = Math.min(Math.max(barOf(bins, value()) + (move ?? 0), 0), bins.starts.length - 1);
    ask({ [name]: end ?? (opening ? bins.starts[at] : lastDayOf(bins, at)) });
  });
  attachDrag(node, bins, (day) => ask({ [name]: day }));
  return {
    node,
    show() {
      const day = value();
      const edge = opening ? 0 : WIDTH;
      const x = set() === NO_DAY ? edge : xOf(bins, opening ? day : day + 1);
      node.style.left = `${(100 * x) / WIDTH}%`;
      node.setAttribute("aria-valuenow", day);
      node.setAttribute("aria-valuetext", app.format.day(day));
    },
  };
}

const fraction = (event, box) => {
  const { left, width } = box.getBoundingClientRect();
  return ((event.clientX - left) / width) * WIDTH;
};

function attachDrag(node, bins, set) {
  const move = eachFrame((event) => set(dayAt(bins, fraction(event, node.parentElement))));
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    node.focus();
    node.setPointerCapture(event.pointerId);
    node.addEventListener("pointermove", move);
    node.addEventListener("pointerup", () => node.removeEventListener("pointermove", move), { once: true });
  });
}

/** Drawing over the bars sets a range; a click on the bars takes it away. */
export function attachBrush(area, bins, ask) {
  let start = null;
  const move = eachFrame((event) => {
    if (start === null) return;
    const x = fraction(event, area);
    if (Math.abs(x - start) < 3) return;
    ask({ from: dayAt(bins, Math.min(start, x)), to: dayAt(bins, Math.max(start, x)) });
  });
  area.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // else the browser selects the words it is drawn over
    start = fraction(event, area);
    area.setPointerCapture(event.pointerId);
  });
  area.addEventListener("pointermove", move);
  area.addEventListener("pointerup", (event) => {
    const still = start !== null && Math.abs(fraction(event, area) - start) < 3;
    start = null;
    if (still) ask(OPEN);
  });
}

/** One end as a date to type. */
export function makeField(app, name, ask) {
  const [first, last] = app.table.days;
  const input = el("input", {
    type: "date",
    id: `cm-${name}`,
    min: isoDay(first),
    max: isoDay(last),
    "aria-label": name === "from" ? "From" : "To",
    onchange: () => ask({ [name]: dayNumber(input.value) }),
  });
  return {
    node: input,
    show() {
      const day = app.state.filter.date[name];
      const text = day === NO_DAY ? isoDay(name === "from" ? first : last) : isoDay(day);
      if (input.value !== text) input.value = text;
    },
  };
}
