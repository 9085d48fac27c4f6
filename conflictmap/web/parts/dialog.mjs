// Windows over the page, that Escape closes.

import { el } from "./dom.mjs";

/** A dialog with its title and the button that closes it; `look`: a class beside `cm-dialog`. */
export function makeDialog(look, id, title, ...content) {
  const close = el(
    "button",
    { type: "button", class: "cm-icon", "aria-label": "Close", onclick: () => box.close() },
    "✕",
  );
  const name = `${id}-title`;
  const head = el("header", {}, el("h2", { id: name }, title), close);
  const box = el("dialog", { class: `cm-dialog ${look}`, id, "aria-labelledby": name }, head, content);
  return box;
}
