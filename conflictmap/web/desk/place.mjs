// Where it was: as read, its runners-up to pick, a place to look up by name, a point to set.

import { bdi, el, replace } from "../parts/dom.mjs";
import { showChecks } from "./fields.mjs";
import { makeGround } from "./ground.mjs";
import { makeLookUp } from "./lookup.mjs";
import { makePlaceWords } from "./placewords.mjs";
import { makePointing } from "./pointing.mjs";
import { reachWords } from "./words.mjs";

const MOST_KEYS = 9;

export function makePlace(desk, report, keys) {
  const now = el("p", { class: "cmd-place-now", id: "cmd-place-now" });
  const check = el("p", { class: "cmd-check", id: "cmd-check-place" });
  const was = el("p", { class: "cmd-was cm-soft" });
  const others = el("ol", { id: "cmd-others", "aria-label": "It might also be" });
  const pointing = makePointing(() => ground, put);
  const ground = makeGround(desk, { pick, point: pointing.at });
  const lookUp = makeLookUp(
    desk,
    (place, run) => choice(place, null, run),
    (place) => (pick(place), keys.leave()),
  );
  const written = makePlaceWords(desk, keys.leave);
  const heading = el("h3", {}, "Place");
  const parts = [heading, now, check, was, written.node, others, lookUp.node];
  const node = el("section", { class: "cmd-where", "aria-label": "Place", "data-field": "place" }, parts);
  const map = el("section", { class: "cmd-map-box", "aria-label": "Map of the place" }, ground.box, pointing.node);
  const field = desk.fields.find(({ id }) => id === "place");

  function pick(place) {
    desk.act([{ action: "move", column: "", value: place.place_id }], `Saved: place ${place.name}`);
  }

  function put(value, words) {
    desk.act([{ action: "move", column: "", value }], `Saved: place ${words}`);
    keys.leave();
  }

  const onKey = (event) => {
    if (event.key === "Escape") {
      for (const one of [written, lookUp]) one.clear();
      pointing.drop();
      keys.leave();
    } else if (!lookUp.onKey(event) && !written.onKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const box of [node, map]) {
    box.addEventListener("keydown", onKey);
    box.addEventListener("focusin", () => report.stress(field.roles));
    box.addEventListener("focusout", () => report.stress([]));
  }

  function show(changed) {
    const { row, read, changed: set } = desk.case;
    const moved = field.columns.some((column) => set.includes(column));
    const list = choicesOf(desk.case);
    replace(now, placeLine(desk, row));
    showChecks(desk, field, check);
    node.classList.toggle("cmd-changed", moved);
    replace(was, moved ? ["Read as ", el("b", {}, bdi(read.place ?? "no place")), ` · ${reachWords(desk, read)}`] : "");
    replace(
      others,
      list.map((place, i) => choice(place, i, pick)),
    );
    written.show(changed);
    ground.show(row, list);
    if (!changed) return;
    lookUp.clear();
    pointing.drop();
  }

  /** The runner-up of a number key. */
  function choose(number) {
    const place = choicesOf(desk.case)[number - 1];
    if (place) pick(place);
    else desk.say(`There is no runner-up ${number}.`, "told");
  }
  return { node, map, show, choose, ground, search: lookUp.search, lookAt: () => ground.box.focus() };
}

/** The runners-up, and what was read where somebody moved it: so that it can be had again by one key. */
export function choicesOf({ row, read }) {
  const others = (row.alternatives ?? []).filter((other) => other?.place_id);
  const { place_id, place: name, province, lat, lon } = read;
  const gone = place_id && place_id !== row.place_id && !others.some((other) => other.place_id === place_id);
  const first = gone ? [{ place_id, name, province, lat, lon, was: true }] : [];
  return [...first, ...others.filter((other) => other.place_id !== row.place_id)];
}

function placeLine(desk, row) {
  const within = [row.district, row.province].filter((name) => name && name !== row.place);
  const point = Number.isFinite(row.lat) ? "A point" : "No place";
  return [
    el("strong", {}, bdi(row.place ?? point)),
    within.map((name) => [", ", bdi(name)]),
    el("span", { class: "cm-soft" }, ` · ${reachWords(desk, row)}`),
  ];
}

function choice(place, i, run) {
  const more = [place.kind, place.province]
    .filter((word) => word && word !== place.name)
    .map((word) => String(word).replaceAll("_", " "));
  const number = i !== null && i < MOST_KEYS ? String(i + 1) : null;
  const note = place.was
    ? "as it was read"
    : typeof place.score === "number"
      ? `score ${place.score.toFixed(2)}`
      : null;
  const told = more.length
    ? el(
        "span",
        { class: "cm-soft" },
        more.map((word) => [", ", bdi(word)]),
      )
    : null;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: "cmd-choice",
        "data-place": place.place_id,
        "aria-keyshortcuts": number,
        onclick: () => run(place),
      },
      number ? el("kbd", { "aria-hidden": "true" }, number) : null,
      el("span", {}, bdi(place.name ?? place.place_id), told),
      note ? el("span", { class: "cmd-score cm-soft" }, note) : null,
    ),
  );
}
