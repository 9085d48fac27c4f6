// What is shown as a table of all columns, in a window over the map.

import { rowsBy } from "../data/order.mjs";
import { cellText } from "../data/payload.mjs";
import { plural } from "../data/format.mjs";
import { el, replace } from "../parts/dom.mjs";
import { Grid } from "./grid.mjs";

// Those that are read first; all others follow in the order of the files.
const FIRST = ["date_start", "place", "province", "kind", "killed", "wounded", "sentence", "source"];
const WIDE = { sentence: 360, url: 220, place: 150, kind: 130, source: 140, incident_id: 160 };
const NESTED = 220; // px
const PLAIN = 116;
const LETTER = 7.2; // px of a letter of a head
const SAMPLE = 200; // rows that are looked at to tell figures from words

/** `{ node, open() }`; `show(row)`: somebody wants one of them on the map. */
export function makeTable(app, { rowsOf, show }) {
  let rows = [];
  let sorted = null;
  let grid = null;
  const head = el("h2", {}, "All columns");
  const count = el("span", { class: "cm-soft", id: "cm-table-count" });
  const body = el("div", { class: "cm-table-body" });
  const close = el("button", { type: "button", class: "cm-icon", "aria-label": "Close the table", onclick: shut }, "✕");
  const hint = el(
    "span",
    { class: "cm-soft cm-table-hint" },
    "Enter, or a click on its date, shows an incident on the map.",
  );
  const bar = el("header", { class: "cm-table-head" }, head, count, hint, close);
  const node = el("dialog", { id: "cm-table", class: "cm-table", "aria-label": "Incidents, all columns" }, bar, body);

  function shut() {
    node.close();
  }

  function sort(name) {
    sorted = { name, down: sorted?.name === name ? !sorted.down : false };
    rows = rowsBy(app.table, rows, name, sorted.down);
    grid.node.scrollTop = 0;
    grid.show(rows.length, sorted);
  }

  function open() {
    grid ??= makeGrid();
    rows = rowsOf(app);
    if (sorted) rows = rowsBy(app.table, rows, sorted.name, sorted.down);
    replace(count, `${app.format.number(rows.length)} ${plural(rows.length, "row", "rows")}`);
    node.showModal();
    grid.show(rows.length, sorted);
    grid.focus();
  }

  function makeGrid() {
    const made = new Grid(columnsOf(app.table), {
      label: "Incidents, all columns",
      text: (at, name) => cellText(app.table, name, rows[at]),
      sort,
      open: (at) => {
        shut();
        show(rows[at]);
      },
    });
    replace(body, made.node);
    return made;
  }
  return { node, open };
}

function columnsOf(table) {
  const all = [...table.columns, "lat", "lon"].filter((name) => table.groupOf.has(name));
  const names = [...FIRST.filter((name) => all.includes(name)), ...all.filter((name) => !FIRST.includes(name))];
  return names.map((name) => ({ name, numeric: isNumeric(table, name), wide: wideOf(table, name) }));
}

const wideOf = (table, name) =>
  Math.round(Math.max(WIDE[name] ?? (table.nested.has(name) ? NESTED : PLAIN), name.length * LETTER + 34));

function isNumeric(table, name) {
  const values = table.groups[table.groupOf.get(name)].cols[name].slice(0, SAMPLE).filter((value) => value !== null);
  return values.length > 0 && values.every((value) => typeof value === "number");
}
