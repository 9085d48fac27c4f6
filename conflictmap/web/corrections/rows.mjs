// What a person marks, as rows of corrections.csv. Pure; `conflictmap add ARCHIVE corrections.csv` takes the file.

import { OUTCOMES } from "../data/describe.mjs";
import { csvText } from "../data/export.mjs";
import { cell } from "../data/payload.mjs";

/** Columns of the file, in order. */
export const FIELDS = (
  "correction_id action incident_id event_id column value who why made_at " + "report_id sentence kind place_text other"
).split(" ");

/** By what a correction finds its incident again after texts or rules have changed a little. */
const ANCHOR = ["report_id", "sentence", "kind", "place_text"];
const MOST = 2000; // characters of an anchor's cell

const ENDS = ["low", "high"];
const DUPLICATE = "duplicate";

/** An id that nobody else gives: two writers' files can be put together. */
export function newId(random = crypto) {
  if (random.randomUUID) return random.randomUUID();
  const bytes = random.getRandomValues(new Uint8Array(16)); // a page of plain http has no more
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const anchorOf = (table, row) =>
  Object.fromEntries(ANCHOR.map((name) => [name, String(cell(table, name, row) ?? "").slice(0, MOST)]));

/**
 * One row of the file. `by`: { who, why, made_at, id() }. A row that several reports tell is an event, and what is said
 * of it is said of all of them.
 */
function rowOf(table, row, by, action, cells = {}) {
  const members = has(table, "members") ? cell(table, "members", row) : null;
  const several = Array.isArray(members) && members.length > 1;
  const made = {
    correction_id: by.id(),
    action,
    incident_id: String(cell(table, "incident_id", row) ?? ""),
    event_id: several ? String(cell(table, "event_id", row) ?? "") : "",
    who: by.who,
    why: by.why,
    made_at: by.made_at,
    ...anchorOf(table, row),
    ...cells,
  };
  return Object.fromEntries(FIELDS.map((name) => [name, made[name] ?? ""]));
}

const has = (table, name) => table.groupOf.has(name);

/** Where it was: `value` the id of a place, "lat,lon" or "lat,lon,radius_km"; "" if only that it is wrong is known. */
export const wrongPlace = (table, row, value, by) => [
  value ? rowOf(table, row, by, "move", { value }) : rowOf(table, row, by, "doubt", { column: "place" }),
];

/** `counts`: { killed_low: 6, killed_high: null, ... }, of which what differs is put right. */
export function wrongCount(table, row, counts, by) {
  const edits = Object.entries(counts)
    .filter(([column, value]) => value !== countOf(table, row, column))
    .map(([column, value]) => rowOf(table, row, by, "edit", { column, value: value === null ? "" : String(value) }));
  return edits.length ? edits : [rowOf(table, row, by, "doubt", { column: "count" })];
}

/** The counts an incident has: { killed_low, killed_high, ... }, null where nothing is known. */
export const countsOf = (table, row) =>
  Object.fromEntries(
    OUTCOMES.flatMap((name) => ENDS.map((end) => `${name}_${end}`)).map((column) => [
      column,
      countOf(table, row, column),
    ]),
  );

const countOf = (table, row, column) => cell(table, column, row) ?? null;

export const noIncident = (table, row, by) => [rowOf(table, row, by, "reject")];

export const isRight = (table, row, by) => [rowOf(table, row, by, "confirm")];

/** `other`: the row that tells the same; null if it is not among the incidents of the map. */
export function duplicate(table, row, other, by) {
  if (other === null) {
    const why = by.why ? `${DUPLICATE}: ${by.why}` : DUPLICATE;
    return [rowOf(table, row, { ...by, why }, "reject")];
  }
  const value = String(cell(table, "incident_id", other) ?? "");
  return [rowOf(table, row, by, "merge", { value, other: JSON.stringify(anchorOf(table, other)) })];
}

/** What takes rows back that have left the page in a file. */
export const undoOf = (rows, by) =>
  rows.map((row) => ({
    ...row,
    correction_id: by.id(),
    action: "undo",
    column: "",
    value: row.correction_id,
    other: "",
    who: by.who,
    why: by.why,
    made_at: by.made_at,
  }));

/** The file: as the other tables of the page, with no cell that a spreadsheet would run. */
export const toCorrectionsCsv = (rows) =>
  csvText(
    FIELDS,
    rows.map((row) => FIELDS.map((name) => row[name])),
  );

/** "33.31, 44.37" or "33.31, 44.37, 2" -> "33.31,44.37,2"; null if it is no point on earth. */
export function readPoint(text) {
  const parts = String(text)
    .trim()
    .split(/\s*[,;\s]\s*/);
  const numbers = parts.map(Number);
  if (parts.length < 2 || parts.length > 3 || parts.includes("") || !numbers.every(Number.isFinite)) return null;
  const [lat, lon, km] = numbers;
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180 || (km !== undefined && !(km > 0 && km <= 1000))) return null;
  return numbers.join(",");
}

/** What of two ends is wrong; null if nothing is. `counts` as for `wrongCount`. */
export function countFault(counts) {
  for (const name of OUTCOMES) {
    const [low, high] = ENDS.map((end) => counts[`${name}_${end}`]);
    for (const value of [low, high]) {
      if (value !== null && !(Number.isInteger(value) && value >= 0 && value <= 1000000))
        return `${name}: whole numbers from 0`;
    }
    if (low !== null && high !== null && low > high) return `${name}: at least ${low}, but at most ${high}`;
  }
  return null;
}
