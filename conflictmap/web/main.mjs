// The page comes together here.

import { App } from "./app.mjs";
import { readBasemap } from "./basemap.mjs";
import { el } from "./dom.mjs";
import { formatter } from "./format.mjs";
import { glyph } from "./glyph.mjs";
import { makeLegend } from "./legend.mjs";
import { makeSheet } from "./sheet.mjs";
import { attachPointer } from "./pointer.mjs";
import { readCore, readDetail, unpack } from "./payload.mjs";
import { makeProvinces } from "./provinces.mjs";
import { applyTheme } from "./theme.mjs";
import { makeTotals } from "./totals.mjs";
import { MapView } from "./view.mjs";
import { latOf, lonOf } from "./geo.mjs";

let host = null;

/** Called by folium's script: makes the Leaflet map our layer goes on. */
export function hostMap(id, centre) {
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
    worldCopyJump: false,
  });
  return host;
}

const text = (id) => document.getElementById(id).textContent;

export async function start() {
  const [core, ground] = await Promise.all([unpack(text("cm-core")), unpack(text("cm-basemap"))]);
  const app = new App(readCore(core), readBasemap(ground), formatter(navigator.languages ?? undefined));
  build(app, host);
  performance.mark("conflictmap:first-frame");
  setTimeout(async () => {
    readDetail(app.table, await unpack(text("cm-detail")));
    app.ready(() => null);
    document.documentElement.dataset.ready = "true";
  });
}

function build(app, map) {
  const palette = applyTheme(app.state.theme);
  const root = document.getElementById("cm-root");
  const panel = el("aside", { id: "cm-panel", class: "cm-panel", "aria-label": "Figures and filters" });
  root.prepend(panel);
  map.invalidateSize({ animate: false });
  fitCountry(app, map);
  const view = new MapView(app, map, palette);
  panel.append(el("h1", { class: "cm-title" }, app.table.title), makeTotals(app), makeProvinces(app));
  document.getElementById("cm-stage").append(makeLegend(app, view));
  const sheet = makeSheet(app, { glyph, show: () => {}, near: () => null, locate: () => {} });
  document.getElementById("cm-stage").append(sheet.box);
  attachPointer(app, view, map, { onMany: () => {} });
  L.control.scale({ position: "bottomright" }).addTo(map);
  L.control.zoom({ position: "topright" }).addTo(map);
  app.listen((_, changed) => {
    if (changed.has("filter") || changed.has("measure")) {
      view.redraw();
      performance.measure("conflictmap:filter", "conflictmap:filter-start");
    } else if (changed.has("incident")) view.redraw(["top"]);
  });
}

function fitCountry(app, map) {
  const { bounds } = app.basemap;
  const box = bounds ?? dataBounds(app.table) ?? [38.7, 29, 48.6, 37.4];
  map.fitBounds([
    [box[1], box[0]],
    [box[3], box[2]],
  ], { animate: false, padding: [12, 12] });
}

function dataBounds({ place }) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  place.x.forEach((x, i) => {
    if (!place.drawn[i]) return;
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], place.y[i]);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], place.y[i]);
  });
  return box[0] <= box[2] ? [lonOf(box[0]), latOf(box[3]), lonOf(box[2]), latOf(box[1])] : null;
}

