// The parts of the page put together, and what follows what.

import { Corrections } from "../corrections/corrections.mjs";
import { makeOverview } from "../corrections/overview.mjs";
import { findStorage } from "../corrections/store.mjs";
import { sourceLines } from "../data/sources.mjs";
import { Camera } from "../map/camera.mjs";
import { makeLegend } from "../map/legend.mjs";
import { Pointer } from "../map/pointer.mjs";
import { makeOwnLayer } from "../map/ownlayer.mjs";
import { MapView } from "../map/view.mjs";
import { makePanel } from "../panel/panel.mjs";
import { el } from "../parts/dom.mjs";
import { makeSheet } from "../sheet/sheet.mjs";
import { makeAbout } from "./about.mjs";
import { keepAddress, readAddress } from "./address.mjs";
import { makeEmbed } from "./embed.mjs";
import { makeHelp } from "./help.mjs";
import { makeMore } from "./more.mjs";
import { onPrint } from "./print.mjs";
import { applyTheme } from "./theme.mjs";
import { makeToolbar } from "./toolbar.mjs";

/** Builds the page around a Leaflet map and returns the view that draws on it. */
export function build(app, map) {
  app.change(readAddress(app));
  const palette = applyTheme(app.state.theme, app.vocab.families);
  app.fonts = { sans: palette.sans, serif: palette.serif };
  map.getContainer().setAttribute("aria-label", "Map: arrow keys move it, plus and minus zoom");
  addTiles(app, map);
  app.corrections = new Corrections(app, findStorage());
  const view = new MapView(app, map, palette);
  const camera = new Camera(app, map);
  drawFirst(app, view);
  const panel = makePanel(app, view, { open: (row) => show(row) });
  document.getElementById("cm-root").prepend(panel.node);
  map.invalidateSize({ animate: false });
  const sheet = makeSheet(app, {
    near: (row, step) => panel.list.near(row, step),
    locate: (row) => camera.locate(row),
    show: (other) => camera.pointAt(view, other),
    pick: (done) => pointer.pick(done),
  });
  const legend = putOnStage(app, map, view, camera, sheet, (row) => show(row));
  const pointer = new Pointer(app, view, map, camera, { onMany: (mark) => narrow(app, view, panel, mark) });
  if (app.state.incident !== null) sheet.show();
  if (app.state.view) camera.look(app.state.view, false);
  else camera.fit(false);
  view.start();
  makeRoom(legend, sheet.box); // it has its size now

  function show(row) {
    panel.lower();
    app.change({ incident: row });
    camera.locate(row);
  }
  follow(app, view, camera);
  keepAddress(app, map, camera);
  camera.follow();
  if (app.state.incident !== null && !app.state.view) camera.locate(app.state.incident, false);
  return view;
}

function putOnStage(app, map, view, camera, sheet, open) {
  const help = makeHelp();
  const stage = document.getElementById("cm-stage");
  const overview = makeOverview(app, { open });
  const about = makeAbout(app, app.corrections.store.storage, () => camera.keep());
  const embed = makeEmbed(app);
  const own = makeOwnLayer(app, stage);
  const more = makeMore([
    ["cm-open-help", "How to use this map", () => help.showModal()],
    ["cm-open-about", "About this map", about.open],
    ["cm-open-embed", "Embed in a page", embed.open],
    ["cm-open-own", "Add your own GeoJSON", own.choose],
  ]);
  const tools = { fit: () => camera.fit(true), help: () => help.showModal() };
  const toolbar = makeToolbar(app, tools, overview.button, more);
  const legend = makeLegend(app, view);
  legend.addEventListener("toggle", () => camera.keep());
  app.listen((_, changed) => {
    if (changed.has("incident")) makeRoom(legend, sheet.box);
  });
  L.control.zoom({ position: "topright" }).addTo(map);
  const scale = L.control.scale({ imperial: false }).addTo(map).getContainer();
  const sources = el("p", { class: "cm-sources cm-covers", id: "cm-sources" }, sourceLines(app).join(" "));
  const foot = el("div", { class: "cm-foot" }, el("div", { class: "cm-foot-row" }, legend, scale), sources);
  legend.append(own.entry);
  stage.append(toolbar, foot, about.box, sheet.box, own.note, own.input, help, overview.box, embed.box);
  return legend;
}

/** The legend gives way to the sheet where both would hide most of the map, and comes back after it. */
function makeRoom(legend, sheet) {
  const stage = document.getElementById("cm-stage").clientWidth;
  const crowded = !sheet.hidden && legend.offsetWidth > (stage - sheet.offsetWidth) / 2;
  if (legend.open && crowded) {
    legend.open = false;
    legend.dataset.wanted = "true";
  } else if (sheet.hidden && legend.dataset.wanted) {
    legend.open = true;
    delete legend.dataset.wanted;
  }
}

function addTiles(app, map) {
  const { tiles } = app.table;
  if (tiles) L.tileLayer(tiles.url, { subdomains: tiles.subdomains, maxZoom: tiles.maxZoom }).addTo(map);
}

/** More lie on one spot than a fan can hold: the list shows them all. */
function narrow(app, view, panel, mark) {
  const ids = new Set(view.placesOf(mark).map((p) => app.table.groups.where.cols.place_id[p]));
  const [id] = ids;
  if (ids.size === 1 && id) app.ask("place", id);
  panel.showList();
}

const REDRAWN_BY = ["filter", "measure", "shaded", "theme", "names"];

/**
 * The map hears of a change before the panel does: a canvas that sets a font has the styles of the whole page brought up
 * to date, which once the panel is rewritten takes longer than all marks.
 */
function drawFirst(app, view) {
  app.listen((_, changed) => {
    if (changed.has("theme")) view.palette = applyTheme(app.state.theme, app.vocab.families);
    if (changed.has("names")) view.nameAnew();
    if (REDRAWN_BY.some((part) => changed.has(part))) {
      view.fan = null;
      view.hover = -1;
      const ground = changed.has("theme") || changed.has("shaded") || app.state.shaded || view.chosenChanged();
      view.redraw(ground ? undefined : ["marks", "top"]);
    }
    if (changed.has("own")) view.redraw(["ground"]);
    if (changed.has("marked")) view.redraw(["top"]);
    if (changed.has("incident")) {
      view.other = null;
      view.redraw(["top"]);
    }
  });
}

/** What follows when every part has heard of a change. */
function follow(app, view, camera) {
  app.listen((_, changed) => {
    if (changed.has("filter")) performance.measure("conflictmap:filter", "conflictmap:filter-start");
    if (changed.has("detail")) app.corrections.wake();
    // The sheet has opened, or grown with the texts.
    if (changed.has("incident") || changed.has("detail")) {
      const spot = app.state.incident === null ? null : view.spotOf(app.state.incident);
      if (spot) camera.uncover(spot);
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => app.change({ theme: app.state.theme }));
  onPrint(app, view);
}
