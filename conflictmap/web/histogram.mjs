// When: bars over time, a range to be drawn over them, and a window that plays.

import { el, eachFrame, replace, svg } from "./dom.mjs";
import { isoDay, dayNumber, NO_DAY } from "./payload.mjs";

const WIDTH = 336;
const HEIGHT = 64;
const FOOT = 15;
const STEP_MS = 500;
const WINDOW = 12; // a window of a twelfth of the bars plays where no range is set

export function makeHistogram(app) {
  const { bins, format } = app;
  const count = bins.starts.length;
  if (!count) return el("section", { class: "cm-when" }, el("p", { class: "cm-soft" }, "No incident here has a date."));
  const [first, last] = app.days;
  const step = WIDTH / count;
  const bars = bins.starts.map((_, i) =>
    svg("rect", { x: i * step, width: Math.max(step - (step > 3 ? 1 : 0.2), 0.5), class: "cm-bin" }),
  );
  const range = svg("rect", { class: "cm-brush", y: 0, height: HEIGHT });
  const ends = ["from", "to"].map((name) => makeThumb(app, name, first, last));
  const axis = makeAxis(bins, format, step);
  const area = svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}`,
      class: "cm-bins",
      id: "cm-bins",
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    },
    bars,
    range,
    axis,
  );
  const fields = ["from", "to"].map((name) => makeField(app, name, first, last));
  const play = makePlay(app);
  const note = el("span", { class: "cm-soft", id: "cm-undated" });
  attachBrush(app, area);

  function show() {
    const { sums, state } = app;
    const { from, to } = state.filter;
    const figures = bins.starts.map((_, i) => sums.byBin.value(i, state.measure) ?? 0);
    const top = Math.max(1, ...figures);
    const within = (i) =>
      (from === NO_DAY || (bins.starts[i + 1] ?? bins.end) > from) && (to === NO_DAY || bins.starts[i] <= to);
    bars.forEach((bar, i) => {
      const height = figures[i] ? Math.max(1, (figures[i] / top) * (HEIGHT - 2)) : 0;
      bar.setAttribute("y", HEIGHT - height);
      bar.setAttribute("height", height);
      bar.classList.toggle("cm-out", !within(i));
    });
    const set = from !== NO_DAY || to !== NO_DAY;
    range.setAttribute("visibility", set ? "visible" : "hidden");
    const x1 = from === NO_DAY ? 0 : xOf(bins, from);
    const x2 = to === NO_DAY ? WIDTH : xOf(bins, to + 1);
    range.setAttribute("x", x1);
    range.setAttribute("width", Math.max(1, x2 - x1));
    for (const thumb of ends) thumb.show();
    for (const field of fields) field.show();
    const undated = sums.byBin.incidents[count];
    replace(note, undated ? `${format.number(undated)} without a date` : "");
  }
  app.listen((_, changed) => {
    if (changed.has("filter") || changed.has("measure")) show();
  });
  show();
  return el(
    "section",
    { class: "cm-when", "aria-label": "When" },
    el(
      "div",
      { class: "cm-bins-box" },
      area,
      ends.map((thumb) => thumb.node),
    ),
    el(
      "div",
      { class: "cm-when-row" },
      fields.map((field) => field.node),
      play,
    ),
    note,
  );
}

/** px of a day: bars are of equal width, though months are not. */
function xOf(bins, day) {
  const { starts, end } = bins;
  const at = Math.min(Math.max(day, starts[0]), end);
  let i = starts.length - 1;
  while (i > 0 && starts[i] > at) i -= 1;
  const next = starts[i + 1] ?? end;
  return ((i + (at - starts[i]) / (next - starts[i])) * WIDTH) / starts.length;
}

function dayAt(bins, x) {
  const { starts, end } = bins;
  const place = Math.min(Math.max((x / WIDTH) * starts.length, 0), starts.length - 1e-9);
  const i = Math.floor(place);
  const next = starts[i + 1] ?? end;
  return Math.min(starts[i] + Math.floor((place - i) * (next - starts[i])), end - 1);
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

/** A handle of the range that the arrow keys move. */
function makeThumb(app, name, first, last) {
  const { bins, format } = app;
  const node = el("div", {
    class: `cm-thumb cm-thumb-${name}`,
    role: "slider",
    tabindex: "0",
    "aria-label": name === "from" ? "First day" : "Last day",
    "aria-valuemin": first,
    "aria-valuemax": last,
  });
  const value = () => {
    const day = app.state.filter[name];
    return day === NO_DAY ? (name === "from" ? first : last) : day;
  };
  const bin = () =>
    Math.max(
      0,
      bins.starts.findLastIndex((day) => day <= value()),
    );
  node.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 }[event.key];
    const end = { Home: first, End: last }[event.key];
    if (move === undefined && end === undefined) return;
    event.preventDefault();
    const at = Math.min(Math.max(bin() + (move ?? 0), 0), bins.starts.length - 1);
    const day = end ?? (name === "from" ? bins.starts[at] : (bins.starts[at + 1] ?? bins.end) - 1);
    setRange(app, name === "from" ? { from: day } : { to: day });
  });
  attachDrag(node, app, (day) => setRange(app, { [name]: day }));
  return {
    node,
    show() {
      const day = value();
      const open = app.state.filter[name] === NO_DAY;
      const x = open ? (name === "from" ? 0 : WIDTH) : xOf(bins, name === "from" ? day : day + 1);
      node.style.left = `${(100 * x) / WIDTH}%`;
      node.setAttribute("aria-valuenow", day);
      node.setAttribute("aria-valuetext", format.day(day));
    },
  };
}

/** Sets one or both ends; ends that meet the data's own are no filter, ends that cross change places. */
export function setRange(app, patch) {
  const [first, last] = app.days;
  const now = { ...app.state.filter, ...patch };
  let { from, to } = now;
  if (from !== NO_DAY && to !== NO_DAY && from > to) [from, to] = [to, from];
  if (from <= first) from = NO_DAY;
  if (to >= last) to = NO_DAY;
  app.filter({ from, to });
}

const fraction = (event, box) => {
  const { left, width } = box.getBoundingClientRect();
  return ((event.clientX - left) / width) * WIDTH;
};

function attachDrag(node, app, set) {
  const move = eachFrame((event) => set(dayAt(app.bins, fraction(event, node.parentElement))));
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
function attachBrush(app, area) {
  let start = null;
  const move = eachFrame((event) => {
    if (start === null) return;
    const x = fraction(event, area);
    if (Math.abs(x - start) < 3) return;
    setRange(app, { from: dayAt(app.bins, Math.min(start, x)), to: dayAt(app.bins, Math.max(start, x)) });
  });
  area.addEventListener("pointerdown", (event) => {
    start = fraction(event, area);
    area.setPointerCapture(event.pointerId);
  });
  area.addEventListener("pointermove", move);
  area.addEventListener("pointerup", (event) => {
    const still = start !== null && Math.abs(fraction(event, area) - start) < 3;
    start = null;
    if (still) app.filter({ from: NO_DAY, to: NO_DAY });
  });
}

function makeField(app, name, first, last) {
  const input = el("input", {
    type: "date",
    id: `cm-${name}`,
    min: isoDay(first),
    max: isoDay(last),
    "aria-label": name === "from" ? "From" : "To",
    onchange: () => setRange(app, { [name]: dayNumber(input.value) }),
  });
  return {
    node: input,
    show() {
      const day = app.state.filter[name];
      const text = day === NO_DAY ? isoDay(name === "from" ? first : last) : isoDay(day);
      if (input.value !== text) input.value = text;
    },
  };
}

/** Moves the range along the bars, one at a time. */
function makePlay(app) {
  const { bins } = app;
  const button = el(
    "button",
    { type: "button", class: "cm-play", id: "cm-play", "aria-pressed": "false", onclick: toggle },
    "▶ Play",
  );
  let timer = 0;
  let wide = 1;
  let at = 0;

  function stop() {
    clearInterval(timer);
    timer = 0;
    replace(button, "▶ Play");
    button.setAttribute("aria-pressed", "false");
  }

  function toggle() {
    if (timer) {
      stop();
      return;
    }
    const { from, to } = app.state.filter;
    const set = from !== NO_DAY || to !== NO_DAY;
    const binAt = (day) =>
      Math.max(
        0,
        bins.starts.findLastIndex((start) => start <= day),
      );
    at = set && from !== NO_DAY ? binAt(from) : 0;
    wide = set && to !== NO_DAY ? binAt(to) - at + 1 : Math.max(1, Math.round(bins.starts.length / WINDOW));
    if (at + wide >= bins.starts.length) at = 0;
    replace(button, "❚❚ Stop");
    button.setAttribute("aria-pressed", "true");
    step();
    timer = setInterval(step, STEP_MS);
  }

  function step() {
    if (at + wide > bins.starts.length) {
      stop();
      return;
    }
    app.filter({ from: bins.starts[at], to: (bins.starts[at + wide] ?? bins.end) - 1 });
    at += 1;
  }
  return button;
}
