// Where the map looks. Its subject stays in the part that nothing lies over, whatever opens, closes or turns.

import { latOf, lonOf, mercatorX, mercatorY } from "../data/geo.mjs";
import { freePart, middleOf, shiftInto, sizeOf, zoomFor } from "./free.mjs";

const EDGE = 10; // px around the country
const BESIDE = 44; // px that stay free around an incident
const REMARKABLE = 2; // px: a smaller shift is none

export class Camera {
  #whole = false; // all of the country is looked at, not a place in it
  #fitting = false;
  #keeping = false;
  #subject = null; // { lat, lon, zoom, size }: what the middle of the free part shows, as somebody chose it

  constructor(app, map) {
    this.app = app;
    this.map = map;
    map.on("moveend", () => {
      if (!this.#keeping) this.#note();
    });
  }

  /** From now on the subject is kept when the map's size changes. */
  follow() {
    const observer = new ResizeObserver(() => {
      if (!isSettled(this.map)) this.keep();
    });
    observer.observe(this.map.getContainer());
  }

  /** The part of the map that nothing lies over, in px of the map. What lies over it has the class cm-covers. */
  free() {
    const { left, top } = this.map.getContainer().getBoundingClientRect();
    const boxes = [...document.querySelectorAll("#cm-stage .cm-covers")].map((node) => {
      const box = node.getBoundingClientRect();
      return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top };
    });
    return freePart(this.map.getSize(), boxes);
  }

  /** What is looked at, for an address: { zoom, lat, lon }; null while it is the whole country. */
  get view() {
    return this.#whole || !this.#subject ? null : this.#subject;
  }

  #note() {
    this.#whole = this.#fitting;
    this.#fitting = false;
    const middle = middleOf(this.free());
    if (!this.#shows(middle)) this.#choose(middle);
  }

  /** Is the subject at a point already? What whole px have rounded away is not lost then. */
  #shows({ x, y }) {
    if (this.#subject?.zoom !== this.map.getZoom()) return false;
    const at = this.map.latLngToContainerPoint([this.#subject.lat, this.#subject.lon]);
    return Math.hypot(at.x - x, at.y - y) < REMARKABLE;
  }

  /** What lies at a point of the map (px) is the subject from now on. */
  #choose(point) {
    const { lat, lng } = this.map.containerPointToLatLng(L.point(point));
    this.#subject = { lat, lon: lng, zoom: this.map.getZoom(), size: sizeOf(this.free()) };
  }

  /** Shows the country, or all incidents where no country is known; with neither the map stays where it opened. */
  fit(animate) {
    const box = this.app.basemap.bounds ?? dataBounds(this.app);
    if (!box) return;
    const [west, south, east, north] = box;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const free = this.free();
    const size = this.map.getSize();
    this.#fitting = true;
    this.map.fitBounds(bounds, {
      animate,
      paddingTopLeft: [free.left + EDGE, free.top + EDGE],
      paddingBottomRight: [size.x - free.right + EDGE, size.y - free.bottom + EDGE],
    });
  }

  /** Puts a point into the middle of the free part. */
  look({ lat, lon, zoom }, animate) {
    const { map } = this;
    if (!this.#keeping) {
      this.#whole = false; // told now: while the map is on its way something else may open
      this.#subject = { lat, lon, zoom, size: sizeOf(this.free()) };
    }
    const away = L.point(middleOf(this.free())).subtract(map.getSize().divideBy(2));
    map.setView(map.unproject(map.project([lat, lon], zoom).subtract(away), zoom), zoom, { animate });
  }

  /** Something has opened, closed or changed its size: the subject goes to where it can be seen. */
  keep() {
    const { map } = this;
    this.#keeping = true;
    map.invalidateSize({ animate: false, pan: false });
    if (this.#whole) this.fit(false);
    else if (this.#subject) {
      const { zoom, size } = this.#subject;
      const near = zoomFor(zoom, size, sizeOf(this.free()), map.options.zoomSnap);
      this.look({ ...this.#subject, zoom: Math.max(map.getMinZoom(), near) }, false);
    }
    this.#fitting = false;
    this.#keeping = false;
  }

  /** Comes close to an incident. */
  locate(row, animate) {
    const { app, map } = this;
    const { place, groups } = app.table;
    const p = groups.where.codes[row];
    if (!place.drawn[p]) return;
    this.#measure();
    // A region is shown whole; a point comes close enough for the towns around it to be named.
    const zoom = app.reach[p] > 0 ? Math.min(10, Math.log2(0.8 / app.reach[p])) : 9;
    const near = Math.max(map.getZoom(), Math.max(6, Math.round(zoom * 2) / 2));
    this.look({ lat: latOf(place.y[p]), lon: lonOf(place.x[p]), zoom: near }, animate);
  }

  /** Moves the map no more than it must so that a disc around a point (px of the map) lies under nothing. */
  uncover(point, reach = BESIDE) {
    const free = this.free();
    const shift = shiftInto(free, point, reach);
    const still = Math.hypot(shift.x, shift.y) <= REMARKABLE;
    if (still && this.#whole) return;
    const middle = middleOf(free);
    this.#whole = false;
    this.#choose(still ? middle : { x: middle.x - shift.x, y: middle.y - shift.y });
    if (!still) this.map.panBy([-shift.x, -shift.y]);
  }

  /** The size of the map may have changed a moment ago. */
  #measure() {
    this.#keeping = true;
    this.map.invalidateSize({ animate: false, pan: false });
    this.#keeping = false;
  }

  /** Points at another place: { lat, lon }. */
  pointAt(view, other) {
    if (!Number.isFinite(other?.lat) || !Number.isFinite(other?.lon)) return;
    view.other = { x: mercatorX(other.lon), y: mercatorY(other.lat) };
    this.uncover(this.map.latLngToContainerPoint([other.lat, other.lon]));
    view.redraw(["top"]);
  }
}

/** Does the map know its own size? */
export function isSettled(map) {
  const { x, y } = map.getSize();
  const { clientWidth, clientHeight } = map.getContainer();
  return x === clientWidth && y === clientHeight;
}

function dataBounds({ bounds }) {
  const { west, north, east, south } = bounds;
  return east > 0 ? [lonOf(west), latOf(south), lonOf(east), latOf(north)] : null;
}
