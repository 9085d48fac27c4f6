// Marks on the canvas.

import { eachShape } from "./basemap.mjs";
import { shares } from "./marks.mjs";

const TURN = 2 * Math.PI;
const LARGEST = 15; // px of a figure

/** How many corners, where the first one lies, and how far out, for a disc's area. */
const CORNERS = {
  triangle: [3, -Math.PI / 2, 1.555],
  square: [4, -Math.PI / 4, 1.253],
  diamond: [4, -Math.PI / 2, 1.253],
  hexagon: [6, 0, 1.1],
};

/** Outline of a shape of the area of a disc of radius r; a circle where the shape is not known. */
export function trace(context, shape, x, y, r) {
  context.beginPath();
  if (!Object.hasOwn(CORNERS, shape)) {
    context.arc(x, y, r, 0, TURN);
    return;
  }
  const [corners, first, scale] = CORNERS[shape];
  for (let i = 0; i < corners; i++) {
    const angle = first + (TURN * i) / corners;
    context.lineTo(x + r * scale * Math.cos(angle), y + r * scale * Math.sin(angle));
  }
  context.closePath();
}

/** One incident: its family's shape, full if somebody died, hollow if nobody is known to have. */
export function paintSingle(context, { x, y, radius, family, hollow, leftOut }, palette) {
  const colour = palette.families[family];
  trace(context, palette.shapes[family], x, y, radius);
  context.lineJoin = "round";
  if (leftOut || hollow) {
    context.fillStyle = palette.paper;
    context.globalAlpha = 0.75;
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash(leftOut ? [2.5, 2.5] : []);
    context.lineWidth = 1.8;
    context.strokeStyle = leftOut ? palette.hollow : colour;
    context.stroke();
    context.setLineDash([]);
    return;
  }
  context.fillStyle = colour;
  context.globalAlpha = 0.9;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.2;
  context.strokeStyle = palette["mark-edge"];
  context.stroke();
}

/** Several incidents: a ring shared out among the families around the figure. */
export function paintSum(context, mark, x, y, palette, label) {
  const { radius } = mark;
  const parts = shares(mark);
  if (!parts.length) return paintEmptySum(context, mark, x, y, palette);
  // A ring needs room for its figure; a smaller mark is a full disc.
  const roomy = radius >= 11 && figureSize(label, radius * 0.7) >= 8;
  const inner = roomy ? radius * 0.7 : 0;
  context.beginPath();
  context.arc(x, y, radius + 1.3, 0, TURN);
  context.fillStyle = palette["mark-edge"];
  context.fill();
  let angle = -Math.PI / 2;
  for (const [family, share] of parts) {
    const end = angle + share * TURN;
    context.beginPath();
    context.arc(x, y, radius, angle, end);
    if (inner) context.arc(x, y, inner, end, angle, true);
    else context.lineTo(x, y);
    context.closePath();
    context.fillStyle = palette.families[family];
    context.fill();
    angle = end;
  }
  if (!roomy) return undefined;
  context.beginPath();
  context.arc(x, y, inner, 0, TURN);
  context.fillStyle = palette.paper;
  context.fill();
  return paintFigure(context, label, x, y, inner, palette);
}

function paintEmptySum(context, mark, x, y, palette) {
  context.beginPath();
  context.arc(x, y, mark.radius + 1, 0, TURN);
  context.fillStyle = palette.paper;
  context.globalAlpha = 0.8;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.8;
  context.setLineDash(mark.incidents ? [] : [2.5, 2.5]);
  context.strokeStyle = palette.hollow;
  context.stroke();
  context.setLineDash([]);
}

/** Size in px at which a figure fits a disc. */
const figureSize = (label, room) => Math.min(LARGEST, (room * 2 * 0.92) / Math.max(1.6, label.length * 0.62));

function paintFigure(context, label, x, y, room, palette) {
  const size = figureSize(label, room);
  if (size < 7.5) return; // better none than one that cannot be read
  const scale = size / LARGEST;
  context.save();
  context.translate(x, y);
  context.scale(scale, scale); // a font of each size would have to be made anew
  context.font = `600 ${LARGEST}px ${palette.sans}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = palette.ink;
  context.fillText(label, 0, LARGEST * 0.06);
  context.restore();
}

/** In the middle of a fan: how many more there are than it holds. */
export function paintMore(context, { px, py, radius }, palette, label) {
  context.beginPath();
  context.arc(px, py, radius, 0, TURN);
  context.fillStyle = palette.paper;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = palette.hollow;
  context.stroke();
  paintFigure(context, label, px, py, radius * 0.85, palette);
}

/** A region: soft at the edge, never a pin. The figure stands on a disc that fades out. */
export function paintArea(context, mark, x, y, palette, label) {
  const parts = shares(mark);
  const main = parts.reduce((best, part) => (!best || part[1] > best[1] ? part : best), null);
  const colour = main ? palette.families[main[0]] : palette.hollow;
  const soft = mark.radius + 8;
  const fade = context.createRadialGradient(x, y, 0, x, y, soft);
  fade.addColorStop(0, withAlpha(colour, 0.55));
  fade.addColorStop(0.6, withAlpha(colour, 0.38));
  fade.addColorStop(1, withAlpha(colour, 0));
  context.beginPath();
  context.arc(x, y, soft, 0, TURN);
  context.fillStyle = fade;
  context.fill();
  context.beginPath();
  context.arc(x, y, mark.radius + 1, 0, TURN);
  context.setLineDash([1, 3.5]);
  context.lineCap = "round";
  context.lineWidth = 1.6;
  context.strokeStyle = colour;
  context.stroke();
  context.setLineDash([]);
  context.lineCap = "butt";
  if (mark.radius >= 8 && main) paintFigure(context, label, x, y, Math.max(mark.radius * 0.7, 9), palette);
}

export function withAlpha(hex, alpha) {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${alpha})`;
}

let hatching = null;

function hatch(context, colour) {
  if (hatching?.colour === colour) return hatching.pattern;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  hatching = { colour, pattern: context.createPattern(tile, "repeat") };
  return hatching.pattern;
}

/** The region itself: hatched where its outline is known, a hatched disc of its radius where not. */
export function paintRegion(context, frame, basemap, { shape, x, y, radius, bare }, palette, strong) {
  context.save();
  context.globalAlpha = strong ? 0.85 : 0.38;
  if (shape?.fill) {
    eachShape(context, frame, basemap, [shape], (path, scale) => {
      if (!bare) {
        const pattern = hatch(context, palette.hatch);
        pattern.setTransform(new DOMMatrix([1 / scale, 0, 0, 1 / scale, 0, 0]));
        context.fillStyle = pattern;
        context.fill(path, "evenodd");
      }
      context.setLineDash([4 / scale, 3 / scale]);
      context.lineWidth = (strong ? 1.8 : 1) / scale;
      context.strokeStyle = palette.hatch;
      context.stroke(path);
    });
  } else if (shape) {
    eachShape(context, frame, basemap, [shape], (path, scale) => {
      context.lineCap = "round";
      context.lineJoin = "round";
      context.lineWidth = (strong ? 9 : 6) / scale;
      context.strokeStyle = palette.hatch;
      context.globalAlpha = strong ? 0.45 : 0.25;
      context.stroke(path);
    });
  } else if (radius > 2) {
    context.beginPath();
    context.arc(x, y, radius, 0, TURN);
    if (!bare) {
      const pattern = hatch(context, palette.hatch);
      pattern.setTransform(new DOMMatrix());
      context.fillStyle = pattern;
      context.fill();
    }
    context.setLineDash([4, 3]);
    context.lineWidth = strong ? 1.8 : 1;
    context.strokeStyle = palette.hatch;
    context.stroke();
  }
  context.restore();
}

/** A ring around what is chosen or under the pointer. */
export function paintRing(context, x, y, radius, palette) {
  context.beginPath();
  context.arc(x, y, radius + 4, 0, TURN);
  context.lineWidth = 4.5;
  context.strokeStyle = palette.halo;
  context.stroke();
  context.lineWidth = 2.2;
  context.strokeStyle = palette.focus;
  context.stroke();
}

/** A small dot at the shoulder of what a person has marked. */
export function paintFlag(context, x, y, radius, palette) {
  const away = radius * 0.72 + 1;
  context.beginPath();
  context.arc(x + away, y - away, 4, 0, TURN);
  context.fillStyle = palette.focus;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = palette["mark-edge"];
  context.stroke();
}
