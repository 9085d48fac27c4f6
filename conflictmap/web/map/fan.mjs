// Many incidents on one spot, spread so that each can be reached. Pure; px.

export const MOST = 60;
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

const polar = (reach, angle) => [reach * Math.cos(angle), reach * Math.sin(angle)];
