// What a person has looked at: confirmed, changed or added; or what nobody has checked yet.

import { el } from "../parts/dom.mjs";
import { section } from "./form.mjs";
import { one } from "./reading.mjs";

/** What somebody did who has looked at it. */
export const DONE = { confirmed: "Confirmed as read", changed: "Changed by a person", added: "Added by a person" };
const WORDS = { any: "Checked by a person", ...DONE, none: "Not checked yet" };

export const checked = {
  id: "checked",
  empty: "",

  test(table, choice) {
    if (!choice) return null;
    const asked = choice === "any" ? (done) => done !== null : (done) => done === (choice === "none" ? null : choice);
    return { group: "doubts", passes: (row) => asked(table.checked[row]) };
  },

  toHash(choice, out) {
    if (choice) out.set("checked", choice);
  },

  fromHash: (given) => one(given, "checked", Object.keys(WORDS), ""),

  chip: (choice) => (choice ? [{ text: WORDS[choice], drop: "" }] : []),

  control(app) {
    if (!app.table.checked.some((done) => done !== null)) return null; // nobody has looked at any of it
    const select = el(
      "select",
      { id: "cm-checked", "aria-label": "Checked by a person", onchange: () => app.ask("checked", select.value) },
      el("option", { value: "" }, "All"),
      Object.entries(WORDS).map(([value, words]) => el("option", { value }, words)),
    );
    return { node: section("Checked", select), show: () => (select.value = app.state.filter.checked) };
  },
};
