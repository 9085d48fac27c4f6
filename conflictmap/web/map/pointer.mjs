// Pointer and keys on the map: what is under them, what a click does.

import { latOf, lonOf, TILE } from "../data/geo.mjs";
import { toggled } from "../filter/reading.mjs";
import { eachFrame, el } from "../parts/dom.mjs";
import { provinceAt } from "./basemap.mjs";
import { ownAt } from "./own.mjs";
import { hitMark, largest, nextMark } from "./hit.mjs";
import { Tip } from "./tip.mjs";

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const OWN_SLACK = 8; // px around a point of the reader's own layer
const ONE_SPOT = 3; // px: what lies closer together is fanned out

export class Pointer {
  #picked = null; // who waits for a click that says where

  /** `onMany(mark)`: somebody wants to see more than a fan can hold. */
  constructor(app, view, map, camera, { onMany }) {
    Object.assign(this, { app, view, map, camera, onMany, tip: new Tip(app, view, map) });
    const cursor = el("div", {
      class: "cm-cursor",
      tabindex: "0",
      role: "application",
      "aria-label": "Marks on the map. Arrow keys go from mark to mark, Enter opens one, Escape closes.",
      onkeydown: (event) => this.#key(event),
      onblur: () => this.#point(-1, false),
    });
    map.getContainer().append(cursor, this.tip.node, this.tip.said);
    this.#follow();
  }

  /** What can be pointed at: the fan if one is open. */
  get #marks() {
    return this.view.fan ? this.view.fan.items : this.view.marks;
  }

  get #at() {
    return (this.view.fan ?? this.view).hover;
  }

  get #current() {
    return this.#marks[this.#at];
  }

  #follow() {
    const { app, map, tip } = this;
    map.on(
      "mousemove",
      eachFrame((event) => {
        if (app.state.shaded) tip.showProvince(this.#provinceAt(event.latlng), event.containerPoint);
        else this.#hover(event);
      }),
    );
    map.on("mouseout", () => {
      this.#point(-1, false);
      tip.hide();
    });
    map.on("click", (event) => this.#click(event.containerPoint, event.latlng));
    app.listen((_, changed) => {
      if (changed.has("incident")) this.#picked?.(null);
    });
    map.on("zoomstart", () => {
      this.view.fan = null;
      this.view.hover = -1;
      tip.hide();
    });
    map.on("movestart", () => tip.hide());
  }

  /** The next click on the map says where: `done({ lat, lon })`, or `done(null)` if somebody leaves it. */
  pick(done) {
    const box = this.map.getContainer();
    this.#picked?.(null);
    const onkey = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.#picked(null);
    };
    this.#picked = (at) => {
      this.#picked = null;
      box.classList.remove("cm-picking");
      window.removeEventListener("keydown", onkey, true);
      done(at);
    };
    box.classList.add("cm-picking");
    window.addEventListener("keydown", onkey, true);
  }

  #point(i, speak) {
    if (this.#at === i && !speak) return;
    (this.view.fan ?? this.view).hover = i;
    this.view.redraw(["top"]);
    const mark = this.#current;
    this.map.getContainer().classList.toggle("cm-over", Boolean(mark));
    this.tip.showMark(mark);
    if (speak && mark) this.tip.say(mark);
  }

  #hover({ containerPoint, latlng }) {
    const i = this.#find(containerPoint);
    this.#point(i, false);
    const { own } = this.app;
    if (i >= 0 || !own) return;
    const { x, y } = this.#worldAt(latlng);
    this.tip.showOwn(ownAt(own, x, y, OWN_SLACK / this.view.stage.frame.worldPx), containerPoint);
  }

  #find(containerPoint) {
    const { pad } = this.view.stage.frame;
    return hitMark(this.#marks, containerPoint.x + pad.x, containerPoint.y + pad.y);
  }

  #provinceAt(latlng) {
    const { x, y } = this.#worldAt(latlng);
    return provinceAt(this.app.basemap, x, y);
  }

  /** A point of the unit square. */
  #worldAt(latlng) {
    return this.map.project(latlng, 0).divideBy(TILE);
  }

  #open(mark) {
    if (mark.more) this.onMany(mark.of);
    else if (mark.row !== null && mark.row !== undefined) this.app.change({ incident: mark.row });
    else this.#comeCloser(mark);
  }

  /** A sum is looked at more closely, or fanned out where that shows no more. */
  #comeCloser(mark) {
    const { map, view } = this;
    const [west, north, east, south] = view.boxOf(mark);
    const wide = Math.max(east - west, south - north) * view.stage.frame.worldPx;
    if (wide < ONE_SPOT || map.getZoom() >= map.getMaxZoom()) {
      view.openFan(mark);
      this.tip.hide();
      const { pad } = view.stage.frame;
      this.camera.uncover({ x: mark.px - pad.x, y: mark.py - pad.y }, view.fan.reach);
      return;
    }
    const bounds = L.latLngBounds([latOf(north), lonOf(west)], [latOf(south), lonOf(east)]).pad(0.3);
    const zoom = Math.max(map.getZoom() + 1, Math.min(map.getBoundsZoom(bounds), map.getZoom() + 3));
    map.setView(bounds.getCenter(), Math.min(zoom, map.getMaxZoom()));
  }

  #click(containerPoint, latlng) {
    if (this.#picked) {
      const { lat, lng } = latlng.wrap();
      this.#picked({ lat, lon: lng });
      return;
    }
    const i = this.#find(containerPoint);
    if (i >= 0) {
      this.#point(i, false);
      this.#open(this.#current);
    } else if (!this.#close()) this.#chooseProvince(latlng);
  }

  /** Closes what is open: the fan first, then the incident. */
  #close() {
    if (this.view.closeFan()) return true;
    const open = this.app.state.incident !== null;
    if (open) this.app.change({ incident: null });
    return open;
  }

  #chooseProvince(latlng) {
    const name = this.#provinceAt(latlng);
    if (!name || !this.app.table.place.provinces.includes(name)) return;
    this.app.ask("province", toggled(this.app.state.filter.province, name));
  }

  #key(event) {
    const marks = this.#marks;
    if (ARROWS.includes(event.key)) {
      this.#point(this.#at < 0 ? largest(marks) : nextMark(marks, this.#at, event.key), true);
    } else if (event.key === "Enter" || event.key === " ") {
      if (this.#current) this.#open(this.#current);
    } else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation(); // else Leaflet pans too
  }
}
