// Which names belong on the map at a zoom, and how each is written.

import { mercatorX, mercatorY } from "./geo.mjs";
import { placeLabels } from "./labels.mjs";

// From which zoom a name is wanted; the rank decides among names of one kind.
const STYLES = {
  country: { from: 4, to: 9, size: 12, weight: 600, tone: "label-soft", spaced: true, order: 3 },
  province: { from: 5.5, to: 9.5, size: 10.5, weight: 600, tone: "label-soft", spaced: true, order: 2 },
  district: { from: 8.5, to: 12, size: 10.5, weight: 400, tone: "label-soft", order: 5 },
  city: { from: 5.5, size: 12.5, weight: 600, tone: "label", dot: 2.4, order: 1 },
  town: { from: 7.5, size: 11.5, weight: 400, tone: "label", dot: 1.8, order: 4 },
  village: { from: 9.5, size: 11, weight: 400, tone: "label", dot: 1.5, order: 6 },
  neighbourhood: { from: 10.5, size: 11, weight: 400, tone: "label-soft", order: 6 },
  water: { from: 7, size: 11, weight: 400, tone: "river", slant: true, order: 7 },
};
const LOCAL_FROM = 6.5; // from here on the second script is written too

/** Raw label rows -> labels with a style and unit-square coordinates, most important first. */
export function readLabels(basemap) {
  const out = basemap.labels
    .map((row) => {
      const style = STYLES[row.kind] ?? STYLES.town;
      return {
        name: row.name,
        local: row.name_ku_first ? row.name_ku : (row.name_ar ?? row.name_ku ?? row.name_local ?? null),
        style,
        from: Math.max(style.from, row.min_zoom ?? 0),
        rank: row.rank ?? 9,
        x: mercatorX(row.at[0]),
        y: mercatorY(row.at[1]),
      };
    });
  return out.sort((a, b) => a.style.order - b.style.order || a.rank - b.rank);
}

const font = (style, palette) =>
  `${style.slant ? "italic " : ""}${style.weight} ${style.size}px ${palette.sans}`;

function measure(context, label, palette, zoom) {
  const { style } = label;
  context.font = font(style, palette);
  context.letterSpacing = style.spaced ? "0.08em" : "0px";
  const text = style.spaced ? label.name.toLocaleUpperCase("en") : label.name;
  const local = zoom >= LOCAL_FROM && label.local && label.local !== label.name ? label.local : null;
  let width = context.measureText(text).width;
  if (local) {
    context.font = font({ ...style, size: style.size - 0.5, weight: 400 }, palette);
    context.letterSpacing = "0px";
    width = Math.max(width, context.measureText(local).width);
  }
  const line = style.size + 2;
  return { text, local, width: width + 2, height: local ? line * 2 : line, line };
}

/** Draws names where there is room beside marks and each other. `obstacles`: discs in px of the canvas. */
export function drawNames(context, frame, labels, palette, obstacles) {
  const { zoom, worldPx, originX, originY, view } = frame;
  const candidates = [];
  for (const label of labels) {
    const { style } = label;
    if (zoom < label.from || zoom > (style.to ?? 99)) continue;
    if (label.x < view.west || label.x > view.east || label.y < view.north || label.y > view.south) continue;
    const x = label.x * worldPx - originX;
    const y = label.y * worldPx - originY;
    const spots = style.dot ? ["r", "l", "t", "b"] : ["c", "b", "t"];
    const under = style.dot ? obstacles.find((disc) => Math.hypot(disc.x - x, disc.y - y) < disc.radius + 2) : null;
    const clear = under ? under.radius + 3 : (style.dot ?? 8) + 4;
    const from = under ? { x: under.x, y: under.y } : { x, y };
    candidates.push({ label, at: [x, y], covered: Boolean(under), ...from, clear, spots, ...measure(context, label, palette, zoom) });
  }
  const placed = placeLabels(candidates, obstacles, frame.width, frame.height);
  for (const item of placed) write(context, item, palette);
  return placed.length;
}

function write(context, item, palette) {
  const { style } = item.label;
  const middle = item.spot === "c" || item.spot === "t" || item.spot === "b";
  const x = middle ? item.left + item.width / 2 : item.spot === "r" ? item.left : item.left + item.width;
  context.save();
  context.textAlign = middle ? "center" : item.spot === "r" ? "left" : "right";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = palette.halo;
  context.fillStyle = palette[style.tone];
  if (style.dot && !item.covered) dot(context, item.at, style.dot, palette);
  context.font = font(style, palette);
  context.letterSpacing = style.spaced ? "0.08em" : "0px";
  line(context, item.text, x, item.top + 1);
  if (item.local) {
    context.font = font({ ...style, size: style.size - 0.5, weight: 400 }, palette);
    context.letterSpacing = "0px";
    context.fillStyle = palette["label-soft"];
    context.direction = "rtl";
    context.textAlign = middle ? "center" : item.spot === "r" ? "left" : "right";
    line(context, item.local, x, item.top + item.line + 1);
  }
  context.restore();
}

function line(context, text, x, y) {
  context.lineWidth = 3;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function dot(context, [x, y], radius, palette) {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.lineWidth = 1.5;
  context.stroke();
  context.fillStyle = palette.label;
  context.fill();
}
