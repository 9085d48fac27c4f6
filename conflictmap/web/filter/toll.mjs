// At least how many killed and wounded.

import { el, whenQuiet } from "../parts/dom.mjs";
import { section } from "./form.mjs";
import { whole } from "./reading.mjs";

const MEASURES = ["killed", "wounded"];
const MOST = 1000000;

export const toll = {
  id: "toll",
  empty: { killed: 0, wounded: 0 }, // at least; 0 lets the unknown through

  test({ toll: of }, least) {
    if (!least.killed && !least.wounded) return null;
    const enough = (count, wanted) => wanted === 0 || count >= wanted;
    return {
      group: "toll",
      passes: (row) => enough(of.killed[row], least.killed) && enough(of.wounded[row], least.wounded),
    };
  },

  toHash(least, out) {
    for (const what of MEASURES) if (least[what]) out.set(what, least[what]);
  },

  fromHash: (given) => Object.fromEntries(MEASURES.map((what) => [what, whole(given, what, 1, MOST, 0)])),

  chip: (least, { format }) =>
    MEASURES.filter((what) => least[what]).map((what) => ({
      text: `At least ${format.number(least[what])} ${what}`,
      drop: { ...least, [what]: 0 },
    })),

  control(app) {
    const fields = MEASURES.map((what) => makeField(app, what));
    const note = el("p", { class: "cm-soft" }, "A threshold leaves out incidents whose toll is not known.");
    const pair = el(
      "div",
      { class: "cm-pair" },
      fields.map(({ node }) => node),
    );
    return {
      node: section("Killed and wounded", pair, note),
      show: () => fields.forEach((field) => field.show()),
    };
  },
};

function makeField(app, what) {
  const least = () => app.state.filter.toll;
  const wanted = () => Math.max(0, Math.floor(Number(input.value)) || 0);
  const input = el("input", {
    type: "number",
    min: "0",
    step: "1",
    inputmode: "numeric",
    id: `cm-least-${what}`,
    placeholder: "any",
    oninput: whenQuiet(() => app.ask("toll", { ...least(), [what]: wanted() }), 150),
  });
  const show = () => {
    const value = least()[what];
    if (document.activeElement !== input || Number(input.value || 0) !== value) input.value = value || "";
  };
  return { node: el("label", { class: "cm-least" }, `At least`, input, what), show };
}
