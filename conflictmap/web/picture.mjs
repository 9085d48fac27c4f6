// The map with its head, legend and sources on one canvas.

import { filterWords } from "./chips.mjs";
import { noteWords } from "./totals.mjs";
import { legendValues, radiusOf } from "./scale.mjs";
import { trace } from "./paint.mjs";
import { FAMILIES } from "./vocab.mjs";
import { scaleBar } from "./geo.mjs";
import { sourceLines } from "./sources.mjs";

const EDGE = 24;

/** What is on screen -> a PNG. */
export function paintPicture(app, view) {
  const { map, stage } = view;
  const size = map.getSize();
  const ratio = 2;
  const head = headLines(app);
  const top = EDGE + head.reduce((sum, line) => sum + line.high, 0) + 10;
  const foot = 78;
  const canvas = document.createElement("canvas");
  canvas.width = size.x * ratio;
  canvas.height = (size.y + top + foot) * ratio;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.fillStyle = view.palette.paper;
  context.fillRect(0, 0, size.x, size.y + top + foot);
  let y = EDGE;
  for (const line of head) {
    y += line.high;
    context.font = line.font;
    context.fillStyle = line.soft ? view.palette.soft : view.palette.ink;
    context.fillText(clip(context, line.text, size.x - 2 * EDGE), EDGE, y - 6);
  }
  const { pad } = stage.frame;
  context.save();
  context.beginPath();
  context.rect(0, top, size.x, size.y);
  context.clip();
  // Online tiles would taint the canvas, and are not ours to hand on: the ground is drawn from the page's own data.
  context.translate(-pad.x, top - pad.y);
  view.paintAll(context, { ...stage.frame, ratio });
  context.restore();
  paintKey(context, app, view, EDGE, top + size.y + 18, size.x);
  paintBar(context, view, size.x, top + size.y);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function headLines(app) {
  const { sums, format } = app;
  const { sans, serif } = app.fonts;
  const figures = ["killed", "wounded"].map((what) => {
    const sum = sums[what];
    const range = format.total(sum);
    return sum.known ? `${format.number(sum.best)} ${what}${range ? ` (${range})` : ""}` : `${what} not known`;
  });
  const totals = [...figures, `${format.number(sums.incidents)} incidents`].join(" · ");
  const asked = filterWords(app).map(({ text }) => text);
  return [
    { text: app.table.title, font: `600 24px ${serif}`, high: 32 },
    { text: totals, font: `600 16px ${sans}`, high: 24 },
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
  FAMILIES.forEach((family, i) => {
    trace(context, family.shape, x + 6, y, 5.5);
    context.fillStyle = palette.families[i];
    context.fill();
    context.fillStyle = palette.ink;
    context.fillText(family.label, x + 18, y);
    x += 34 + context.measureText(family.label).width;
  });
  const values = legendValues(view.marks.reduce((most, mark) => Math.max(most, mark.value ?? 0), 0));
  const sizes = values.map((value) => `${app.format.number(value)}: ${Math.round(2 * radiusOf(value, view.factor))} px`);
  context.fillStyle = palette.soft;
  const scale = sizes.length && !app.state.shaded ? `Area: ${app.state.measure} (diameter of ${sizes.join(", ")}). ` : "";
  context.fillText(clip(context, `${scale}Hollow: no deaths known. Soft: somewhere in the hatched region.`, width - 2 * left), left, y + 20);
  context.fillText(clip(context, sourceLines(app).join(" "), width - 2 * left), left, y + 40);
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
