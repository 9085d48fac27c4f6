// The state of the page in the address, so that a view can be sent. Everything read back is checked.

import { OTHERS } from "../data/names.mjs";
import { one, whole } from "../filter/reading.mjs";
import { FILTERS } from "../filter/registry.mjs";

const MEASURES = ["killed", "wounded", "incidents"];
const THEMES = ["light", "dark"];
const SCRIPTS = ["en", ...Object.keys(OTHERS)];
const MOST = 8000; // characters that are read

/** State -> "p=Diyala&k=shooting&..."; only what differs from the default. */
export function toHash(state, filters = FILTERS) {
  const out = new URLSearchParams();
  for (const filter of filters) filter.toHash(state.filter[filter.id], out);
  if (state.measure !== "killed") out.set("m", state.measure);
  if (state.shaded) out.set("shade", "1");
  if (state.names) out.set("names", state.names);
  if (state.theme) out.set("theme", state.theme);
  if (state.incident !== null) out.set("i", state.incident);
  if (state.view) out.set("map", [state.view.zoom, state.view.lat.toFixed(4), state.view.lon.toFixed(4)].join("/"));
  return out.toString().replaceAll("%2F", "/"); // a slash may stand as it is, and reads better
}

/** The reverse. What the table does not know, what is not a number or out of range is passed over. */
export function fromHash(text, table, filters = FILTERS) {
  const given = new URLSearchParams(String(text).replace(/^#/, "").slice(0, MOST));
  return {
    filter: Object.fromEntries(filters.map((filter) => [filter.id, filter.fromHash(given, table)])),
    measure: one(given, "m", MEASURES, "killed"),
    shaded: given.get("shade") === "1",
    names: one(given, "names", SCRIPTS, ""),
    theme: one(given, "theme", THEMES, ""),
    incident: whole(given, "i", 0, table.n - 1, null),
    view: viewOf(given.get("map")),
  };
}

function viewOf(text) {
  const parts = (text ?? "").split("/").map(Number);
  if (parts.length !== 3 || !parts.every(Number.isFinite)) return null;
  const [zoom, lat, lon] = parts;
  return zoom >= 3 && zoom <= 18 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}
