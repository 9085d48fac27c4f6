// What the marks mean, and what is in no total.

import { capital } from "../data/describe.mjs";
import { el, replace, svg } from "../parts/dom.mjs";
import { glyph } from "../parts/glyph.mjs";
import { labelHeights, legendValues, radiusOf } from "./scale.mjs";

const NAMES = { killed: "killed", wounded: "wounded", incidents: "incidents" };

export function makeLegend(app, view) {
  const sizes = el("div", { class: "cm-legend-sizes" });
  const body = el("div", { class: "cm-legend-body" });
  const box = el("details", { class: "cm-legend cm-covers", id: "cm-legend" }, el("summary", {}, "Legend"), body);
  box.open = matchMedia("(min-width: 1100px)").matches;
  const families = el(
    "ul",
    {},
    app.vocab.families.map((family) => el("li", {}, glyph(family), family.label)),
  );
  const how = el(
    "ul",
    { class: "cm-legend-how" },
    el("li", {}, swatch("cm-swatch-ring"), "several incidents"),
    el("li", {}, glyph(app.vocab.families[0], true), "no deaths known"),
    el("li", {}, swatch("cm-swatch-soft"), "somewhere in a region"),
    el("li", {}, swatch("cm-swatch-left"), "in no total"),
  );
  const note = el(
    "p",
    { class: "cm-soft" },
    "Every person counts once: sums hold what a report's total tells beyond its parts, and no earlier events.",
  );
  function show() {
    if (app.state.shaded) replace(body, shades(app, view));
    else {
      replace(sizes, sizeKey(app, view));
      replace(body, el("div", { class: "cm-legend-top" }, sizes, families), how, note);
    }
  }
  view.afterMarks = show;
  return box;
}

function sizeKey(app, view) {
  const top = view.marks.reduce((most, mark) => Math.max(most, mark.value ?? 0), 0);
  const values = legendValues(top);
  if (!values.length) return [];
  const radii = values.map((value) => radiusOf(value, view.factor));
  const high = 2 * radii[0] + 4;
  const heights = labelHeights(radii.map((radius) => high - 2 * radius - 2));
  const [middle, right] = [radii[0] + 2, 2 * radii[0] + 8];
  const rings = values.map((value, i) => {
    const edge = high - 2 * radii[i] - 2;
    return [
      svg("circle", { cx: middle, cy: high - radii[i] - 2, r: radii[i], class: "cm-size-ring" }),
      svg("polyline", {
        points: `${middle},${edge} ${right},${edge} ${right + 6},${heights[i]}`,
        class: "cm-size-line",
      }),
      svg("text", { x: right + 9, y: heights[i] + 4, class: "cm-size-text" }, app.format.number(value)),
    ];
  });
  return [
    el("h2", {}, `Size: ${NAMES[app.state.measure]}`),
    svg(
      "svg",
      { width: right + 58, height: Math.max(high, heights.at(-1) + 6) + 2, "aria-hidden": "true" },
      rings.flat(),
    ),
  ];
}

function shades(app, view) {
  const ends = view.classes();
  const { format, state } = app;
  const items = ends.map((end, i) => {
    const from = i ? ends[i - 1] + 1 : 1;
    const swatchBox = swatch("cm-swatch-shade");
    swatchBox.style.background = `var(--shade-${i + 5 - ends.length})`;
    return el("li", {}, swatchBox, from === end ? format.number(end) : `${format.number(from)}–${format.number(end)}`);
  });
  return [
    el("h2", {}, `${capital(NAMES[state.measure])} by province`),
    el("ul", {}, items, el("li", {}, swatch("cm-swatch-none"), "none known")),
    el(
      "p",
      { class: "cm-soft" },
      "Not set against how many people live there. Report totals and earlier events are left out.",
    ),
  ];
}

const swatch = (className) => el("i", { class: `cm-swatch ${className}`, "aria-hidden": "true" });
