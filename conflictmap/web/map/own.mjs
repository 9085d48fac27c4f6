// A reader's own GeoJSON as shapes. It is a stranger's file: bounded, checked, its texts only ever text. Pure.

import { contains, mercatorX, mercatorY } from "../data/geo.mjs";

export const MOST_BYTES = 10_000_000;
const MOST_POINTS = 400_000;
const DEEPEST = 8; // collections in collections
const LONGEST = 80; // characters of a name
const NAMES = ["name", "NAME", "Name", "title", "label", "name_en", "id"];

export class OwnFault extends Error {}

/**
 * Text of a file -> { name, count, skipped, areas, lines, points }. An area or a line is { name, fill, parts, box, path }
 * on the unit square, as the ground's shapes are; a point { name, x, y }. Throws an OwnFault that says what is wrong.
 */
export function readOwn(text, name) {
  if (text.length > MOST_BYTES) throw new OwnFault(`larger than ${MOST_BYTES / 1e6} MB`);
  let data;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new OwnFault("no JSON");
  }
  const out = { name: short(name), count: 0, skipped: 0, areas: [], lines: [], points: [], left: MOST_POINTS };
  for (const feature of featuresOf(data)) {
    const before = out.areas.length + out.lines.length + out.points.length;
    take(out, feature?.geometry, nameOf(feature?.properties), 0);
    if (out.areas.length + out.lines.length + out.points.length > before) out.count += 1;
    else out.skipped += 1;
  }
  if (!out.count)
    throw new OwnFault("nothing in it can be drawn: GeoJSON has longitude and latitude in degrees (EPSG:4326)");
  return out;
}

function featuresOf(data) {
  if (data?.type === "FeatureCollection" && Array.isArray(data.features)) return data.features;
  if (data?.type === "Feature") return [data];
  if (typeof data?.type === "string" && (data.coordinates || data.geometries)) return [{ geometry: data }];
  throw new OwnFault("no GeoJSON");
}

const short = (text) => String(text).trim().slice(0, LONGEST);

function nameOf(properties) {
  if (typeof properties !== "object" || properties === null) return "";
  const key = NAMES.find(
    (one) => Object.hasOwn(properties, one) && ["string", "number"].includes(typeof properties[one]),
  );
  return key ? short(properties[key]) : "";
}

function take(out, geometry, name, depth) {
  const { type, coordinates: at, geometries } = geometry ?? {};
  if (type === "GeometryCollection" && Array.isArray(geometries) && depth < DEEPEST)
    for (const one of geometries) take(out, one, name, depth + 1);
  else if (type === "Point") takePoints(out, [at], name);
  else if (type === "MultiPoint") takePoints(out, at, name);
  else if (type === "LineString") takeShape(out, [at], name, false);
  else if (type === "MultiLineString") takeShape(out, at, name, false);
  else if (type === "Polygon") takeShape(out, at, name, true);
  else if (type === "MultiPolygon" && Array.isArray(at)) for (const one of at) takeShape(out, one, name, true);
}

const isPlace = (at) =>
  Array.isArray(at) &&
  Number.isFinite(at[0]) &&
  Number.isFinite(at[1]) &&
  Math.abs(at[0]) <= 180 &&
  Math.abs(at[1]) <= 90;

function spend(out, many) {
  out.left -= many;
  if (out.left < 0) throw new OwnFault(`more than ${MOST_POINTS.toLocaleString("en")} points`);
}

function takePoints(out, list, name) {
  if (!Array.isArray(list)) return;
  spend(out, list.length);
  for (const at of list) if (isPlace(at)) out.points.push({ name, x: mercatorX(at[0]), y: mercatorY(at[1]) });
}

function takeShape(out, rings, name, fill) {
  if (!Array.isArray(rings)) return;
  const least = fill ? 3 : 2;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const parts = [];
  for (const ring of rings) {
    if (!Array.isArray(ring) || ring.length < least) continue;
    spend(out, ring.length);
    if (!ring.every(isPlace)) return; // half a shape would lie
    const part = new Float64Array(2 * ring.length);
    ring.forEach(([lon, lat], i) => {
      const [x, y] = [mercatorX(lon), mercatorY(lat)];
      part[2 * i] = x;
      part[2 * i + 1] = y;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    });
    parts.push(part);
  }
  if (parts.length) (fill ? out.areas : out.lines).push({ name, fill, parts, box, path: null });
}

/** Name of what lies at a point of the unit square: a point within `reach`, else the smallest area; "" for nothing. */
export function ownAt(own, x, y, reach) {
  const point = own.points.find((one) => Math.hypot(one.x - x, one.y - y) <= reach);
  if (point) return point.name;
  const size = ({ box }) => (box[2] - box[0]) * (box[3] - box[1]);
  const around = own.areas.filter((shape) => contains(shape, x, y));
  return around.reduce((best, shape) => (!best || size(shape) < size(best) ? shape : best), null)?.name ?? "";
}
