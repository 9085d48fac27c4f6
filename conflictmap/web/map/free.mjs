// The part of the map that nothing lies over. Pure; px of the map.

/**
 * What is left of a map of size { x, y } beside some boxes: { left, top, right, bottom }. Each box takes the side that
 * costs least, the largest box first. One that hides only a corner, less than half as wide and half as high as what is
 * left, takes nothing.
 */
export function freePart(size, boxes) {
  const free = { left: 0, top: 0, right: size.x, bottom: size.y };
  const area = (box) => (box.right - box.left) * (box.bottom - box.top);
  for (const box of [...boxes].sort((a, b) => area(b) - area(a))) cut(free, box);
  return free;
}

function cut(free, box) {
  const [left, right] = [Math.max(box.left, free.left), Math.min(box.right, free.right)];
  const [top, bottom] = [Math.max(box.top, free.top), Math.min(box.bottom, free.bottom)];
  if (left >= right || top >= bottom) return;
  const width = free.right - free.left;
  const height = free.bottom - free.top;
  if (right - left < width / 2 && bottom - top < height / 2) return;
  const ways = [
    ["left", right, (free.right - right) * height],
    ["right", left, (left - free.left) * height],
    ["top", bottom, (free.bottom - bottom) * width],
    ["bottom", top, (top - free.top) * width],
  ];
  const [side, at] = ways.reduce((best, way) => (way[2] > best[2] ? way : best));
  free[side] = at;
}

export const middleOf = ({ left, top, right, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

export const sizeOf = ({ left, top, right, bottom }) => ({ x: right - left, y: bottom - top });

/** How far to shift a disc, at least, so that it lies in the free part: { x, y }; to the middle where it has no room. */
export function shiftInto(free, { x, y }, reach) {
  return { x: along(free.left, free.right, x, reach), y: along(free.top, free.bottom, y, reach) };
}

function along(from, to, at, reach) {
  if (to - from < 2 * reach) return (from + to) / 2 - at;
  return Math.max(from + reach - at, 0) + Math.min(to - reach - at, 0);
}

/** Zoom at which what filled one free part fits another; never closer than it was. */
export function zoomFor(zoom, before, now, step) {
  const scale = Math.min(now.x / before.x, now.y / before.y);
  if (!(scale > 0) || scale >= 1) return zoom;
  return Math.floor((zoom + Math.log2(scale)) / step) * step;
}
