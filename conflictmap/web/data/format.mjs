// Numbers, ranges and dates in the reader's language.

import { NO_DAY, NONE } from "./days.mjs";

const DAY_MS = 86400000;

export function formatter(locale) {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const shorter = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const dates = {};
  const dated = (day, options) => {
    const key = JSON.stringify(options);
    dates[key] ??= new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
    return dates[key].format(new Date(day * DAY_MS));
  };
  const number = (value) => whole.format(value);
  const day = (value) => dated(value, { day: "numeric", month: "short", year: "numeric" });
  return {
    language: String([locale].flat()[0] ?? "en").split("-")[0],
    number,
    short: (value) => (value < 1000 ? whole : value < 10000 ? short : shorter).format(value),
    km: (value) => `${(value < 10 ? fine : whole).format(value)} km`,
    day,
    shortDay: (value) => dated(value, { day: "numeric", month: "short" }),
    longDay: (value) => dated(value, { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    month: (value) => dated(value, { month: "short", year: "numeric" }),
    monthName: (value) => dated(value, { month: "short" }),
    year: (value) => dated(value, { year: "numeric" }),
    days: (first, last) => {
      if (first === NO_DAY) return "date not known";
      return first === last ? day(first) : `${day(first)} – ${day(last)}`;
    },
    /** "6", "at least 6", "up to 6", "6–8"; null where the text says nothing. */
    range: (low, high) => {
      const noLow = low === null || low === NONE;
      const noHigh = high === null || high === NONE;
      if (noLow && noHigh) return null;
      if (noLow) return `up to ${number(high)}`;
      if (noHigh) return `at least ${number(low)}`;
      return low === high ? number(low) : `${number(low)}–${number(high)}`;
    },
    /** Range of a sum: "16–24"; "16–24+" where some upper ends are open; "" where it is one figure. */
    total: (sum) => {
      if (!sum.known) return "";
      const more = sum.open ? "+" : "";
      if (sum.low === sum.high) return more ? `${number(sum.low)}${more}` : "";
      return `${number(sum.low)}–${number(sum.high)}${more}`;
    },
  };
}

export const plural = (count, one, many) => (count === 1 ? one : many);
