// How high the bars stand, and what they are measured against. Pure.

const FAR = 2.5; // times the next figure: a bar that high would flatten all others
const MOST_CUT = 3;
const FEWEST = 8; // bars from which one can be said to stand out
const MOST_LINES = 3;

/**
 * The scale of some figures: `top` is what the full height stands for, `lines` are round figures to draw a line at, `cut`
 * the numbers of the bars that are higher than the scale and so are cut, the highest first.
 */
export function scaleOf(figures) {
  const order = figures.map((_, i) => i).filter((i) => figures[i] > 0);
  order.sort((a, b) => figures[b] - figures[a] || a - b);
  let many = 0;
  if (order.length >= FEWEST) {
    for (let k = 1; k <= MOST_CUT; k++) if (figures[order[k - 1]] > FAR * figures[order[k]]) many = k;
  }
  const top = figures[order[many]] ?? 1;
  return { top, lines: order.length ? roundLines(top) : [], cut: order.slice(0, many) };
}

/** At most three whole, round figures up to `top`. */
function roundLines(top) {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) {
      const step = digit * power;
      if (top / step < MOST_LINES + 1) return Array.from({ length: Math.floor(top / step) }, (_, i) => (i + 1) * step);
    }
  }
}
