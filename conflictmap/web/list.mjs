// The incidents one under the other. Only what is in view is made, so 200,000 are no more than twenty.

import { bdi, el, replace } from "./dom.mjs";
import { glyph } from "./glyph.mjs";
import { cell } from "./payload.mjs";
import { ORDERS, orderRows, passing } from "./order.mjs";
import { placeLine, rowKind, tollLine, whenWords } from "./describe.mjs";
import { FAMILIES } from "./vocab.mjs";
import { look } from "./view.mjs";

const HIGH = 84; // px, as in panel.css
const SPARE = 4; // rows above and below the view
const MOST = 300000; // rows; browsers cap the height of an element

/** `open(row)`: somebody chose one. */
export function makeList(app, { open }) {
  const orders = {};
  let by = "newest";
  let rows = new Uint32Array(0);
  let stale = true;
  const select = el(
    "select",
    { id: "cm-order", "aria-label": "Order of the list", onchange: () => setOrder(select.value) },
    Object.entries(ORDERS).map(([value, label]) => el("option", { value }, label)),
  );
  const count = el("span", { class: "cm-soft", id: "cm-list-count" });
  const inner = el("div", { class: "cm-list-inner" });
  const scroll = el(
    "div",
    { class: "cm-scroll cm-list", id: "cm-list", role: "list", "aria-label": "Incidents", onscroll: () => paint() },
    inner,
  );
  const node = el("div", { class: "cm-list-box" }, el("div", { class: "cm-list-head" }, select, count), scroll);

  function setOrder(order) {
    by = order;
    refresh();
    scroll.scrollTop = 0;
  }

  function refresh() {
    stale = true;
    if (node.hidden || !app.table.detail) return;
    stale = false;
    orders[by] ??= orderRows(app.table, by);
    rows = passing(orders[by], app.sieve);
    inner.style.height = `${Math.min(rows.length, MOST) * HIGH}px`;
    replace(count, `${app.format.number(rows.length)} listed`);
    paint();
  }

  function paint() {
    const from = Math.max(0, Math.floor(scroll.scrollTop / HIGH) - SPARE);
    const to = Math.min(rows.length, MOST, Math.ceil((scroll.scrollTop + scroll.clientHeight) / HIGH) + SPARE);
    const focused = Number(document.activeElement?.dataset?.row ?? -1);
    const items = [];
    for (let i = from; i < to; i++) items.push(makeItem(app, rows[i], i, rows.length, open));
    replace(inner, items);
    if (focused >= 0) inner.querySelector(`[data-row="${focused}"] `)?.focus({ preventScroll: true });
  }

  function near(row, step) {
    if (stale) {
      orders[by] ??= orderRows(app.table, by);
      rows = passing(orders[by], app.sieve);
      stale = false;
    }
    const at = rows.indexOf(row);
    const next = rows[(at < 0 ? 0 : at + step + rows.length) % Math.max(rows.length, 1)];
    return next ?? null;
  }

  scroll.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    const at = Number(document.activeElement?.dataset?.at ?? -1);
    if (!move || at < 0) return;
    event.preventDefault();
    const to = Math.min(Math.max(at + move, 0), rows.length - 1);
    if ((to + 1) * HIGH > scroll.scrollTop + scroll.clientHeight)
      scroll.scrollTop = (to + 1) * HIGH - scroll.clientHeight;
    if (to * HIGH < scroll.scrollTop) scroll.scrollTop = to * HIGH;
    paint();
    inner.querySelector(`[data-at="${to}"]`)?.focus({ preventScroll: true });
  });
  app.listen((_, changed) => {
    if (changed.has("filter") || changed.has("detail")) refresh();
    else if (changed.has("incident") && !node.hidden) paint();
  });
  return { node, refresh, near };
}

function makeItem(app, row, at, total, open) {
  const { family, hollow, leftOut } = look(app.table, row);
  const head = el(
    "span",
    { class: "cm-item-head" },
    glyph(FAMILIES[family].id, hollow || leftOut),
    el("strong", {}, tollLine(app, row)),
    el("span", { class: "cm-item-when" }, whenWords(app, row)),
  );
  const place = el(
    "span",
    { class: "cm-item-place" },
    bdi(placeLine(app, row)),
    ` · ${rowKind(app, row)}${leftOut ? " · in no total" : ""}`,
  );
  const sentence = el("span", { class: "cm-item-sentence" }, bdi(cell(app.table, "sentence", row)));
  const button = el(
    "button",
    {
      type: "button",
      class: `cm-item${app.state.incident === row ? " cm-chosen" : ""}`,
      "data-row": row,
      "data-at": at,
      "aria-current": app.state.incident === row ? "true" : null,
      onclick: () => open(row),
    },
    head,
    place,
    sentence,
  );
  return el(
    "div",
    {
      role: "listitem",
      "aria-setsize": total,
      "aria-posinset": at + 1,
      class: "cm-item-box",
      style: { top: `${at * HIGH}px` },
    },
    button,
  );
}
