// What is under the pointer, and what lies next in a direction. Pure; px.

const SLACK = 4; // px around a mark that still count as on it

/** Index of the mark at x, y: the smallest of those hit, so that a small one on a large one can be reached; -1. */
export function hitMark(marks, x, y, slack = SLACK) {
  let best = -1;
  let bestScore = Infinity;
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i];
    const distance = Math.hypot(mark.px - x, mark.py - y);
    if (distance > mark.radius + slack) continue;
    const score = distance > mark.radius ? 1000 + distance : mark.radius;
    if (score < bestScore) {
      bestScore = score;
      best = i;
    }
  }
  return best;
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Index of the nearest mark in the direction of an arrow key; the same one if there is none; -1 if there are no marks. */
export function nextMark(marks, from, key) {
  const [dx, dy] = DIRECTIONS[key];
  const start = marks[from];
  if (!start) return largest(marks);
  let best = from;
  let bestCost = Infinity;
  for (let i = 0; i < marks.length; i++) {
    if (i === from) continue;
    const ahead = (marks[i].px - start.px) * dx + (marks[i].py - start.py) * dy;
    if (ahead <= 0.5) continue;
    const aside = Math.abs((marks[i].px - start.px) * dy) + Math.abs((marks[i].py - start.py) * dx);
    const cost = ahead + 2 * aside;
    if (cost < bestCost) {
      bestCost = cost;
      best = i;
    }
  }
  return best;
}

export function largest(marks) {
  let best = -1;
  marks.forEach((mark, i) => {
    if (best < 0 || (mark.value ?? 0) > (marks[best].value ?? 0)) best = i;
  });
  return best;
}
