// What a form asks for each kind of mark: { node, rows(by) }; `rows` throws a FieldFault where something is missing.

import { NO_DAY } from "../data/days.mjs";
import { OUTCOMES } from "../data/describe.mjs";
import { cell } from "../data/payload.mjs";
import { el, labelled, replace } from "../parts/dom.mjs";
import {
  countFault,
  countsOf,
  duplicate,
  isRight,
  noIncident,
  readPoint,
  wrongCount,
  wrongPlace,
} from "./rows.mjs";
import { incidentLine } from "./words.mjs";

export class FieldFault extends Error {
  constructor(message, node) {
    super(message);
    this.node = node;
  }
}

const POINT = "@"; // of the choice; no place has it for an id
const NEAR_DAYS = 7;
const MOST_NEAR = 15;

const option = (value, words) => el("option", { value }, words);

/** `tools`: { pick(done), show(place) } */
function placeFields(app, row, tools) {
  const others = (cell(app.table, "alternatives", row) ?? []).filter((other) => other?.place_id);
  const choice = el(
    "select",
    { id: "cm-right-place", onchange: show },
    option("", "not known"),
    others.map(({ place_id: id, name, province }) => option(id, [name, province].filter(Boolean).join(", "))),
    option(POINT, "a point"),
  );
  const point = el("input", { id: "cm-right-point", type: "text", placeholder: "33.3152, 44.3661", oninput: mark });
  const picked = el("p", { class: "cm-soft", role: "status" });
  const pick = el("button", { type: "button", id: "cm-pick", onclick: choose }, "Click it on the map");
  const box = el(
    "div",
    { class: "cm-field-point" },
    labelled("Latitude, longitude, and km if you like", point),
    pick,
    picked,
  );

  function choose() {
    replace(picked, "Click the right place on the map; Escape leaves it.");
    tools.pick((at) => {
      replace(picked, at ? "Set." : "");
      if (at) point.value = `${at.lat.toFixed(4)}, ${at.lon.toFixed(4)}`;
      mark();
      pick.focus({ preventScroll: true });
    });
  }

  function mark() {
    const [lat, lon] = (readPoint(point.value) ?? "").split(",").map(Number);
    tools.show({ lat, lon });
  }

  function show() {
    box.hidden = choice.value !== POINT;
    const other = others.find(({ place_id: id }) => id === choice.value);
    if (other) tools.show(other);
  }

  show();
  return {
    node: [labelled("It was", choice), box],
    rows(by) {
      if (choice.value !== POINT) return wrongPlace(app.table, row, choice.value, by);
      const value = readPoint(point.value);
      if (!value) throw new FieldFault("The point is missing: latitude and longitude in degrees.", point);
      return wrongPlace(app.table, row, value, by);
    },
  };
}

function countFields(app, row) {
  const now = countsOf(app.table, row);
  const field = (column, words) =>
    el("input", { id: `cm-right-${column}`, type: "number", min: 0, step: 1, value: now[column], "aria-label": words });
  const fields = {};
  const lines = OUTCOMES.map((name) => {
    const low = (fields[`${name}_low`] = field(`${name}_low`, `${name}, at least`));
    const high = (fields[`${name}_high`] = field(`${name}_high`, `${name}, at most`));
    return el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, low), el("td", {}, high));
  });
  const heads = ["", "at least", "at most"].map((words) => el("th", { scope: "col" }, words));
  const note = el("p", { class: "cm-soft" }, "Empty: not known. Leave all as it is if you only know that it is wrong.");
  const values = () =>
    Object.fromEntries(
      Object.entries(fields).map(([column, { value }]) => [column, value.trim() === "" ? null : Number(value)]),
    );
  return {
    node: [el("table", { class: "cm-counts" }, el("tr", {}, heads), lines), note],
    rows(by) {
      const fault = countFault(values());
      if (fault) throw new FieldFault(fault, fields.killed_low);
      return wrongCount(app.table, row, values(), by);
    },
  };
}

function duplicateFields(app, row) {
  const near = nearRows(app.table, row);
  const choice = el(
    "select",
    { id: "cm-right-other" },
    near.map((other) => option(other, incidentLine(app, other))),
    option("", "another, not in this list"),
  );
  return {
    node: [labelled("Of", choice)],
    rows: (by) => duplicate(app.table, row, choice.value === "" ? null : Number(choice.value), by),
  };
}

/** Incidents of the days around and the same province, those nearest first. */
export function nearRows(table, row) {
  const { groups, first, place } = table;
  const day = (i) => first[groups.when.codes[i]];
  const province = (i) => place.province[groups.where.codes[i]];
  const own = day(row);
  if (own === NO_DAY) return [];
  const apart = (i) => Math.abs(day(i) - own);
  const found = [];
  for (let i = 0; i < table.n; i++) {
    if (i !== row && day(i) !== NO_DAY && apart(i) <= NEAR_DAYS && province(i) === province(row)) found.push(i);
  }
  const elsewhere = (i) => Number(groups.where.codes[i] !== groups.where.codes[row]);
  return found.sort((a, b) => apart(a) - apart(b) || elsewhere(a) - elsewhere(b) || a - b).slice(0, MOST_NEAR);
}

const nothing = (rows) => (app, row) => ({ node: [], rows: (by) => rows(app.table, row, by) });

export const FIELDS_OF = {
  place: placeFields,
  count: countFields,
  incident: nothing(noIncident),
  duplicate: duplicateFields,
  right: nothing(isRight),
};
