// How incidents, fields and corrections are told in words. Pure.

import { dayNumber, NO_DAY } from "../data/days.mjs";
import { OUTCOMES } from "../data/describe.mjs";

export const FIELD_NAMES = {
  kind: "Kind",
  killed: "Killed",
  wounded: "Wounded",
  abducted: "Abducted",
  attacks: "Attacks",
  perpetrator: "Done by",
  target: "Aimed at",
  victims: "Victims",
  date: "Date",
  place: "Place",
  standing: "Standing",
  incident: "Is it an incident",
  province: "Province",
};

const COLUMN_NAMES = {
  killed_low: "killed, at least",
  killed_high: "killed, at most",
  wounded_low: "wounded, at least",
  wounded_high: "wounded, at most",
  abducted_low: "abducted, at least",
  abducted_high: "abducted, at most",
  date_start: "first day",
  date_end: "last day",
  aggregate: "a total",
  background: "history",
  place_text: "words for the place",
  perpetrator: "done by",
  target: "aimed at",
};

export const columnName = (column) => COLUMN_NAMES[column] ?? String(column).replaceAll("_", " ");

/** "6", "6-8", "6+", "..8"; "" where nothing is stated: as it is typed. */
export function typedRange(low, high) {
  if (low === null && high === null) return "";
  if (high === null) return `${low}+`;
  if (low === null) return `..${high}`;
  return low === high ? `${low}` : `${low}-${high}`;
}

const FORMS = [
  [/^(\d+)$/, (one) => [one, one]],
  [/^(\d+)\s*\+$/, (one) => [one, null]],
  [/^(?:\.\.|…|<=|≤)\s*(\d+)$/, (one) => [null, one]],
  [/^(\d+)\s*(?:-|–|\.\.|…|to)\s*(\d+)$/, (one, other) => [one, other]],
  [/^(\d+)\s*(?:\.\.|…)$/, (one) => [one, null]],
];

/** What was typed -> [low, high], either null where it is open; undefined where it is no range. */
export function readRange(text) {
  const typed = text.trim();
  if (!typed || typed === "?") return [null, null];
  for (const [form, ends] of FORMS) {
    const found = form.exec(typed);
    if (!found) continue;
    const [low, high] = ends(...found.slice(1).map(Number));
    return low !== null && high !== null && low > high ? undefined : [low, high];
  }
  return undefined;
}

/** "6 killed, at least 15 wounded". */
export function tollWords(format, row) {
  const parts = OUTCOMES.map((name) => [name, format.range(row[`${name}_low`] ?? null, row[`${name}_high`] ?? null)]);
  const told = parts.filter(([, range]) => range !== null).map(([name, range]) => `${range} ${name}`);
  return told.join(", ") || "no figure";
}

export function daysWords(format, start, end) {
  if (!start && !end) return "day not known";
  const [first, last] = [start ?? end, end ?? start].map(dayNumber);
  return first === NO_DAY || last === NO_DAY ? `${start} – ${end}` : format.days(first, last);
}

/** How surely a place is known, and within how many km. */
export function reachWords({ vocab, format }, { where_prec: precision, radius_km: km }) {
  return `${vocab.wherePrecision(precision)}${km ? `, within ${format.km(km)}` : ""}`;
}

export const SHOWS = {
  open: "To check",
  all: "All",
  marked: "Marked as doubtful",
  signed: "Changed, added, rejected",
  second: "Second check, blind",
  differ: "Where two differ",
};

export const ORDERS = { worst: "Doubtful and deadly first", report: "Report by report" };

const STATES = {
  open: "To check",
  confirmed: "Confirmed",
  changed: "Changed",
  added: "Added",
  rejected: "Rejected",
  merged: "Merged",
};

export const stateWords = (state) => STATES[state] ?? STATES.open;

/** A value as a correction holds it: lists and objects as JSON, nothing where nothing is known. */
export function cellText(value) {
  if (value === null || value === undefined || value.length === 0) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A perpetrator or a target: "the Falcon brigade (militant, claimed)". */
export function actorWords(vocab, actor) {
  if (!actor?.text) return "";
  const told = actor.status && actor.status !== "stated" ? `, ${actor.status}` : "";
  return `${actor.text} (${vocab.actor(actor.group)}${told})`;
}

/** Parts of the counts: "2 police killed, 3+ civilians wounded". */
export function victimsWords(vocab, parts) {
  const said = ({ group, outcome, low = null, high = null }) =>
    `${typedRange(low, high)} ${vocab.group(group, high === 1 ? 1 : 2)} ${outcome}`;
  return (parts ?? []).map(said).join(", ");
}

const VALUES = {
  kind: (vocab, value) => vocab.kind(value),
  perpetrator: (vocab, value) => actorWords(vocab, JSON.parse(value)) || value,
  target: (vocab, value) => actorWords(vocab, JSON.parse(value)) || value,
  victims: (vocab, value) => victimsWords(vocab, JSON.parse(value)) || value,
};

/** What a column was set to, in words; as it stands where a table of others holds what the desk would not write. */
function valueWords(vocab, column, value) {
  if (value === "") return "not known";
  try {
    return Object.hasOwn(VALUES, column) ? VALUES[column](vocab, value) : value;
  } catch {
    return value;
  }
}

/** A correction in words: who did what. */
export function deedWords(vocab, { action, column, value, means }) {
  switch (action) {
    case "confirm":
      return "confirmed";
    case "reject":
      return "rejected";
    case "edit":
      return `${columnName(column)}: ${valueWords(vocab, column, value)}`;
    case "move":
      return `place: ${means ?? value}`;
    case "merge":
      return `told of by ${means ?? value}`;
    case "split":
      return "an event of its own";
    case "add":
      return "added";
    case "undo":
      return "took back";
    case "doubt":
      return `marked as doubtful: ${columnName(column)}`;
    default:
      return String(action);
  }
}
