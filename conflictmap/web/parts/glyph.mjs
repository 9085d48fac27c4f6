// The signs of the families for legend and lists.

import { svg } from "./dom.mjs";

const POINTS = {
  triangle: "8,1 15,14 1,14",
  square: "2.2,2.2 13.8,2.2 13.8,13.8 2.2,13.8",
  diamond: "8,0.6 15.4,8 8,15.4 0.6,8",
  hexagon: "15.4,8 11.7,14.4 4.3,14.4 0.6,8 4.3,1.6 11.7,1.6",
};

/** `family`: { id, shape }. Its colour is --family-<id>; one without a colour is grey, one of no known shape a circle. */
export function glyph({ id, shape }, hollow = false) {
  const look = {
    class: `cm-glyph${hollow ? " cm-glyph-hollow" : ""}`,
    style: { color: `var(--family-${id}, var(--hollow))` },
  };
  const points = POINTS[shape];
  const form = points ? svg("polygon", { points, ...look }) : svg("circle", { cx: 8, cy: 8, r: 6.8, ...look });
  return svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true", class: "cm-sign" }, form);
}
