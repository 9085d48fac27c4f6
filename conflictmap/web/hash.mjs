// The state of the page in the address, so that a view can be sent. Everything read back is checked.

import { dayNumber, isoDay, NO_DAY } from "./payload.mjs";
import { emptyFilter } from "./filter.mjs";
import { KIND_IDS } from "./vocab.mjs";

const MEASURES = ["killed", "wounded", "incidents"];
const THEMES = ["light", "dark"];
const MOST_TEXT = 200;
const MOST_COUNT = 1000000;

/** State -> "p=Diyala&k=shooting&..."; only what differs from the default. */
export function toHash(state) {
  const f = state.filter;
  const out = new URLSearchParams();
  for (const name of f.provinces) out.append("p", name);
  if (f.kinds.length) out.set("k", f.kinds.join("."));
  if (f.from !== NO_DAY) out.set("from", isoDay(f.from));
  if (f.to !== NO_DAY) out.set("to", isoDay(f.to));
  if (f.killed) out.set("killed", f.killed);
  if (f.wounded) out.set("wounded", f.wounded);
  if (f.precision < 7) out.set("prec", f.precision);
  for (const name of f.victims) out.append("v", name);
  if (f.text) out.set("q", f.text);
  if (f.doubts) out.set("doubts", f.doubts);
  if (f.leftOut) out.set("all", "1");
  if (f.place) out.set("at", f.place);
  if (state.measure !== "killed") out.set("m", state.measure);
  if (state.shaded) out.set("shade", "1");
  if (state.theme) out.set("theme", state.theme);
  if (state.incident !== null) out.set("i", state.incident);
  if (state.view) out.set("map", [state.view.zoom, state.view.lat.toFixed(4), state.view.lon.toFixed(4)].join("/"));
  return out.toString().replaceAll("%2F", "/"); // a slash may stand as it is, and reads better
}

/**
 * The reverse. `known`: { provinces, victims, doubts, places: arrays of what there is; n: how many incidents }.
 * What is not known, not a number or out of range is passed over.
 */
export function fromHash(text, known) {
  const given = new URLSearchParams(String(text).replace(/^#/, "").slice(0, 8000));
  const filter = emptyFilter();
  const some = (values, allowed) => [...new Set(values)].filter((value) => allowed.includes(value));
  const one = (key, allowed, otherwise) => (allowed.includes(given.get(key)) ? given.get(key) : otherwise);
  const whole = (key, least, most, otherwise) => {
    const value = given.get(key) ?? "";
    return /^\d{1,7}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : otherwise;
  };
  filter.provinces = some(given.getAll("p"), known.provinces);
  filter.kinds = some((given.get("k") ?? "").split("."), KIND_IDS);
  filter.from = dayNumber(given.get("from"));
  filter.to = dayNumber(given.get("to"));
  if (filter.to !== NO_DAY && filter.from > filter.to) filter.from = filter.to = NO_DAY;
  filter.killed = whole("killed", 1, MOST_COUNT, 0);
  filter.wounded = whole("wounded", 1, MOST_COUNT, 0);
  filter.precision = whole("prec", 1, 6, 7);
  filter.victims = some(given.getAll("v"), known.victims);
  filter.text = (given.get("q") ?? "").slice(0, MOST_TEXT);
  filter.doubts = one("doubts", ["none", "any", ...known.doubts], "");
  filter.leftOut = given.get("all") === "1";
  filter.place = one("at", known.places, "");
  return {
    filter,
    measure: one("m", MEASURES, "killed"),
    shaded: given.get("shade") === "1",
    theme: one("theme", THEMES, ""),
    incident: whole("i", 0, known.n - 1, null),
    view: viewOf(given.get("map")),
  };
}

function viewOf(text) {
  const parts = (text ?? "").split("/").map(Number);
  if (parts.length !== 3 || !parts.every(Number.isFinite)) return null;
  const [zoom, lat, lon] = parts;
  return zoom >= 3 && zoom <= 18 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}
