// Where the map looks: at all of it, at one incident, at another place its words may have meant.

import { latOf, lonOf, mercatorX, mercatorY } from "../data/geo.mjs";

/** Shows the country, or all incidents where no country is known; with neither the map stays where it opened. */
export function fitAll(app, map, animate) {
  const box = app.basemap.bounds ?? dataBounds(app);
  if (!box) return;
  const [west, south, east, north] = box;
  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    { animate, padding: [10, 10] },
  );
}

function dataBounds({ bounds }) {
  const { west, north, east, south } = bounds;
  return east > 0 ? [lonOf(west), latOf(south), lonOf(east), latOf(north)] : null;
}

export function locate(app, map, row) {
  const { place, groups } = app.table;
  const p = groups.where.codes[row];
  if (!place.drawn[p]) return;
  // A region is shown whole; a point comes close enough for the towns around it to be named.
  const zoom = app.reach[p] > 0 ? Math.min(10, Math.log2(0.8 / app.reach[p])) : 9;
  const near = Math.max(map.getZoom(), Math.max(6, Math.round(zoom * 2) / 2));
  const at = map.project([latOf(place.y[p]), lonOf(place.x[p])], near);
  const sheet = document.getElementById("cm-sheet");
  const beside = sheet && !sheet.hidden ? sheet.getBoundingClientRect() : null;
  const stage = map.getContainer().getBoundingClientRect();
  // The sheet lies over the map: the place goes to the middle of what is left.
  if (beside && beside.width < stage.width * 0.8) at.x += beside.width / 2;
  else if (beside) at.y += beside.height / 2;
  map.setView(map.unproject(at, near), near);
}

/** Points at another place: { lat, lon }. */
export function pointAt(view, map, other) {
  if (!Number.isFinite(other?.lat) || !Number.isFinite(other?.lon)) return;
  view.other = { x: mercatorX(other.lon), y: mercatorY(other.lat) };
  map.panTo([other.lat, other.lon]);
  view.redraw(["top"]);
}
