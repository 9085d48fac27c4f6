// The page comes together here.

import { App } from "./app.mjs";
import { readBasemap } from "./basemap.mjs";
import { el, whenQuiet } from "./dom.mjs";
import { formatter } from "./format.mjs";
import { mercatorX, mercatorY, latOf, lonOf } from "./geo.mjs";
import { glyph } from "./glyph.mjs";
import { fromHash, toHash } from "./hash.mjs";
import { makeLegend } from "./legend.mjs";
import { makePanel } from "./panel.mjs";
import { readCore, readDetail, unpack } from "./payload.mjs";
import { makePaper } from "./picture.mjs";
import { attachPointer } from "./pointer.mjs";
import { makeSearcher } from "./search.mjs";
import { makeSheet } from "./sheet.mjs";
import { sourceLines } from "./sources.mjs";
import { applyTheme } from "./theme.mjs";
import { makeHelp, makeToolbar } from "./toolbar.mjs";
import { MapView } from "./view.mjs";

let host = null;
let shownView = null;

/** Called by folium's script: makes the Leaflet map our layer goes on. */
export function hostMap(id, centre) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  host = L.map(id, {
    center: centre,
    zoom: 6,
    minZoom: 4,
    maxZoom: 16,
    zoomSnap: 0.5,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    inertia: !still,
  });
  return host;
}

const text = (id) => document.getElementById(id).textContent;

export async function start() {
  try {
    const [core, ground] = await Promise.all([unpack(text("cm-core")), unpack(text("cm-basemap"))]);
    const app = new App(readCore(core), readBasemap(ground), formatter(navigator.languages ?? undefined));
    build(app, host);
    performance.mark("conflictmap:first-frame");
    document.documentElement.dataset.drawn = "true";
    await new Promise((done) => setTimeout(done, 30)); // let the first frame be seen
    readDetail(app.table, await unpack(text("cm-detail")));
    const search = makeSearcher(app.table);
    app.ready(search);
    search.prepare(window.requestIdleCallback ?? ((run) => setTimeout(run, 200)));
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    // An old browser without what this needs, or a damaged file: say so instead of an empty page.
    document
      .getElementById("cm-stage")
      .append(el("p", { class: "cm-failed", role: "alert" }, `The map could not be shown: ${error?.message ?? error}`));
    throw error;
  }
}

function build(app, map) {
  app.change({ ...fromHash(location.hash, app.known) });
  const palette = applyTheme(app.state.theme);
  app.fonts = { sans: palette.sans, serif: palette.serif };
  const root = document.getElementById("cm-root");
  const stage = document.getElementById("cm-stage");
  map.getContainer().setAttribute("aria-label", "Map: arrow keys move it, plus and minus zoom");
  addTiles(app, map);
  const view = new MapView(app, map, palette);
  const panel = makePanel(app, view, { open: (row) => show(row, true) });
  root.prepend(panel.node);
  map.invalidateSize({ animate: false });
  const help = makeHelp();
  const sheet = makeSheet(app, {
    glyph,
    near: panel.list.near,
    locate: (row) => locate(app, map, row),
    show: (other) => showOther(view, map, other),
  });
  stage.append(
    makeToolbar(app, { fit: () => fit(app, map, true), help: () => help.showModal() }),
    makeLegend(app, view),
    sheet.box,
    help,
    makeSources(app),
  );
  attachPointer(app, view, map, { onMany: (mark) => narrow(app, view, panel, mark) });
  L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
  L.control.zoom({ position: "topright" }).addTo(map);
  if (app.state.view) map.setView([app.state.view.lat, app.state.view.lon], app.state.view.zoom, { animate: false });
  else fit(app, map, false);
  view.start();
  shownView = view;

  function show(row, pan) {
    panel.lower();
    app.change({ incident: row });
    if (pan) locate(app, map, row);
  }
  follow(app, view);
  keepHash(app, map);
  if (app.state.incident !== null) {
    sheet.show();
    if (!app.state.view) locate(app, map, app.state.incident);
  }
}

/** More lie on one spot than a fan can hold: the list shows them all. */
function narrow(app, view, panel, mark) {
  const ids = new Set(view.placesOf(mark).map((p) => app.table.groups.where.cols.place_id[p]));
  const [id] = ids;
  if (ids.size === 1 && id) app.filter({ place: id });
  panel.showList();
}

function follow(app, view) {
  app.listen((_, changed) => {
    if (changed.has("theme")) view.palette = applyTheme(app.state.theme);
    if (changed.has("filter") || changed.has("measure") || changed.has("shaded") || changed.has("theme")) {
      view.fan = null;
      view.hover = -1;
      view.redraw(
        changed.has("theme") || changed.has("shaded") || app.state.shaded || view.chosenChanged()
          ? undefined
          : ["marks", "top"],
      );
      if (changed.has("filter")) performance.measure("conflictmap:filter", "conflictmap:filter-start");
    }
    if (changed.has("incident")) {
      view.other = null;
      view.redraw(["top"]);
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => app.change({ theme: app.state.theme }));
  onPrint(app, view);
}

/** Paper is light, whatever the screen is, and carries the figures with the map. */
function onPrint(app, view) {
  const paper = el("div", { id: "cm-paper", "aria-hidden": "true" });
  document.body.append(paper);
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = app.state.theme;
    app.change({ theme: "light" });
    const table = document.getElementById("cm-provinces").cloneNode(true);
    table.removeAttribute("id");
    paper.replaceChildren(makePaper(app, view), table);
  });
  window.addEventListener("afterprint", () => {
    paper.replaceChildren();
    app.change({ theme: before ?? "" });
  });
}

function keepHash(app, map) {
  let last = null;
  const write = whenQuiet(() => {
    const next = toHash(app.state);
    if (next === last) return;
    last = next;
    try {
      history.replaceState(null, "", next ? `#${next}` : location.pathname + location.search);
    } catch {
      // Inside a notebook's frame the page has no address of its own.
    }
  }, 200);
  app.listen(write);
  map.on("moveend", () => {
    const centre = map.getCenter();
    app.state.view = { zoom: map.getZoom(), lat: centre.lat, lon: centre.lng };
    write();
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.replace(/^#/, "") === last) return;
    const state = fromHash(location.hash, app.known);
    app.change(state);
    if (state.view) map.setView([state.view.lat, state.view.lon], state.view.zoom);
  });
}

function fit(app, map, animate) {
  const [west, south, east, north] = app.basemap.bounds ?? dataBounds(app) ?? [38.7, 29, 48.6, 37.4];
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

function locate(app, map, row) {
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

function showOther(view, map, other) {
  if (!Number.isFinite(other?.lat) || !Number.isFinite(other?.lon)) return;
  view.other = { x: mercatorX(other.lon), y: mercatorY(other.lat) };
  map.panTo([other.lat, other.lon]);
  view.redraw(["top"]);
}

function addTiles(app, map) {
  const { tiles } = app.table;
  if (tiles) L.tileLayer(tiles.url, { subdomains: tiles.subdomains, maxZoom: tiles.maxZoom }).addTo(map);
}

const makeSources = (app) => el("p", { class: "cm-sources", id: "cm-sources" }, sourceLines(app).join(" "));

/** What is drawn, in px of the page: for tests and for the curious in the console. */
export function marksOnScreen() {
  const { pad } = shownView.stage.frame;
  const { left, top } = shownView.map.getContainer().getBoundingClientRect();
  return (shownView.fan ? shownView.fan.items : shownView.marks).map((mark) => ({
    x: left + mark.px - pad.x,
    y: top + mark.py - pad.y,
    radius: mark.radius,
    value: mark.value ?? null,
    incidents: mark.incidents ?? 1,
    places: mark.active ?? 1,
    area: Boolean(mark.area),
  }));
}
