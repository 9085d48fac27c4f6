// Which names belong on the map at a zoom, and how each is written.

import { localName } from "./basemap.mjs";
import { mercatorX, mercatorY } from "../data/geo.mjs";
import { placeLabels } from "./labels.mjs";

// The data say from which zoom a name is wanted; the order decides among names that are in each other's way.
const STYLES = {
  country: { to: 8, size: 11.5, weight: 600, tone: "label-soft", spaced: true, order: 3 },
  province: { from: 5.5, to: 9.5, size: 10.5, weight: 600, tone: "label-soft", spaced: true, order: 2 },
  city: { size: 12.5, weight: 600, tone: "label", dot: 2.2, order: 1 },
  town: { size: 11.5, weight: 400, tone: "label", dot: 1.7, order: 4 },
  village: { size: 11, weight: 400, tone: "label", dot: 1.4, order: 5 },
  neighbourhood: { size: 11, weight: 400, tone: "label-soft", order: 6 },
  water: { from: 7.5, size: 11, weight: 400, tone: "river-name", slant: true, order: 7 },
};
const LOCAL_FROM = 6; // from here on the second script is written too
const TWIN = 60; // px within which a province's name gives way to the same name of its city

/** Raw label rows -> labels with a style and unit-square coordinates, most important first. */
export function readLabels(basemap, script = "en") {
  const rows = basemap.labels.map((row) => ({ ...row, at: [mercatorX(row.at[0]), mercatorY(row.at[1])] }));
  const waters = [...(basemap.shapes.lake ?? []), ...(basemap.shapes.river ?? [])]
    .filter((shape) => shape.name)
    .map((shape) => ({ ...shape, kind: "water", at: [shape.cx, shape.cy] }));
  return [...rows, ...waters]
    .map((row) => {
      const style = STYLES[row.kind] ?? STYLES.town;
      const from = Math.max(style.from ?? 0, row.zoom ?? 0);
      const wanted = row[`name_${script}`] ?? null; // stands first then
      const local = wanted ?? localName(row);
      const place = { x: row.at[0], y: row.at[1] };
      return { name: row.name, local, turned: wanted !== null, kind: row.kind, style, from, ...place };
    })
    .sort((a, b) => a.from - b.from || a.style.order - b.style.order);
}

const font = (style, palette) => `${style.slant ? "italic " : ""}${style.weight} ${style.size}px ${palette.sans}`;

const AROUND = " area";

/**
 * The mark a name would stand beside, and the words: a figure is that of the name beside it, or plainly of more. null
 * where no name may stand, as the figure is another place's, or somewhere in a region's.
 */
export function besideMark(label, mark) {
  if (mark.area) return null;
  if (mark.mixed) return `${label.name}${AROUND}`;
  return mark.name === label.name ? label.name : null;
}

/** The two lines of a name; one in the script that is wanted changes place with the other, unless more is said than it. */
function linesOf(label, zoom, words) {
  const spaced = label.style.spaced ? words.toLocaleUpperCase("en") : words;
  const local = label.local !== label.name ? label.local : null;
  const second = zoom >= LOCAL_FROM ? local : null;
  if (!local || !label.turned || words !== label.name) return { text: spaced, local: second, turned: false };
  return { text: local, local: second && label.name, turned: true };
}

function measure(context, label, palette, zoom, words = label.name) {
  const { style } = label;
  const { text, local, turned } = linesOf(label, zoom, words);
  context.font = font(style, palette);
  context.letterSpacing = style.spaced && !turned ? "0.08em" : "0px"; // joined scripts are not spaced
  let width = context.measureText(text).width;
  if (local) {
    context.font = font({ ...style, size: style.size - 0.5, weight: 400 }, palette);
    context.letterSpacing = "0px";
    width = Math.max(width, context.measureText(local).width);
  }
  const line = style.size + 2;
  return { text, local, turned, width: width + 2, height: local ? line * 2 : line, line };
}

/** Draws names where there is room beside marks and each other. `obstacles`: the marks' discs in px of the canvas. */
export function drawNames(context, frame, labels, palette, obstacles) {
  const { zoom, worldPx, originX, originY, view } = frame;
  const candidates = [];
  const named = new Set();
  for (const label of labels) {
    const { style } = label;
    if (zoom < label.from || zoom > (style.to ?? 99)) continue;
    if (label.x < view.west || label.x > view.east || label.y < view.north || label.y > view.south) continue;
    const x = label.x * worldPx - originX;
    const y = label.y * worldPx - originY;
    const spots = style.dot ? ["r", "l", "t", "b"] : ["c", "b", "t"];
    const under = style.dot ? cover(obstacles, x, y) : null;
    if (under && named.has(under)) continue; // a second name beside one mark would mislead
    const words = under ? besideMark(label, under.mark) : label.name;
    if (words === null) continue;
    if (under) named.add(under);
    const clear = under ? under.radius + 3 : (style.dot ?? 8) + 4;
    const from = under ? { x: under.x, y: under.y } : { x, y };
    candidates.push({
      label,
      at: [x, y],
      covered: Boolean(under),
      ...from,
      clear,
      spots,
      ...measure(context, label, palette, zoom, words),
    });
  }
  const cities = candidates.filter(({ label }) => label.kind === "city");
  const wanted = candidates.filter(
    ({ label, at }) =>
      label.kind !== "province" ||
      !cities.some(
        (city) => city.label.name === label.name && Math.hypot(city.at[0] - at[0], city.at[1] - at[1]) < TWIN,
      ),
  );
  const placed = placeLabels(wanted, obstacles, frame.width, frame.height);
  for (const item of placed) write(context, item, palette);
  return placed.length;
}

/** The largest mark that lies over a point. */
function cover(obstacles, x, y) {
  let best = null;
  for (const disc of obstacles) {
    if (Math.hypot(disc.x - x, disc.y - y) < disc.radius + 2 && disc.radius > (best?.radius ?? 0)) best = disc;
  }
  return best;
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
  context.letterSpacing = style.spaced && !item.turned ? "0.08em" : "0px";
  context.direction = item.turned ? "rtl" : "ltr";
  writeLine(context, item.text, x, item.top + 1);
  if (item.local) {
    context.font = font({ ...style, size: style.size - 0.5, weight: 400 }, palette);
    context.letterSpacing = "0px";
    context.fillStyle = palette["label-soft"];
    context.direction = item.turned ? "ltr" : "rtl";
    context.textAlign = middle ? "center" : item.spot === "r" ? "left" : "right";
    writeLine(context, item.local, x, item.top + item.line + 1);
  }
  context.restore();
}

function writeLine(context, text, x, y) {
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
