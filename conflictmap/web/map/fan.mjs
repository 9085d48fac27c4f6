// Many incidents on one spot, spread so that each can be reached. Pure; px.

export const MOST = 40;
const FARTHEST = 104; // px a fan may reach, so that it lies over no other town
const RING = 10;
const GAP = 5;

/** Offsets [dx, dy] of items of the given radii around a spot: one ring for a few, a spiral for more. */
export function fanOut(radii) {
  const n = radii.length;
  if (n === 0) return [];
  if (n <= RING) {
    const around = radii.reduce((sum, r) => sum + 2 * r + GAP, 0);
    const ring = Math.max(30, around / (2 * Math.PI) + Math.max(...radii) / 2);
    return radii.map((_, i) => polar(ring, (2 * Math.PI * i) / n - Math.PI / 2));
  }
  const out = [];
  let angle = -Math.PI / 2;
  let reach = 30;
  for (let i = 0; i < n; i++) {
    out.push(polar(reach, angle));
    const step = radii[i] + (radii[i + 1] ?? radii[i]) + GAP;
    const turn = step / reach;
    angle += turn;
    // One turn moves outwards by the width of the widest item, so that the arms do not touch.
    reach += ((2 * Math.max(...radii) + GAP) * turn) / (2 * Math.PI);
  }
  return out;
}

/** The fan of as many of the first as keep within reach: { spots, reach }. The rest are told by their number. */
export function fanWithin(radii, farthest = FARTHEST) {
  for (let n = Math.min(radii.length, MOST); ; n--) {
    const spots = fanOut(radii.slice(0, n));
    const reach = Math.max(0, ...spots.map(([dx, dy], i) => Math.hypot(dx, dy) + radii[i]));
    if (reach <= farthest || n <= 1) return { spots, reach };
  }
}

const polar = (reach, angle) => [reach * Math.cos(angle), reach * Math.sin(angle)];
