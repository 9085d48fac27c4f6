// Where an incident was: as written, as read, how well that is known, and what else the words may mean.

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
        bdi(get("place") ?? "not placed"),
        containers.map((name) => [", ", bdi(name)]),
      ),
      fact("Precision", app.vocab.wherePrecision(get("where_prec")), radius ? `, within ${app.format.km(radius)}` : ""),
    ),
    drawn
      ? el("button", { type: "button", class: "cm-link", onclick: () => tools.locate(row) }, "Show on the map")
      : el("p", { class: "cm-soft" }, "Not on the map: no point is better than a wrong one."),
    list.length ? runnersUp(app, list, tools) : null,
  );
}

/** A score is no probability; the id tells apart places of one name. */
function scoreWords(other) {
  const score = typeof other?.score === "number" ? `, score ${other.score.toFixed(2)}` : "";
  return other?.place_id ? ` (${other.place_id}${score})` : score;
}

function runnersUp(app, list, tools) {
  const items = list.map((other) =>
    el(
      "li",
      {},
      el("button", { type: "button", class: "cm-link", onclick: () => tools.show(other) }, bdi(other?.name ?? "?")),
      other?.province ? [", ", bdi(other.province)] : "",
      el("span", { class: "cm-soft" }, scoreWords(other)),
    ),
  );
  return el("div", {}, el("h4", {}, "It might also be"), el("ol", { class: "cm-others", id: "cm-others" }, items));
}
