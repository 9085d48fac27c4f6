// Names on the map: which, where, and none over another. Placing is pure; px.

const GAP = 3;

/**
 * Places labels one after another, most important first. A candidate: { x, y, width, height, spots }, `spots` being the
 * positions to try: "c" on the point, "r", "l", "t", "b" beside it at `clear` px. An obstacle: { x, y, radius }.
 * Returns the candidates that found room, with `left` and `top`.
 */
export function placeLabels(candidates, obstacles, width, height) {
  const bins = new Map();
  const size = 64;
  const keysOf = (box) => {
    const keys = [];
    for (let i = Math.floor(box[0] / size); i <= Math.floor(box[2] / size); i++) {
      for (let j = Math.floor(box[1] / size); j <= Math.floor(box[3] / size); j++) keys.push(i * 4096 + j);
    }
    return keys;
  };
  const put = (box) => {
    for (const key of keysOf(box)) {
      if (!bins.has(key)) bins.set(key, []);
      bins.get(key).push(box);
    }
  };
  const free = (box) => {
    if (box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height) return false;
    return keysOf(box).every((key) => (bins.get(key) ?? []).every((other) => !overlap(box, other)));
  };
  for (const { x, y, radius } of obstacles) {
    const r = radius * 0.9; // the square around a disc is too large
    put([x - r, y - r, x + r, y + r]);
  }
  const placed = [];
  for (const candidate of candidates) {
    for (const spot of candidate.spots) {
      const box = boxAt(candidate, spot);
      if (!free(box)) continue;
      put([box[0] - GAP, box[1] - GAP, box[2] + GAP, box[3] + GAP]);
      placed.push({ ...candidate, spot, left: box[0], top: box[1] });
      break;
    }
  }
  return placed;
}

const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function boxAt({ x, y, width, height, clear = 0 }, spot) {
  const left = { c: x - width / 2, r: x + clear, l: x - clear - width, t: x - width / 2, b: x - width / 2 }[spot];
  const top = { c: y - height / 2, r: y - height / 2, l: y - height / 2, t: y - clear - height, b: y + clear }[spot];
  return [left, top, left + width, top + height];
}
