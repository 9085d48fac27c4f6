// A span of days over bars of equal width: where a day stands, which day stands somewhere, what may be asked. Pure; px.

import { NO_DAY } from "../data/days.mjs";

export const WIDTH = 304;
export const OPEN = { from: NO_DAY, to: NO_DAY };

export const isOpen = ({ from, to }) => from === NO_DAY && to === NO_DAY;

/** px of a day: bars are of equal width, though months are not. */
export function xOf(bins, day) {
  const { starts, end } = bins;
  const at = Math.min(Math.max(day, starts[0]), end);
  let i = starts.length - 1;
  while (i > 0 && starts[i] > at) i -= 1;
  const next = starts[i + 1] ?? end;
  return ((i + (at - starts[i]) / (next - starts[i])) * WIDTH) / starts.length;
}

export function dayAt(bins, x) {
  const { starts, end } = bins;
  const place = Math.min(Math.max((x / WIDTH) * starts.length, 0), starts.length - 1e-9);
  const i = Math.floor(place);
  const next = starts[i + 1] ?? end;
  return Math.min(starts[i] + Math.floor((place - i) * (next - starts[i])), end - 1);
}

/** Number of the bar that holds a day, the first for what lies before. */
export const barOf = (bins, day) =>
  Math.max(
    0,
    bins.starts.findLastIndex((start) => start <= day),
  );

export const lastDayOf = (bins, bar) => (bins.starts[bar + 1] ?? bins.end) - 1;

/** Is any day of a bar inside a span? */
export const isWithin = ({ starts, end }, bar, { from, to }) =>
  (from === NO_DAY || (starts[bar + 1] ?? end) > from) && (to === NO_DAY || starts[bar] <= to);

/** A span as it is asked: ends that meet the data's own are no filter, ends that cross change places. */
export function tidySpan({ from, to }, [first, last]) {
  const crossed = from !== NO_DAY && to !== NO_DAY && from > to;
  const [start, end] = crossed ? [to, from] : [from, to];
  return { from: start <= first ? NO_DAY : start, to: end >= last ? NO_DAY : end };
}
