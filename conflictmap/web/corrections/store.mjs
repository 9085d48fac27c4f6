// Where marks are kept: in the browser, by the digest of the map's data. What comes back is checked like any input.

import { FIELDS } from "./rows.mjs";

const PREFIX = "conflictmap:corrections:";
const WHO = "conflictmap:who";
const MOST_MARKS = 20000;
const LONGEST = 20000; // characters of a cell
const TOPICS = ["place", "count", "incident", "duplicate", "right"];

/** The browser's storage, or null where it gives none: a frame of its own, a browser that keeps nothing. */
export function findStorage(given = () => window.localStorage) {
  try {
    const storage = given();
    const key = `${PREFIX}try`;
    storage.setItem(key, "1");
    storage.removeItem(key);
    return storage;
  } catch {
    return null;
  }
}

/**
 * The marks of one map. A mark: { id, topic, saved, rows, undo }, `rows` being rows of corrections.csv, `undo` those that
 * take them back once they have left the page.
 */
export class Store {
  #marks = [];
  #who = "";

  constructor(storage, digest) {
    this.storage = storage;
    this.key = `${PREFIX}${digest}`;
    this.kept = storage !== null; // does the browser keep what was marked last?
    this.#marks = this.#read();
    this.#who = this.#get(WHO) ?? "";
  }

  get marks() {
    return this.#marks;
  }

  get who() {
    return this.#who;
  }

  set who(name) {
    this.#who = name;
    this.#set(WHO, name);
  }

  /** Another window may have marked something meanwhile: its marks stay. `change(marks)` -> marks. */
  update(change) {
    this.reload();
    this.#marks = change(this.#marks);
    this.kept = this.#set(this.key, JSON.stringify(this.#marks));
  }

  reload() {
    if (this.kept) this.#marks = this.#read();
  }

  #get(key) {
    try {
      return this.storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  #set(key, text) {
    try {
      this.storage.setItem(key, text);
      return true;
    } catch {
      return false; // full, or there is none
    }
  }

  #read() {
    try {
      const list = JSON.parse(this.#get(this.key) ?? "[]");
      return Array.isArray(list) ? list.slice(0, MOST_MARKS).map(soundMark).filter(Boolean) : [];
    } catch {
      return [];
    }
  }
}

function soundMark(raw) {
  if (typeof raw?.id !== "string" || !TOPICS.includes(raw.topic) || !Array.isArray(raw.rows) || !raw.rows.length)
    return null;
  const rows = raw.rows.map(soundRow);
  const undo = Array.isArray(raw.undo) ? raw.undo.map(soundRow) : [];
  return { id: raw.id, topic: raw.topic, saved: raw.saved === true, rows, undo };
}

const soundRow = (raw) =>
  Object.fromEntries(FIELDS.map((name) => [name, typeof raw?.[name] === "string" ? raw[name].slice(0, LONGEST) : ""]));
