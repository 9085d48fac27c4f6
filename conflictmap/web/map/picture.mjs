// The map with its head, legend and sources on one canvas.

import { noteWords, totalWords } from "../data/totalwords.mjs";
import { filterWords } from "../filter/registry.mjs";
import { legendValues, radiusOf } from "./scale.mjs";
import { trace } from "./paint.mjs";
import { scaleBar } from "../data/geo.mjs";
import { sourceLines } from "../data/sources.mjs";
import { makeFrame } from "./stage.mjs";

const EDGE = 24;
const FOOT = 78;
const RATIO = 2;
const PAPER = { x: 1060, y: 560 }; // px of the map on a landscape sheet

/** What is on screen -> a PNG. */
export function makePng(app, view) {
  const canvas = paintPicture(app, view, view.map.getSize());
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** The same for paper: a fixed shape around the middle of the view. */
export const makePaper = (app, view) => paintPicture(app, view, PAPER);

function paintPicture(app, view, size) {
  const head = headLines(app);
  const top = EDGE + head.reduce((sum, line) => sum + line.high, 0) + 10;
  const canvas = document.createElement("canvas");
  canvas.width = size.x * RATIO;
  canvas.height = (size.y + top + FOOT) * RATIO;
  const context = canvas.getContext("2d");
  context.scale(RATIO, RATIO);
  context.fillStyle = view.palette.paper;
  context.fillRect(0, 0, size.x, size.y + top + FOOT);
  paintHead(context, view, head, size.x);
  context.save();
  context.beginPath();
  context.rect(0, top, size.x, size.y);
  context.clip();
  // Online tiles would taint the canvas, and are not ours to hand on: the ground is drawn from the page's own data.
  context.translate(0, top);
  view.paintAll(context, frameOf(view.map, size));
  context.restore();
  paintKey(context, app, view, EDGE, top + size.y + 18, size.x);
  paintBar(context, view, size.x, top + size.y);
  view.redraw(); // painting elsewhere has moved the marks' px
  return canvas;
}

/** A frame that shows at least what the screen shows. */
function frameOf(map, size) {
  const screen = map.getSize();
  const zoom = map.getZoom() + Math.log2(Math.min(size.x / screen.x, size.y / screen.y));
  const middle = map.project(map.getCenter(), zoom);
  const corner = { x: middle.x - size.x / 2, y: middle.y - size.y / 2 };
  return { ...makeFrame(zoom, 256 * 2 ** zoom, corner, size.x, size.y, { x: 0, y: 0 }), ratio: RATIO };
}

function paintHead(context, view, head, width) {
  let y = EDGE;
  for (const line of head) {
    y += line.high;
    context.font = line.font;
    context.fillStyle = line.soft ? view.palette.soft : view.palette.ink;
    context.fillText(clip(context, line.text, width - 2 * EDGE), EDGE, y - 6);
  }
}

function headLines(app) {
  const { sans, serif } = app.fonts;
  const asked = filterWords(app).map(({ text }) => text);
  return [
    { text: app.table.title, font: `600 24px ${serif}`, high: 32 },
    { text: totalWords(app), font: `600 16px ${sans}`, high: 24 },
    asked.length ? { text: `Filter: ${asked.join(", ")}`, font: `13px ${sans}`, high: 20 } : null,
    { text: noteWords(app).join(" "), font: `13px ${sans}`, high: 20, soft: true },
  ].filter((line) => line && line.text);
}

function clip(context, text, width) {
  if (context.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 0 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}

function paintKey(context, app, view, left, y, width) {
  const { palette } = view;
  let x = left;
  context.font = `12px ${palette.sans}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  app.vocab.families.forEach((family, i) => {
    trace(context, family.shape, x + 6, y, 5.5);
    context.fillStyle = palette.families[i];
    context.fill();
    context.fillStyle = palette.ink;
    context.fillText(family.label, x + 18, y);
    x += 34 + context.measureText(family.label).width;
  });
  context.fillStyle = palette.soft;
  const room = width - 2 * left - 130;
  const signs = "Ring: several incidents. Hollow: no deaths known. Soft: somewhere in the hatched region.";
  context.fillText(clip(context, signs, room), left, y + 20);
  context.fillText(clip(context, sourceLines(app).join(" "), room), left, y + 40);
  if (!app.state.shaded) paintSizes(context, app, view, width - left, y + 50);
}

/** Rings one in the other, standing on one line, as in the legend on screen. */
function paintSizes(context, app, view, right, bottom) {
  const { palette } = view;
  const values = legendValues(view.marks.reduce((most, mark) => Math.max(most, mark.value ?? 0), 0));
  if (!values.length) return;
  const radii = values.map((value) => radiusOf(value, view.factor));
  const x = right - 62 - radii[0];
  context.font = `11px ${palette.sans}`;
  context.lineWidth = 1;
  context.strokeStyle = palette.soft;
  radii.forEach((radius, i) => {
    trace(context, "circle", x, bottom - radius, radius);
    context.stroke();
    const y = Math.max(bottom - 2 * radius, bottom - 2 * radii[0] + i * 13);
    context.fillText(`${app.format.short(values[i])}${i ? "" : ` ${app.state.measure}`}`, x + radii[0] + 8, y + 4);
  });
}

function paintBar(context, view, right, bottom) {
  const { map, palette } = view;
  const middle = map.getSize().divideBy(2);
  const km = map.distance(map.containerPointToLatLng(middle), map.containerPointToLatLng(middle.add([100, 0]))) / 1000;
  const bar = scaleBar(km / 100, 120);
  const x = right - EDGE - bar.px;
  const y = bottom - 14;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x, y);
  context.lineTo(x + bar.px, y);
  context.lineTo(x + bar.px, y - 5);
  context.stroke();
  context.font = `11px ${palette.sans}`;
  context.fillStyle = palette.ink;
  context.textAlign = "center";
  context.fillText(`${bar.km} km`, x + bar.px / 2, y - 9);
}
