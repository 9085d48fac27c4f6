// Marks in words.

import { OUTCOMES, placeLine, rowKind, tollLine, whenWords } from "../data/describe.mjs";

export const TOPIC_WORDS = {
  place: "Wrong place",
  count: "Wrong count",
  incident: "Not an incident",
  duplicate: "Duplicate",
  right: "Checked, right",
};

/** One line for an incident: "6 killed · Car bomb, Kut, Wasit · 12 Sept 2006". */
export const incidentLine = (app, row) =>
  `${tollLine(app, row)} · ${rowKind(app, row)}, ${placeLine(app, row)} · ${whenWords(app, row)}`;

/** What a mark says should be: "33.31, 44.37", "killed: at least 6"; "" where it only says that something is wrong. */
export function valueWords(app, corrections, { topic, rows }) {
  const [first] = rows;
  if (topic === "place" && first.value) return first.value.replaceAll(",", ", ");
  if (topic === "count")
    return rows
      .filter(({ value, column }) => value || column !== topic)
      .map(countWords)
      .join(", ");
  if (topic !== "duplicate" || !first.value) return "";
  const other = corrections.rowOf(first.value);
  return `of ${other === null ? first.value : incidentLine(app, other)}`;
}

function countWords({ column, value }) {
  const name = OUTCOMES.find((one) => column.startsWith(one)) ?? column;
  const end = column.endsWith("_low") ? "at least" : "at most";
  return `${name} ${end} ${value === "" ? "not known" : value}`;
}

/** Who marked it, when, and why. */
export function byWords(app, { rows: [{ who, why, made_at: at }] }) {
  const time = Date.parse(at);
  const day = Number.isFinite(time) ? app.format.day(Math.floor(time / 86400000)) : "";
  return [who, day, why].filter(Boolean).join(" · ");
}

/** What becomes of the marks when the page is closed. */
export const keptWords = (kept) =>
  kept
    ? "Kept in this browser, for this map."
    : "This browser keeps nothing for this page: save the file before you close it.";
