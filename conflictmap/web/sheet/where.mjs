// Where an incident was: as written, as read, how well that is known, and what else the words may mean.

import { kmBetween } from "../data/geo.mjs";
import { placeName } from "../data/describe.mjs";
import { provinceName } from "../data/names.mjs";
import { bdi, el, fact } from "../parts/dom.mjs";

export function where(app, row, get, tools) {
  const radius = get("radius_km");
  const written = get("place_text");
  const list = get("alternatives") ?? [];
  const containers = [get("district"), get("province")].filter((name) => name && name !== get("place"));
  const drawn = app.table.place.drawn[app.table.groups.where.codes[row]];
  return el(
    "section",
    {},
    el("h3", {}, "Where"),
    el(
      "dl",
      {},
      fact("As written", written ? bdi(`“${written}”`) : "not in words"),
      fact(
        "Read as",
        bdi(get("place") ? placeName(app, row) : "not placed"),
        containers.map((name) => [", ", bdi(provinceName(app, name))]),
      ),
      fact("Precision", app.vocab.wherePrecision(get("where_prec")), radius ? `, within ${app.format.km(radius)}` : ""),
    ),
    drawn
      ? el("button", { type: "button", class: "cm-link", onclick: () => tools.locate(row) }, "Show on the map")
      : el("p", { class: "cm-soft" }, "Not on the map: no point is better than a wrong one."),
    list.length ? runnersUp(app, list, drawn ? { lat: get("lat"), lon: get("lon") } : null, tools) : null,
  );
}

/** How far off it lies tells apart places of one name. A score is no probability. */
function beside(app, other, here) {
  const km = here && kmBetween(here, other);
  const away = Number.isFinite(km) ? [`${app.format.km(km)} away`] : [];
  const score = typeof other?.score === "number" ? [`score ${other.score.toFixed(2)}`] : [];
  const words = [...away, ...score].join(", ");
  return words && ` (${words})`;
}

function runnersUp(app, list, here, tools) {
  const items = list.map((other) =>
    el(
      "li",
      {},
      el("button", { type: "button", class: "cm-link", onclick: () => tools.show(other) }, bdi(other?.name ?? "?")),
      other?.province ? [", ", bdi(other.province)] : "",
      el("span", { class: "cm-soft" }, beside(app, other, here)),
    ),
  );
  return el("div", {}, el("h4", {}, "It might also be"), el("ol", { class: "cm-others", id: "cm-others" }, items));
}
