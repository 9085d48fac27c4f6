// What a person has marked on this map, and what to do with it. Views listen to the app for "marked".

import { cell } from "../data/payload.mjs";
import { newId, toCorrectionsCsv, undoOf } from "./rows.mjs";
import { Store } from "./store.mjs";

export class Corrections {
  #rowOf = null; // incident id -> row, once the ids are read

  /** `storage`: of the browser, or null. */
  constructor(app, storage) {
    this.app = app;
    this.store = new Store(storage, app.table.digest);
  }

  /** What goes into every row that is written now. */
  by(who, why) {
    const made = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    return { who, why, made_at: made, id: newId };
  }

  get marks() {
    return this.store.marks.filter(({ undo }) => !undo.length);
  }

  marksOf(row) {
    const id = cell(this.app.table, "incident_id", row);
    return this.marks.filter(({ rows }) => rows[0].incident_id === id);
  }

  /** `rows`: from rows.mjs. */
  add(topic, rows, who) {
    this.store.who = who;
    this.store.update((marks) => [...marks, { id: rows[0].correction_id, topic, saved: false, rows, undo: [] }]);
    this.tell();
  }

  /** A mark that was saved to a file may be in an archive by now: a row of its own takes it back. */
  undo(id) {
    const back = (mark) => ({ ...mark, saved: false, undo: undoOf(mark.rows, this.by(this.store.who, "")) });
    this.store.update((marks) => marks.flatMap((mark) => (mark.id !== id ? [mark] : mark.saved ? [back(mark)] : [])));
    this.tell();
  }

  /** Is there anything that no file holds yet? */
  get unsaved() {
    return this.store.marks.some(({ saved }) => !saved);
  }

  /** The file of all there is; a row that an archive has already counts once. */
  file() {
    const text = toCorrectionsCsv(this.store.marks.flatMap(({ rows, undo }) => [...rows, ...undo]));
    this.store.update((marks) => marks.map((mark) => ({ ...mark, saved: true })));
    this.tell();
    return text;
  }

  /** Row of an incident on this map, null if it is not there. */
  rowOf(id) {
    if (!this.#rowOf) {
      this.#rowOf = new Map();
      for (let i = 0; i < this.app.table.n; i++) this.#rowOf.set(cell(this.app.table, "incident_id", i), i);
    }
    return this.#rowOf.get(id) ?? null;
  }

  /** Tells every view which incidents are marked. */
  tell() {
    const rows = this.marks.map((mark) => this.rowOf(mark.rows[0].incident_id));
    this.app.marked = new Set(rows.filter((row) => row !== null));
    this.app.tell(new Set(["marked"]));
  }

  /** The texts have come, or another window has marked something. */
  wake() {
    this.store.reload();
    if (this.app.table.detail && (this.store.marks.length || this.app.marked.size)) this.tell();
  }
}
