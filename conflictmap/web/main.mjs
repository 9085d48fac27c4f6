// Where the page begins: the host map, the data, the first frame, then the texts.

import { readCore, readDetail, unpack } from "./data/payload.mjs";
import { makeSearcher } from "./data/search.mjs";
import { Vocabulary } from "./data/vocab.mjs";
import { readBasemap } from "./map/basemap.mjs";
import { isSettled } from "./map/camera.mjs";
import { App } from "./page/app.mjs";
import { build } from "./page/build.mjs";
import { el } from "./parts/dom.mjs";
import { formatter } from "./data/format.mjs";

let host = null;
let shown = null;

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
    trackResize: false, // map/camera.mjs does
  });
  return host;
}

const block = (id) => unpack(document.getElementById(id).textContent);

/** The texts, in parts; between two of them the page may answer. */
async function details() {
  const parts = [];
  while (document.getElementById(detailId(parts.length))) parts.push(await block(detailId(parts.length)));
  parts.at(-1).spellings = await block("cm-spellings");
  return parts;
}

const detailId = (number) => `cm-detail-${number}`;

export async function start() {
  try {
    const [codebook, core, ground] = await Promise.all(["cm-codebook", "cm-core", "cm-basemap"].map(block));
    const table = readCore(core, new Vocabulary(codebook));
    const app = new App(table, readBasemap(ground), formatter(navigator.languages ?? undefined));
    shown = build(app, host);
    performance.mark("conflictmap:first-frame");
    document.documentElement.dataset.drawn = "true";
    await new Promise((done) => setTimeout(done, 30)); // let the first frame be seen
    readDetail(app.table, ...(await details()));
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

/** What is drawn, in px of the page: for tests and for the curious in the console. */
export function marksOnScreen() {
  const { pad } = shown.stage.frame;
  const { left, top } = shown.map.getContainer().getBoundingClientRect();
  return (shown.fan ? shown.fan.items : shown.marks).map((mark) => ({
    x: left + mark.px - pad.x,
    y: top + mark.py - pad.y,
    radius: mark.radius,
    value: mark.value ?? null,
    incidents: mark.incidents ?? 1,
    places: mark.active ?? 1,
    area: Boolean(mark.area),
  }));
}

/** Has the map taken in the size it was given? */
export const settled = () => isSettled(shown.map);

/** Where the incident that is open is to be seen, in px of the page; null if none is, or nowhere. */
export function chosenOnScreen() {
  const { incident } = shown.app.state;
  const spot = incident === null ? null : shown.spotOf(incident);
  const { left, top } = shown.map.getContainer().getBoundingClientRect();
  return spot && { x: left + spot.x, y: top + spot.y };
}

/** What names the data of this map, as in the keys of the browser's storage. */
export const digest = () => shown.app.table.digest;

/** Where a place lies, in px of the page. */
export function pointOnScreen(lon, lat) {
  const { left, top } = shown.map.getContainer().getBoundingClientRect();
  const { x, y } = shown.map.latLngToContainerPoint([lat, lon]);
  return { x: left + x, y: top + y };
}
