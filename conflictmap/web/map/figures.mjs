// Names and figures of provinces that are shaded.

import { provinceName } from "../data/names.mjs";
import { classOf } from "./scale.mjs";

const DARK_FROM = 3; // class of the shades from which dark words cannot be read

/** `ends`: upper ends of the classes, as the shades have them. */
export function drawFigures(context, frame, app, palette, ends) {
  const { sums, state, table, format, basemap } = app;
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const shape of basemap.shapes.province ?? []) {
    const i = table.place.provinces.indexOf(shape.name);
    const value = i < 0 ? null : sums.by.province.value(i, state.measure);
    const cls = classOf(value ?? 0, ends);
    const [x, y] = [shape.cx * frame.worldPx - frame.originX, shape.cy * frame.worldPx - frame.originY];
    const room = (shape.box[2] - shape.box[0]) * frame.worldPx;
    context.fillStyle = cls >= 0 && cls + 5 - ends.length >= DARK_FROM ? palette["on-shade"] : palette.ink;
    context.font = `11px ${palette.sans}`;
    const name = provinceName(app, shape.name);
    const named = context.measureText(name).width < room * 0.8;
    if (named) context.fillText(name, x, y - 8);
    context.font = `650 14px ${palette.sans}`;
    context.fillText(value === null ? "–" : format.short(value), x, y + (named ? 7 : 0));
  }
  context.restore();
}
