// Where the axis of time has its ticks, and what they say: at true years, months or days, never at every n-th bar. Pure.

import { barOf, WIDTH, xOf } from "./span.mjs";

const DAY_MS = 86400000;
const LETTER = 6; // px of one letter of the axis
const GAP = 6; // px between two labels
const CLOSE = 5; // px between ticks that say nothing
const SPILL = 14; // px that the last label may stand out
const UNITS = ["day", "week", "month", "year"];
const STEPS = [
  ["day", [1, 2, 7, 14]],
  ["month", [1, 2, 3, 6]],
  ["year", [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]],
].flatMap(([unit, counts]) => counts.map((count) => ({ unit, count })));

/** Ticks of some bars: [{ day, x in px, label }]; those between say "", and one for which there is no room. */
export function makeTicks(bins, format) {
  const able = STEPS.filter(({ unit }) => UNITS.indexOf(unit) >= UNITS.indexOf(bins.unit));
  for (const step of able) {
    const ticks = ticksOf(bins, step, format);
    if (fits(ticks)) return [...between(bins, step, ticks), ...ticks.map((t) => (spills(t) ? { ...t, label: "" } : t))];
  }
  return [];
}

/** Where only every second or tenth is named, the others, if they do not stand too close. */
function between(bins, { unit, count }, ticks) {
  if (count === 1 || unit === "day") return [];
  const named = new Set(ticks.map(({ day }) => day));
  const all = everyMonth(bins, { unit, count: 1 }).map((day) => ({ day, x: xOf(bins, day), label: "" }));
  const tight = all.some(({ x }, i) => i > 0 && x - all[i - 1].x < CLOSE);
  return tight ? [] : all.filter(({ day }) => !named.has(day));
}

const widthOf = ({ label }) => label.length * LETTER;
const spills = (tick) => tick.x + widthOf(tick) > WIDTH + SPILL;
const fits = (ticks) => ticks.every((tick, i) => i === 0 || tick.x >= ticks[i - 1].x + widthOf(ticks[i - 1]) + GAP);

function ticksOf(bins, step, format) {
  const days = step.unit === "day" ? everyDay(bins, step.count) : everyMonth(bins, step);
  const words = { day: format.shortDay, month: monthWords(days, format), year: format.year }[step.unit];
  return days.map((day) => ({ day, x: placeOf(bins, day, widthOf({ label: words(day) })), label: words(day) }));
}

/** A bar of one day stands over the middle of its label, all others over the day on which a month or year begins. */
function placeOf(bins, day, width) {
  if (bins.unit !== "day") return xOf(bins, day);
  const step = WIDTH / bins.starts.length;
  return Math.max(0, (barOf(bins, day) + 0.5) * step - width / 2);
}

const everyDay = ({ starts }, count) => starts.filter((_, i) => i % count === 0);

/** First days of months, of every second month and so on, counted from January, or of years, counted from year 0. */
function everyMonth({ starts, end }, { unit, count }) {
  const months = unit === "year" ? 12 * count : count;
  const first = new Date(starts[0] * DAY_MS);
  const begun = first.getUTCFullYear() * 12 + first.getUTCMonth() + (first.getUTCDate() > 1 ? 1 : 0);
  const days = [];
  for (let month = Math.ceil(begun / months) * months; ; month += months) {
    const day = Math.round(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS);
    if (day >= end) return days;
    days.push(day);
  }
}

const monthOf = (day) => new Date(day * DAY_MS).getUTCMonth();

/** January is called by its year; where there is none the first month says the year. */
function monthWords(days, format) {
  const first = days.some((day) => monthOf(day) === 0) ? null : days[0];
  return (day) => (day === first ? format.month(day) : monthOf(day) === 0 ? format.year(day) : format.monthName(day));
}
