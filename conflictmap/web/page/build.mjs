// The parts of the page put together, and what follows what.

import { sourceLines } from "../data/sources.mjs";
import { fitAll, locate, pointAt } from "../map/camera.mjs";
import { makeLegend } from "../map/legend.mjs";
import { Pointer } from "../map/pointer.mjs";
import { MapView } from "../map/view.mjs";
import { makePanel } from "../panel/panel.mjs";
import { el } from "../parts/dom.mjs";
import { makeSheet } from "../sheet/sheet.mjs";
import { keepAddress, readAddress } from "./address.mjs";
import { makeHelp } from "./help.mjs";
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
  const view = new MapView(app, map, palette);
  const panel = makePanel(app, view, { open: (row) => show(row) });
  document.getElementById("cm-root").prepend(panel.node);
  map.invalidateSize({ animate: false });
  const sheet = makeSheet(app, {
    near: (row, step) => panel.list.near(row, step),
    locate: (row) => locate(app, map, row),
    show: (other) => pointAt(view, map, other),
  });
  putOnStage(app, map, view, sheet);
  new Pointer(app, view, map, { onMany: (mark) => narrow(app, view, panel, mark) });
  L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
  L.control.zoom({ position: "topright" }).addTo(map);
  if (app.state.view) map.setView([app.state.view.lat, app.state.view.lon], app.state.view.zoom, { animate: false });
  else fitAll(app, map, false);
  view.start();

  function show(row) {
    panel.lower();
    app.change({ incident: row });
    locate(app, map, row);
  }
  follow(app, view);
  keepAddress(app, map);
  if (app.state.incident !== null) {
    sheet.show();
    if (!app.state.view) locate(app, map, app.state.incident);
  }
  return view;
}

function putOnStage(app, map, view, sheet) {
  const help = makeHelp();
  const toolbar = makeToolbar(app, { fit: () => fitAll(app, map, true), help: () => help.showModal() });
  const sources = el("p", { class: "cm-sources", id: "cm-sources" }, sourceLines(app).join(" "));
  document.getElementById("cm-stage").append(toolbar, makeLegend(app, view), sheet.box, help, sources);
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

const REDRAWN_BY = ["filter", "measure", "shaded", "theme"];

function follow(app, view) {
  app.listen((_, changed) => {
    if (changed.has("theme")) view.palette = applyTheme(app.state.theme, app.vocab.families);
    if (REDRAWN_BY.some((part) => changed.has(part))) {
      view.fan = null;
      view.hover = -1;
      const ground = changed.has("theme") || changed.has("shaded") || app.state.shaded || view.chosenChanged();
      view.redraw(ground ? undefined : ["marks", "top"]);
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
