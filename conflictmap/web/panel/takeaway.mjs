// What is shown, to take away: data, a picture, paper.

import { el } from "../parts/dom.mjs";
import { hand } from "../parts/hand.mjs";
import { csvPieces, fileName, geoJsonPieces } from "../data/export.mjs";
import { makePng } from "../map/picture.mjs";

/** Row numbers of what passes, in the order of the frame. */
export function shownRows(app) {
  const out = [];
  for (let i = 0; i < app.table.n; i++) if (app.sieve.passes(i)) out.push(i);
  return out;
}

export function makeTakeaway(app, view) {
  const button = (id, label, title, run) =>
    el("button", { type: "button", id: `cm-${id}`, title, disabled: true, onclick: run }, label);
  const buttons = [
    button("geojson", "GeoJSON", "What is shown, for QGIS and ArcGIS", () =>
      give(app, "geojson", geoJsonPieces, "application/geo+json"),
    ),
    button("csv", "CSV", "What is shown, as a table", () => give(app, "csv", csvPieces, "text/csv")),
    button("png", "Picture", "The map as it is, with totals, legend and sources, as PNG", async () => {
      hand(await makePng(app, view), fileName(app.table.title, "png"));
    }),
    button("print", "Print", "Map, totals and filters on paper", () => window.print()),
  ];
  app.listen((_, changed) => {
    if (changed.has("detail")) for (const one of buttons) one.disabled = false;
  });
  return el("div", { class: "cm-takeaway", role: "group", "aria-label": "Take away what is shown" }, buttons);
}

function give(app, ending, write, type) {
  hand(new Blob([...write(app.table, shownRows(app))], { type }), fileName(app.table.title, ending));
}
