// How incidents, fields and corrections are told in words. Pure.

import { dayNumber, NO_DAY } from "../data/days.mjs";
import { OUTCOMES } from "../data/describe.mjs";

export const FIELD_NAMES = {
  kind: "Kind",
  killed: "Killed",
  wounded: "Wounded",
  abducted: "Abducted",
  attacks: "Attacks",
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

/** A correction in words: who did what. */
export function deedWords(vocab, { action, column, value, means }) {
  switch (action) {
    case "confirm":
      return "confirmed";
    case "reject":
      return "rejected";
    case "edit":
      return `${columnName(column)}: ${value === "" ? "not known" : column === "kind" ? vocab.kind(value) : value}`;
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
