// The incidents in their order, a part at a time.

import { bdi, el, replace } from "../parts/dom.mjs";
import { glyph } from "../parts/glyph.mjs";
import { daysWords, stateWords, tollWords } from "./words.mjs";

const SIGNS = { open: "", confirmed: "✓", changed: "✎", added: "+", rejected: "✕", merged: "⇢" };
const PART = 48;

export function makeList(desk, tools) {
  const items = el("ol", { id: "cmd-items" });
  const head = el("p", { class: "cm-soft cmd-list-head", id: "cmd-list-head" });
  const up = el(
    "button",
    { type: "button", class: "cmd-button", onclick: () => desk.fill(desk.list.from - PART) },
    "Earlier in the list",
  );
  const down = el(
    "button",
    { type: "button", class: "cmd-button", onclick: () => desk.fill(desk.list.from + PART) },
    "Further down the list",
  );
  const node = el("nav", { class: "cmd-list", id: "cmd-list", "aria-label": "Incidents" }, head, up, items, down);

  function show() {
    const { from, of, items: list } = desk.list;
    replace(
      head,
      list.length
        ? `${desk.format.number(from + 1)} to ${desk.format.number(from + list.length)} of ${desk.format.number(of)}`
        : "",
    );
    up.hidden = from <= 0;
    down.hidden = from + list.length >= of;
    replace(
      items,
      list.map((item) => line(desk, item, tools)),
    );
    mark();
  }

  function mark() {
    for (const button of items.querySelectorAll("button")) {
      const own = button.dataset.id === desk.case?.id;
      button.setAttribute("aria-current", own ? "true" : "false");
      if (own) button.scrollIntoView({ block: "nearest" });
    }
  }
  return { node, show, mark };
}

function line(desk, item, tools) {
  const family = desk.vocab.families[desk.vocab.familyOfKind[desk.vocab.kindAt(item.kind)]];
  const doubts = item.doubts.length;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        class: `cmd-item cmd-is-${item.state}`,
        "data-id": item.id,
        onclick: () => tools.open(item.id),
      },
      glyph(family),
      el("span", { class: "cmd-item-what" }, desk.vocab.kind(item.kind), ", ", bdi(item.place ?? "no place")),
      el(
        "span",
        { class: "cmd-item-sign", title: stateWords(item.state), "aria-hidden": "true" },
        SIGNS[item.state] ?? "",
      ),
      el(
        "span",
        { class: "cmd-item-more cm-soft" },
        `${daysWords(desk.format, item.date_start, item.date_end)} · ${tollWords(desk.format, item)}`,
        item.marked ? " · marked" : doubts ? ` · ${doubts} doubt${doubts > 1 ? "s" : ""}` : "",
        el("span", { class: "cm-hidden" }, `, ${stateWords(item.state)}`),
      ),
    ),
  );
}
