// The signs of the families for legend and lists.

import { el, svg } from "./dom.mjs";
import { FAMILIES } from "./vocab.mjs";

const POINTS = {
  triangle: "8,1 15,14 1,14",
  square: "2.2,2.2 13.8,2.2 13.8,13.8 2.2,13.8",
  diamond: "8,0.6 15.4,8 8,15.4 0.6,8",
  hexagon: "15.4,8 11.7,14.4 4.3,14.4 0.6,8 4.3,1.6 11.7,1.6",
};

export function glyph(id, hollow = false) {
  const { shape } = FAMILIES.find((family) => family.id === id);
  const style = { class: `cm-glyph cm-glyph-${id}${hollow ? " cm-glyph-hollow" : ""}` };
  const form =
    shape === "circle"
      ? svg("circle", { cx: 8, cy: 8, r: 6.8, ...style })
      : svg("polygon", { points: POINTS[shape], ...style });
  return svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true", class: "cm-sign" }, form);
}

export const swatch = (className) => el("i", { class: `cm-swatch ${className}`, "aria-hidden": "true" });
