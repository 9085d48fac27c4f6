// The ground: neighbours, provinces, districts, rivers and lakes, from data inside the page.

import { contains, decodeShape, mercatorX, mercatorY, overlaps } from "../data/geo.mjs";

const LOCAL = 2 ** 20; // paths are kept in units of 1/LOCAL of the world, around its middle, for the canvas's precision
export const DISTRICT_ZOOM = 7.5;

export function readBasemap(raw) {
  const shapes = {};
  for (const [layer, list] of Object.entries(raw.shapes ?? {})) {
    shapes[layer] = list.map((item) => {
      const centre = { cx: mercatorX(item.at[0]), cy: mercatorY(item.at[1]) };
      return { ...item, local: localName(item), ...centre, ...decodeShape(item), path: null };
    });
  }
  return { shapes, labels: raw.labels ?? [], bounds: raw.bounds, centre: middleOf(raw.bounds) };
}

function middleOf(bounds) {
  if (!bounds) return [0.5, 0.5];
  const [west, south, east, north] = bounds;
  return [mercatorX((west + east) / 2), mercatorY((south + north) / 2)];
}

/** The name in the script of most people there: Kurdish where the English name follows it, else Arabic. */
export const localName = ({ name_ar: arabic, name_ku: kurdish }) => arabic ?? kurdish ?? null;

export function pathOf(shape, centre) {
  if (shape.path) return shape.path;
  const path = new Path2D();
  for (const part of shape.parts) {
    path.moveTo((part[0] - centre[0]) * LOCAL, (part[1] - centre[1]) * LOCAL);
    for (let i = 2; i < part.length; i += 2)
      path.lineTo((part[i] - centre[0]) * LOCAL, (part[i + 1] - centre[1]) * LOCAL);
    if (shape.fill) path.closePath();
  }
  shape.path = path;
  return path;
}

/** Runs `paint(path, scale)` for each shape in view, in the paths' own units; line widths are divided by `scale`. */
export function eachShape(context, frame, basemap, shapes, paint) {
  const { worldPx, originX, originY, view } = frame;
  const scale = worldPx / LOCAL;
  const box = [view.west, view.north, view.east, view.south];
  const [cx, cy] = basemap.centre;
  context.save();
  context.transform(scale, 0, 0, scale, cx * worldPx - originX, cy * worldPx - originY);
  for (const shape of shapes ?? []) {
    if (overlaps(shape.box, box)) paint(pathOf(shape, basemap.centre), scale, shape);
  }
  context.restore();
}

function stroke(context, frame, basemap, shapes, colour, width, dash = []) {
  eachShape(context, frame, basemap, shapes, (path, scale) => {
    context.strokeStyle = colour;
    context.lineWidth = width / scale;
    context.lineJoin = "round";
    context.setLineDash(dash.map((length) => length / scale));
    context.stroke(path);
  });
}

function fill(context, frame, basemap, shapes, colour) {
  eachShape(context, frame, basemap, shapes, (path) => {
    context.fillStyle = colour;
    context.fill(path, "evenodd");
  });
}

/** `shadeOf(name)`: colour of a province when provinces are shaded, or null. `online`: tiles lie beneath. */
export function drawBasemap(context, frame, basemap, palette, { shadeOf, online, chosen }) {
  const { shapes } = basemap;
  const zoom = frame.zoom;
  if (!online) {
    context.fillStyle = palette.water;
    context.fillRect(0, 0, frame.width, frame.height);
    fill(context, frame, basemap, shapes.neighbour, palette.abroad);
    stroke(context, frame, basemap, shapes.neighbour, palette.border, 0.7);
    // The outer border is what is left to be seen of a wide line under the land.
    stroke(context, frame, basemap, shapes.province, palette.border, 3.2);
    fill(context, frame, basemap, shapes.province, palette.land);
    stroke(context, frame, basemap, shapes.province, palette.land, 1);
  }
  if (shadeOf) {
    eachShape(context, frame, basemap, shapes.province, (path, _, shape) => {
      const colour = shadeOf(shape.name);
      if (!colour) return;
      context.fillStyle = colour;
      context.globalAlpha = online ? 0.75 : 1;
      context.fill(path, "evenodd");
      context.globalAlpha = 1;
    });
  }
  if (!online) {
    fill(context, frame, basemap, shapes.lake, palette.water);
    stroke(context, frame, basemap, shapes.lake, palette.river, 0.6);
    stroke(context, frame, basemap, shapes.river, palette.river, zoom < 7 ? 0.9 : zoom < 10 ? 1.4 : 2.2);
  }
  if (zoom >= DISTRICT_ZOOM) stroke(context, frame, basemap, shapes.district, palette["district-line"], 0.8, [2, 3]);
  stroke(context, frame, basemap, shapes.province, palette["province-line"], zoom < 7 ? 0.8 : 1.2);
  drawChosen(context, frame, basemap, palette, chosen);
}

function drawChosen(context, frame, basemap, palette, chosen) {
  if (!chosen?.length) return;
  const some = (basemap.shapes.province ?? []).filter((shape) => chosen.includes(shape.name));
  stroke(context, frame, basemap, some, palette.halo, 4.5);
  stroke(context, frame, basemap, some, palette.ink, 2);
}

export const provinceAt = (basemap, x, y) =>
  (basemap.shapes.province ?? []).find((shape) => contains(shape, x, y))?.name ?? null;
