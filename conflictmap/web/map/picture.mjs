// The map with its head, legend and sources on one canvas.

import { noteWords, periodWords, totalWords } from "../data/totalwords.mjs";
import { askedWords, filterWords } from "../filter/registry.mjs";
import { legendValues, radiusOf } from "./scale.mjs";
import { trace } from "./paint.mjs";
import { mercatorX, mercatorY, scaleBar } from "../data/geo.mjs";
import { sourceLines } from "../data/sources.mjs";
import { frameAround, frameOfBox, pxOfKm, shownBox } from "./outlook.mjs";

const EDGE = 24;
const FOOT = 78;
const MOST_LINES = 3; // of one part of the head
const RATIO = 2;
const PAPER = { x: 1060, y: 560 }; // px of the map on a landscape sheet

/** What is on screen -> a PNG. */
export function makePng(app, view) {
  const canvas = paintPicture(app, view, view.map.getSize());
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** The same for paper: a fixed shape around the middle of the view, or around what is left where questions are asked. */
export function makePaper(app, view) {
  const box = filterWords(app).length ? shownBox(app) : null;
  return paintPicture(app, view, PAPER, box ? frameOfBox(box, PAPER) : frameOf(view.map, PAPER));
}

function paintPicture(app, view, size, around = frameOf(view.map, size)) {
  const frame = { ...around, ratio: RATIO };
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const head = headLines(app, context, size.x - 2 * EDGE);
  const top = EDGE + head.reduce((sum, line) => sum + line.high, 0) + 10;
  canvas.width = size.x * RATIO;
  canvas.height = (size.y + top + FOOT) * RATIO;
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
  view.paintAll(context, frame);
  context.restore();
  paintKey(context, app, view, EDGE, top + size.y + 18, size.x);
  paintBar(context, view.palette, frame, top);
  view.redraw(); // painting elsewhere has moved the marks' px
  return canvas;
}

/** A frame that shows at least what the screen shows. */
function frameOf(map, size) {
  const screen = map.getSize();
  const zoom = map.getZoom() + Math.log2(Math.min(size.x / screen.x, size.y / screen.y));
  const { lat, lng } = map.getCenter();
  return frameAround(mercatorX(lng), mercatorY(lat), zoom, size);
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

/** Title, period, totals, what is asked, notes: long ones over several lines. */
function headLines(app, context, width) {
  const { sans, serif } = app.fonts;
  const lines = [
    { text: app.table.title, font: `600 24px ${serif}`, high: 32 },
    { text: periodWords(app), font: `13px ${sans}`, high: 20, soft: true },
    { text: totalWords(app), font: `600 16px ${sans}`, high: 24 },
    { text: askedWords(app), font: `13px ${sans}`, high: 20 },
    { text: noteWords(app).join(" "), font: `13px ${sans}`, high: 20, soft: true },
  ];
  return lines
    .filter(({ text }) => text)
    .flatMap((line) => {
      context.font = line.font;
      return wrap(context, line.text, width).map((text) => ({ ...line, text }));
    });
}

/** The lines of a text, at most `MOST_LINES` of them; the last is clipped when it is painted. */
function wrap(context, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.length < MOST_LINES && lines.at(-1) && context.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
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

function paintBar(context, palette, frame, top) {
  const bar = scaleBar(1 / pxOfKm(frame), 120);
  const x = frame.width - EDGE - bar.px;
  const y = top + frame.height - 14;
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
