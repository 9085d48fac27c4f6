// The map as it is drawn: ground, marks with names, and on top what is chosen or under the pointer.

import { figureRow } from "../data/countedonce.mjs";
import { namesIn } from "../data/names.mjs";
import { drawBasemap } from "./basemap.mjs";
import { classEnds, classOf, radiusOf } from "./scale.mjs";
import { drawFigures } from "./figures.mjs";
import { drawNames, readLabels } from "./names.mjs";
import { look, makeMarks, rowsAt } from "./marks.mjs";
import { drawOwn } from "./ownlayer.mjs";
import { paintFlag, paintMore, paintRegion, paintRing, paintSingle } from "./paint.mjs";
import { paintMark } from "./paintmark.mjs";
import { fanWithin, MOST } from "./fan.mjs";
import { rowsOf } from "./grid.mjs";
import { makeStage } from "./stage.mjs";

export class MapView {
  constructor(app, map, palette) {
    this.app = app;
    this.map = map;
    this.palette = palette;
    this.nameAnew();
    this.marks = [];
    this.factor = 1;
    this.hover = -1;
    this.fan = null;
    this.afterMarks = () => {};
    this.other = null;
    this.seenProvinces = "";
    this.stage = null;
  }

  /** Another script of names is wanted. */
  nameAnew() {
    this.labels = readLabels(this.app.basemap, namesIn(this.app));
  }

  /** Draws for the first time; the map must have its view. */
  start() {
    const layers = {
      ground: (context, frame) => this.drawGround(context, frame),
      marks: (context, frame) => this.drawMarks(context, frame),
      top: (context, frame) => this.drawTop(context, frame),
    };
    this.stage = makeStage(this.map, Object.keys(layers), (name, context, frame) => layers[name](context, frame));
  }

  redraw(names) {
    this.stage?.redraw(names);
  }

  /** Have other provinces been chosen since this was last asked? Their outlines lie on the ground. */
  chosenChanged() {
    const now = this.app.state.filter.province.join("\n");
    const changed = now !== this.seenProvinces;
    this.seenProvinces = now;
    return changed;
  }

  /** All layers on one canvas, the ground from the page's own data. */
  paintAll(context, frame) {
    this.drawGround(context, frame, false);
    this.drawMarks(context, frame, false);
    this.drawTop(context, frame);
  }

  /** Classes of the shaded provinces: upper ends of the values. */
  classes() {
    const { sums, state, table } = this.app;
    const values = table.place.provinces.map((_, i) => sums.by.province.value(i, state.measure) ?? 0);
    return classEnds(values);
  }

  shadeOf() {
    const { sums, state, table } = this.app;
    const ends = this.classes();
    return (name) => {
      const i = table.place.provinces.indexOf(name);
      const cls = i < 0 ? -1 : classOf(sums.by.province.value(i, state.measure) ?? 0, ends);
      return cls < 0 ? null : this.palette.shades[cls + 5 - ends.length];
    };
  }

  drawGround(context, frame, online = Boolean(this.app.table.tiles)) {
    const { basemap, state } = this.app;
    drawBasemap(context, frame, basemap, this.palette, {
      shadeOf: state.shaded ? this.shadeOf() : null,
      online,
      chosen: state.filter.province,
    });
    if (this.app.own) drawOwn(context, frame, basemap, this.app.own, this.palette);
  }

  marksFor(frame) {
    const { table, sums, state, layout, index, sieve, places, bounds, shapes } = this.app;
    const { measure } = state;
    return makeMarks(table, sums, frame, { measure, layout, index, sieve, places, bounds, shapes });
  }

  drawMarks(context, frame, online = Boolean(this.app.table.tiles)) {
    const { table, state, format } = this.app;
    let obstacles = [];
    if (state.shaded) {
      this.marks = [];
    } else {
      const made = this.marksFor(frame);
      this.marks = made.marks;
      this.factor = made.factor;
      for (const mark of this.marks) if (mark.area) this.region(context, frame, mark.first, false);
      for (const mark of this.marks) paintMark(context, mark, this.palette, table, format);
      obstacles = this.marks.map((mark) => ({
        x: mark.px,
        y: mark.py,
        radius: mark.radius + (mark.area ? 4 : 1),
        mark,
      }));
    }
    if (state.shaded) drawFigures(context, frame, this.app, this.palette, this.classes());
    else if (!online) drawNames(context, frame, this.labels, this.palette, obstacles);
    this.afterMarks();
  }

  region(context, frame, place, strong) {
    const { table, basemap, shapes } = this.app;
    const [x, y] = pxOf(this.app, place, frame);
    const radius = table.place.reach[place] * frame.worldPx;
    const shape = shapes.get(table.groups.where.cols.place_id[place]);
    // Once a region fills the view its hatching says nothing and is in the way.
    const wide =
      (shape ? Math.max(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]) : 2 * table.place.reach[place]) *
      frame.worldPx;
    const close = wide > 0.9 * Math.min(frame.width, frame.height);
    const exact = table.place.precision[place] < 2;
    paintRegion(context, frame, basemap, { shape, x, y, radius, bare: close || exact }, this.palette, strong);
  }

  drawTop(context, frame) {
    const { table, state } = this.app;
    const hovered = this.marks[this.hover];
    if (hovered && (hovered.area || hovered.active === 1)) this.region(context, frame, hovered.first, true);
    if (this.fan) this.drawFan(context, frame);
    if (hovered) paintRing(context, hovered.px, hovered.py, hovered.radius, this.palette);
    const place = state.incident === null ? -1 : table.groups.where.codes[state.incident];
    if (place >= 0 && table.place.drawn[place]) this.chosen(context, frame, place, state.incident);
    this.drawMarked(context, frame);
    if (this.other) this.drawOther(context, frame);
  }

  chosen(context, frame, place, row) {
    this.region(context, frame, place, true);
    const { px, py, radius } = this.#signOf(row, frame);
    paintRing(context, px, py, radius, this.palette);
  }

  /** What stands for an incident: its own mark, the one that sums it, or the bare place. px of the canvas. */
  #signOf(row, frame) {
    const place = this.app.table.groups.where.codes[row];
    const slot = this.app.layout.slotOf[place];
    const [px, py] = pxOf(this.app, place, frame);
    const own = this.fan?.items.find((one) => one.row === row);
    return own ?? this.marks.find((one) => one.slots.includes(slot)) ?? { px, py, radius: 6 };
  }

  /** Where an incident is to be seen, in px of the map; null if it is nowhere. */
  spotOf(row) {
    const { place, groups } = this.app.table;
    if (!place.drawn[groups.where.codes[row]]) return null;
    const { frame } = this.stage;
    const { px, py } = this.#signOf(row, frame);
    return { x: px - frame.pad.x, y: py - frame.pad.y };
  }

  /** A sign on what a person has marked, or on the sum that holds it. */
  drawMarked(context, frame) {
    const { marked, sieve, table } = this.app;
    const signs = new Set();
    for (const row of marked) {
      const place = table.groups.where.codes[row];
      if (!sieve.passes(row) || !table.place.drawn[place] || this.app.state.shaded) continue;
      signs.add(this.#signOf(row, frame));
    }
    for (const { px, py, radius } of signs) paintFlag(context, px, py, radius, this.palette);
  }

  /** Another place the words might have meant. */
  drawOther(context, frame) {
    const x = this.other.x * frame.worldPx - frame.originX;
    const y = this.other.y * frame.worldPx - frame.originY;
    context.setLineDash([3, 3]);
    paintRing(context, x, y, 9, this.palette);
    context.setLineDash([]);
  }

  drawFan(context, frame) {
    const { fan, palette } = this;
    const x = fan.x * frame.worldPx - frame.originX;
    const y = fan.y * frame.worldPx - frame.originY;
    context.save();
    context.fillStyle = palette.halo;
    context.globalAlpha = 0.72;
    context.beginPath();
    context.arc(x, y, fan.reach + 14, 0, 7);
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    for (const item of fan.items) {
      item.px = x + item.dx;
      item.py = y + item.dy;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(item.px, item.py);
      context.stroke();
    }
    for (const item of fan.items) {
      if (item.more) paintMore(context, item, palette, `+${this.app.format.short(item.more)}`);
      else paintSingle(context, { ...item, x: item.px, y: item.py }, palette);
    }
    context.restore();
    const over = fan.items[fan.hover];
    if (over) paintRing(context, over.px, over.py, over.radius, palette);
  }

  /** Places under a mark; found when asked, as most are never looked at. */
  placesOf(mark) {
    mark.places ??= this.app.layout.placesOf(mark.slots, this.app.sums);
    return mark.places;
  }

  /** Box of those places on the unit square: west, north, east, south. */
  boxOf(mark) {
    const { x, y } = this.app.table.place;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const p of this.placesOf(mark)) {
      box[0] = Math.min(box[0], x[p]);
      box[1] = Math.min(box[1], y[p]);
      box[2] = Math.max(box[2], x[p]);
      box[3] = Math.max(box[3], y[p]);
    }
    return box;
  }

  openFan(mark) {
    const { table, index, sieve } = this.app;
    const rows = rowsAt(table, index, sieve, this.placesOf(mark), MOST);
    const all = rows.map((row) => ({ row, ...look(table, row), radius: this.radiusOfRow(row) }));
    const { spots, reach } = fanWithin(all.map((item) => item.radius));
    const items = all.slice(0, spots.length);
    items.forEach((item, i) => ([item.dx, item.dy] = spots[i]));
    const more = rowsOf(mark) - items.length;
    if (more > 0) items.push({ row: null, more, dx: 0, dy: 0, radius: 17, of: mark });
    this.fan = { x: mark.x, y: mark.y, items, reach, hover: -1 };
    this.hover = -1;
    this.redraw(["top"]);
  }

  closeFan() {
    if (!this.fan) return false;
    this.fan = null;
    this.redraw(["top"]);
    return true;
  }

  radiusOfRow(row) {
    const { table, state } = this.app;
    const value = state.measure === "incidents" ? 1 : table.counted.of[state.measure][figureRow(table, row)];
    return Math.min(radiusOf(Math.max(value, 0), Math.max(this.factor, 1.5)), 16);
  }
}

function pxOf(app, place, frame) {
  return [
    app.table.place.x[place] * frame.worldPx - frame.originX,
    app.table.place.y[place] * frame.worldPx - frame.originY,
  ];
}
