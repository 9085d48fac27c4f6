// What is asked for less often, behind one button.

import { el } from "../parts/dom.mjs";

/** `items`: [id, label, run]. */
export function makeMore(items) {
  const summary = el("summary", { id: "cm-more" }, "More");
  const list = el(
    "div",
    { class: "cm-more-list" },
    items.map(([id, label, run]) =>
      el(
        "button",
        {
          type: "button",
          id,
          onclick: () => {
            box.open = false;
            summary.focus();
            run();
          },
        },
        label,
      ),
    ),
  );
  const box = el("details", { class: "cm-more" }, summary, list);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    event.stopPropagation();
    box.open = false;
    summary.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!box.contains(event.target)) box.open = false;
  });
  return box;
}
