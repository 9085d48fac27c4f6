// Sizes and classes. Pure arithmetic.

const PX_PER_ROOT = 4.2; // radius of a mark for one dead, where there is room
const LARGEST = 34; // radius in px no mark exceeds
const SMALLEST = 4;

/** Factor k of radius = k * sqrt(value): area stands for the value; the largest value keeps within bounds. */
export const sizeFactor = (largest) => Math.min(PX_PER_ROOT, LARGEST / Math.sqrt(Math.max(largest, 1)));

export const radiusOf = (value, factor) => Math.max(SMALLEST, factor * Math.sqrt(Math.max(value, 0)));

/** The largest of 1, 2, 5, 10, 20 ... that is not above `value`; 0 under 1. */
export function roundDown(value) {
  if (value < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].find((n) => n * power <= value) * power;
}

/** Round values for a legend of sizes, largest first, at most three. */
export function legendValues(largest) {
  const top = roundDown(largest);
  const out = [top, roundDown(top / 5), roundDown(top / 25)].filter((value) => value >= 1);
  return [...new Set(out)];
}

const LINE = 13; // px from one label to the next
const FIRST = 8; // px from the edge to the middle of the first label

/** Heights of labels beside points, which come from the top down: no label stands in another's line. */
export function labelHeights(points) {
  const out = [];
  for (const point of points) out.push(Math.max(point, out.length ? out.at(-1) + LINE : FIRST));
  return out;
}

/** Upper ends of at most five classes of positive values, round and strictly rising. */
export function classEnds(values) {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  if (!sorted.length) return [];
  const top = sorted.at(-1);
  const quantiles = [0.2, 0.4, 0.6, 0.8].map((share) => roundUp(sorted[Math.floor(share * (sorted.length - 1))]));
  return [...new Set([...quantiles.filter((end) => end < top), top])];
}

function roundUp(value) {
  if (value <= 10) return Math.ceil(value);
  const power = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / (5 * power)) * 5 * power;
}

/** Class of a value, from 0; -1 for nought or less. */
export const classOf = (value, ends) => (value > 0 ? ends.findIndex((end) => value <= end) : -1);
