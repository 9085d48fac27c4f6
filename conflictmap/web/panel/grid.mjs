// A grid of cells as wide and long as the data are: only what is in view is made, arrow keys go from cell to cell.

import { eachFrame, el, replace } from "../parts/dom.mjs";

const HIGH = 28; // px of a row, as in table.css
const SPARE = 3; // rows and columns made beyond the view
const MOST = 500000; // rows; browsers cap the height of an element
const PAGE = 12; // rows

const MOVES = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [PAGE, 0],
  PageUp: [-PAGE, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

export class Grid {
  #columns;
  #lefts;
  #count = 0;
  #at = [-1, 0]; // the cell that has the focus: row -1 is the head

  /**
   * `columns`: [{ name, wide, numeric }]; `text(row, name)`: what a cell says, null for nothing; `sort(name)` and
   * `open(row)`: somebody asked for it, by Enter, by a click on the first column or two on any other. Rows are counted from 0 in the order they stand in.
   */
  constructor(columns, { label, text, sort, open }) {
    this.#columns = columns;
    this.#lefts = columns.reduce((all, { wide }) => [...all, all.at(-1) + wide], [0]);
    this.text = text;
    this.open = open;
    const width = `${this.#lefts.at(-1)}px`;
    this.heads = columns.map(({ name, wide, numeric }, i) => makeHead(name, wide, numeric, i, () => sort(name)));
    const head = el("div", { role: "row", class: "cm-grid-head", "aria-rowindex": 1, style: { width } }, this.heads);
    this.inner = el("div", { role: "rowgroup", class: "cm-grid-inner", style: { width } });
    const events = { onscroll: eachFrame(() => this.paint()), onkeydown: (event) => this.#key(event) };
    const name = { id: "cm-grid", role: "grid", "aria-label": label, "aria-colcount": columns.length };
    this.node = el("div", { class: "cm-grid", ...name, ...events }, head, this.inner);
  }

  /** So many rows from now on; `sorted`: { name, down }. */
  show(count, sorted) {
    this.#count = Math.min(count, MOST);
    this.node.setAttribute("aria-rowcount", count + 1);
    this.inner.style.height = `${this.#count * HIGH}px`;
    this.#columns.forEach(({ name }, i) => {
      const own = sorted?.name === name;
      this.heads[i].setAttribute("aria-sort", own ? (sorted.down ? "descending" : "ascending") : "none");
    });
    this.#at = [-1, this.#at[1]];
    this.paint();
  }

  focus() {
    this.#cell()?.focus({ preventScroll: true });
  }

  paint() {
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.node;
    const first = Math.max(0, Math.floor(scrollTop / HIGH) - SPARE);
    const last = Math.min(this.#count, Math.ceil((scrollTop + clientHeight) / HIGH) + SPARE);
    const from = Math.max(0, this.#lefts.findLastIndex((left) => left <= scrollLeft) - SPARE);
    const to = clamp(this.#lefts.findIndex((left) => left > scrollLeft + clientWidth) + SPARE, 0, this.#columns.length);
    const focused = this.node.contains(document.activeElement);
    const rows = [];
    for (let row = first; row < last; row++) rows.push(this.#row(row, from, to > SPARE ? to : this.#columns.length));
    replace(this.inner, rows);
    this.heads.forEach((head, i) => (head.firstChild.tabIndex = this.#at[0] < 0 && this.#at[1] === i ? 0 : -1));
    if (focused) this.focus();
  }

  #row(row, from, to) {
    const cells = this.#columns.slice(from, to).map((column, k) => this.#make(row, from + k, column));
    const place = { top: `${row * HIGH}px` };
    return el("div", { role: "row", class: "cm-grid-row", "aria-rowindex": row + 2, style: place }, cells);
  }

  #make(row, i, { name, wide, numeric }) {
    const said = this.text(row, name);
    return el(
      "div",
      {
        role: "gridcell",
        class: `cm-grid-cell${numeric ? " cm-numeric" : ""}`,
        "aria-colindex": i + 1,
        "data-cell": `${row}/${i}`,
        tabindex: this.#at[0] === row && this.#at[1] === i ? 0 : -1,
        title: said ?? "",
        dir: "auto",
        style: { left: `${this.#lefts[i]}px`, width: `${wide}px` },
        onfocus: () => (this.#at = [row, i]),
        onclick: () => i === 0 && this.open(row),
        ondblclick: () => this.open(row),
      },
      said ?? "–",
    );
  }

  #cell() {
    const [row, column] = this.#at;
    return row < 0 ? this.heads[column].firstChild : this.inner.querySelector(`[data-cell="${row}/${column}"]`);
  }

  #key(event) {
    const [row, column] = this.#at;
    if (event.key === "Enter" && row >= 0) {
      event.preventDefault();
      this.open(row);
      return;
    }
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const wholeWay = event.ctrlKey && move[0] === 0 && !Number.isFinite(move[1]);
    const down = wholeWay ? move[1] : move[0];
    this.#at = [clamp(row + down, -1, this.#count - 1), clamp(column + move[1], 0, this.#columns.length - 1)];
    this.#reveal();
    this.paint();
    this.focus();
  }

  /** Scrolls as far as the cell with the focus asks for. */
  #reveal() {
    const { node } = this;
    const [row, column] = this.#at;
    const [left, right] = [this.#lefts[column], this.#lefts[column + 1]];
    const room = node.clientHeight - HIGH; // below the head
    if (left < node.scrollLeft) node.scrollLeft = left;
    if (right > node.scrollLeft + node.clientWidth) node.scrollLeft = right - node.clientWidth;
    if (row < 0) return;
    if (row * HIGH < node.scrollTop) node.scrollTop = row * HIGH;
    if ((row + 1) * HIGH > node.scrollTop + room) node.scrollTop = (row + 1) * HIGH - room;
  }
}

const makeHead = (name, wide, numeric, i, onclick) =>
  el(
    "div",
    {
      role: "columnheader",
      class: `cm-grid-cell${numeric ? " cm-numeric" : ""}`,
      "aria-colindex": i + 1,
      "data-column": name,
      style: { width: `${wide}px` },
    },
    el("button", { type: "button", tabindex: -1, title: `Sort by ${name}`, onclick }, name),
  );
