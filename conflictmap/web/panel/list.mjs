// The incidents one under the other. Only what is in view is made, so 200,000 are no more than twenty.

import { isTogether } from "../data/countedonce.mjs";
import { placeLine, rowKind, togetherLine, tollLine, whenWords } from "../data/describe.mjs";
import { excerpt } from "../data/excerpt.mjs";
import { ORDERS, orderRows, passing } from "../data/order.mjs";
import { cell } from "../data/payload.mjs";
import { look } from "../map/marks.mjs";
import { bdi, el, replace } from "../parts/dom.mjs";
import { glyph } from "../parts/glyph.mjs";

const HIGH = 84; // px, as in list.css
const SPARE = 4; // rows above and below the view
const MOST = 300000; // rows; browsers cap the height of an element
const MOST_TWINS = 20; // incidents of one sentence that are looked at
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };

export class IncidentList {
  #orders = {};
  #by = "newest";
  #rows = new Uint32Array(0);
  #stale = true;

  /** `open(row)`: somebody chose one; `table()`: they shall be seen as a table. */
  constructor(app, { open, table }) {
    this.app = app;
    this.open = open;
    const select = el(
      "select",
      { id: "cm-order", "aria-label": "Order of the list", onchange: () => this.#sort(select.value) },
      Object.entries(ORDERS).map(([value, label]) => el("option", { value }, label)),
    );
    this.count = el("span", { class: "cm-soft", id: "cm-list-count" });
    this.inner = el("div", { class: "cm-list-inner" });
    const name = { id: "cm-list", role: "list", "aria-label": "Incidents" };
    const events = { onscroll: () => this.#paint(), onkeydown: (event) => this.#key(event) };
    this.scroll = el("div", { class: "cm-scroll cm-list", ...name, ...events }, this.inner);
    const whole = el(
      "button",
      { type: "button", id: "cm-table-open", title: "What is shown, with all columns", disabled: true, onclick: table },
      "Table",
    );
    const head = el("div", { class: "cm-list-head" }, select, this.count, whole);
    this.node = el("div", { class: "cm-list-box" }, head, this.scroll);
    app.listen((_, changed) => {
      if (changed.has("detail")) whole.disabled = false;
      if (["filter", "detail", "names"].some((part) => changed.has(part))) this.refresh();
      else if ((changed.has("incident") || changed.has("marked")) && !this.node.hidden) this.#paint();
    });
  }

  #sort(order) {
    this.#by = order;
    this.refresh();
    this.scroll.scrollTop = 0;
  }

  /** Reads anew what passes, if somebody looks. */
  refresh() {
    this.#stale = true;
    if (this.node.hidden || !this.app.table.detail) return;
    this.#read();
    this.inner.style.height = `${Math.min(this.#rows.length, MOST) * HIGH}px`;
    replace(this.count, `${this.app.format.number(this.#rows.length)} listed`);
    this.#paint();
  }

  #read() {
    const { table, sieve } = this.app;
    this.#orders[this.#by] ??= orderRows(table, this.#by);
    this.#rows = passing(this.#orders[this.#by], sieve);
    this.#stale = false;
  }

  #paint() {
    const { scrollTop, clientHeight } = this.scroll;
    const from = Math.max(0, Math.floor(scrollTop / HIGH) - SPARE);
    const to = Math.min(this.#rows.length, MOST, Math.ceil((scrollTop + clientHeight) / HIGH) + SPARE);
    const focused = Number(document.activeElement?.dataset?.row ?? -1);
    const items = [];
    for (let i = from; i < to; i++) items.push(makeItem(this.app, this.#rows[i], i, this.#rows.length, this.open));
    replace(this.inner, items);
    if (focused >= 0) this.inner.querySelector(`[data-row="${focused}"] `)?.focus({ preventScroll: true });
  }

  /** The row that stands `step` further than a row. */
  near(row, step) {
    if (this.#stale) this.#read();
    const rows = this.#rows;
    const at = rows.indexOf(row);
    return rows[(at < 0 ? 0 : at + step + rows.length) % Math.max(rows.length, 1)] ?? null;
  }

  #key(event) {
    const { scroll, inner } = this;
    const move = STEPS[event.key];
    const at = Number(document.activeElement?.dataset?.at ?? -1);
    if (!move || at < 0) return;
    event.preventDefault();
    const to = Math.min(Math.max(at + move, 0), this.#rows.length - 1);
    if ((to + 1) * HIGH > scroll.scrollTop + scroll.clientHeight)
      scroll.scrollTop = (to + 1) * HIGH - scroll.clientHeight;
    if (to * HIGH < scroll.scrollTop) scroll.scrollTop = to * HIGH;
    this.#paint();
    inner.querySelector(`[data-at="${to}"]`)?.focus({ preventScroll: true });
  }
}

function sentencePart({ table }, row) {
  const rules = (at) => cell(table, "rules", at) ?? [];
  return excerpt(cell(table, "sentence", row) ?? "", rules(row), twins(table, row).map(rules));
}

/** Rows of the same report that the same sentence tells; those of one report stand together. */
function twins(table, row) {
  const same = (at) =>
    at >= 0 &&
    at < table.n &&
    ["report_id", "sentence"].every((name) => cell(table, name, at) === cell(table, name, row));
  const out = [];
  for (const step of [-1, 1]) for (let at = row + step; same(at) && out.length < MOST_TWINS; at += step) out.push(at);
  return out;
}

function reportsPart(app, row) {
  const reports = cell(app.table, "reports", row) ?? 1;
  return reports > 1 ? ` · ${app.format.number(reports)} reports` : "";
}

function makeItem(app, row, at, total, open) {
  const { family, hollow, leftOut } = look(app.table, row);
  const head = el(
    "span",
    { class: "cm-item-head" },
    glyph(app.vocab.families[family], hollow || leftOut),
    el("strong", {}, tollLine(app, row)),
    app.marked.has(row) ? el("span", { class: "cm-item-marked" }, "marked") : null,
    el("span", { class: "cm-item-when" }, whenWords(app, row)),
  );
  const place = el(
    "span",
    { class: "cm-item-place" },
    bdi(placeLine(app, row)),
    ` · ${isTogether(app.table, row) ? togetherLine(app, row) : rowKind(app, row)}${leftOut ? " · in no total" : ""}${reportsPart(app, row)}`,
  );
  const sentence = el("span", { class: "cm-item-sentence" }, bdi(sentencePart(app, row)));
  const chosen = app.state.incident === row;
  const button = el(
    "button",
    {
      type: "button",
      class: `cm-item${chosen ? " cm-chosen" : ""}${app.marked.has(row) ? " cm-marked" : ""}`,
      "data-row": row,
      "data-at": at,
      "aria-current": chosen ? "true" : null,
      onclick: () => open(row),
    },
    head,
    place,
    sentence,
  );
  const order = { role: "listitem", "aria-setsize": total, "aria-posinset": at + 1 };
  return el("div", { ...order, class: "cm-item-box", style: { top: `${at * HIGH}px` } }, button);
}
