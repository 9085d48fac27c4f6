// What is on the desk, and what is done to it. Actions are sent one after the other, each when the one before is written.

import { Refused, Silent } from "./api.mjs";

const WINDOW = 60; // incidents of the list that are fetched at once
const BEFORE = 12; // of these above the one that is open

export class Desk {
  #listeners = [];
  #tail = Promise.resolve();

  /** `begin`: what the desk tells first, see `api/begin`. */
  constructor(api, begin, { vocab, format }) {
    Object.assign(this, { api, begin, vocab, format });
    this.fields = begin.fields;
    this.case = null; // the incident that is open, see `api/case`
    this.view = { show: "open", order: "worst" };
    this.who = "";
    this.list = { from: 0, of: 0, items: [] };
    this.progress = begin.progress;
    this.serial = begin.serial;
    this.note = "";
    this.busy = 0;
  }

  /** Runs `run(part)` after a change: "case", "list", "progress", "said", "busy". */
  listen(run) {
    this.#listeners.push(run);
  }

  tell(part) {
    for (const run of this.#listeners) run(part);
  }

  /** One line for the person, read out by a screen reader; `kind`: "done", "told" or "failed". */
  say(text, kind = "done") {
    this.said = { text, kind };
    this.tell("said");
  }

  /** What to check where something is doubted. */
  checkWords(doubt) {
    return `Check ${this.begin.checks[doubt] ?? doubt}.`;
  }

  get asking() {
    return { who: this.who, ...this.view };
  }

  /** Runs one request after the other; what fails is said, and the next one runs all the same. */
  inTurn(run) {
    this.busy += 1;
    this.tell("busy");
    const turn = this.#tail.then(run).catch((error) => this.#failed(error));
    this.#tail = turn.finally(() => {
      this.busy -= 1;
      this.tell("busy");
    });
    return this.#tail;
  }

  #failed(error) {
    if (error instanceof Refused && error.status === 409) {
      this.#take(error.told);
      this.say(error.message, "failed");
    } else if (error instanceof Silent) {
      this.say(
        "The desk does not answer. What it said is saved is saved; start it again and load this page.",
        "failed",
      );
    } else if (error instanceof Refused) {
      this.say(error.message, "failed");
    } else {
      throw error;
    }
    return null;
  }

  /** An answer that brings an incident: it is shown, or the same one is shown as it is now. */
  #take(answer) {
    if (answer.progress) {
      this.progress = answer.progress;
      this.tell("progress");
    }
    if (answer.item) this.#replaceItem(answer.item);
    if (answer.case === undefined) return;
    this.case = answer.case;
    this.at = answer.at;
    this.tell("case");
  }

  #replaceItem(item) {
    const i = this.list.items.findIndex(({ id }) => id === item.id);
    if (i < 0) return;
    this.list.items[i] = item;
    this.tell("list");
  }

  /** Opens an incident, or the one `by` further. */
  open(id, by = 0) {
    return this.inTurn(async () => {
      const answer = await this.api.get("case", { ...this.asking, id, by });
      if (answer.case === null && this.case) {
        this.say(answer.words, "told"); // what is open stays: there is none before it, or none after it
        return;
      }
      this.note = "";
      await this.#show(answer);
      this.say([answer.words, this.#name()].filter(Boolean).join(" "), "told");
    });
  }

  /** Shows what an answer brings, and the part of the list that it is in. */
  async #show(answer) {
    this.#take(answer);
    if (!this.case || this.list.items.some(({ id }) => id === this.case.id)) return;
    await this.#fill(Math.max(0, this.at - BEFORE));
  }

  /** What is open, in words: read out as it opens. */
  #name() {
    if (!this.case) return null;
    const { kind, place } = this.case.row;
    return `${this.vocab.kind(kind)}, ${place ?? "no place"}`;
  }

  step(by) {
    return this.open(this.case?.id ?? "", this.case ? by : 0);
  }

  /** The part of the list that begins at `from`. */
  fill(from) {
    return this.inTurn(() => this.#fill(from));
  }

  async #fill(from) {
    this.list = await this.api.get("list", { ...this.asking, from: Math.max(0, from), count: WINDOW });
    this.tell("list");
  }

  /** Another choice of incidents, or another order. */
  async look(view) {
    Object.assign(this.view, view);
    this.list = { from: 0, of: 0, items: [] };
    this.case = null;
    for (const part of ["case", "list"]) this.tell(part);
    await this.open("");
  }

  /**
   * Writes what a person did to the incident that is open. `acts`: [{ action, column, value }]; with `onward` the next
   * one is opened.
   */
  act(acts, words, onward = false) {
    return this.inTurn(async () => {
      if (!this.case) return this.say("No incident is open.", "told");
      const { id, seen } = this.case;
      const sent = { ...this.asking, id, seen, acts, why: this.note, onward };
      const answer = await this.api.post("act", sent);
      this.note = "";
      await this.#show(answer);
      const next = this.case?.id === id ? null : this.#name();
      this.say([`${words}.`, answer.words, next].filter(Boolean).join(" "));
      return answer;
    });
  }

  /** Takes back a correction: `id`, or else the last one of this person. */
  undo(id = null) {
    return this.inTurn(async () => {
      const answer = await this.api.post("undo", { ...this.asking, correction_id: id });
      await this.#show(answer);
      this.say(answer.words);
      return answer;
    });
  }

  /** What others have done since; says so where it is the incident that is open. */
  async follow() {
    const answer = await this.api.get("changes", { ...this.asking, since: this.serial, id: this.case?.id ?? "" });
    this.serial = answer.serial;
    for (const item of answer.items) this.#replaceItem(item);
    this.progress = answer.progress;
    this.tell("progress");
    if (!answer.case || this.busy || answer.case.seen === this.case?.seen) return;
    this.case = answer.case;
    this.tell("case");
    this.say(answer.words, "told");
  }
}
