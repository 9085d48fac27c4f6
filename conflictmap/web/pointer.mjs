// Pointer and keys on the map: what is under them, what a click does.

import { el, replace, eachFrame } from "./dom.mjs";
import { hitMark, largest, nextMark } from "./hit.mjs";
import { provinceAt } from "./basemap.mjs";
import { latOf, lonOf } from "./geo.mjs";
import { describeMark, describeProvince } from "./describe.mjs";

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

export function attachPointer(app, view, map, { onMany }) {
  const tip = el("div", { class: "cm-tip", role: "presentation", hidden: true });
  const said = el("div", { class: "cm-hidden", role: "status", "aria-live": "polite" });
  const cursor = el("div", {
    class: "cm-cursor",
    tabindex: "0",
    role: "application",
    "aria-label": "Marks on the map. Arrow keys go from mark to mark, Enter opens one, Escape closes.",
  });
  map.getContainer().append(cursor, tip, said);

  const current = () => (view.fan ? view.fan.items[view.fan.hover] : view.marks[view.hover]);

  function point(i, speak) {
    const holder = view.fan ?? view;
    if (holder.hover === i && !speak) return;
    holder.hover = i;
    view.redraw(["top"]);
    const mark = current();
    map.getContainer().classList.toggle("cm-over", Boolean(mark));
    showTip(mark);
    if (speak && mark) replace(said, describeMark(app, view, mark).join(". "));
  }

  function showTip(mark) {
    tip.hidden = !mark;
    if (!mark) return;
    const [head, ...rest] = describeMark(app, view, mark);
    replace(
      tip,
      el("strong", {}, head),
      rest.map((text) => el("span", {}, text)),
    );
    const { pad } = view.stage.frame;
    const size = map.getSize();
    const x = mark.px - pad.x;
    const y = mark.py - pad.y;
    const left = x + mark.radius + 10 + tip.offsetWidth > size.x;
    tip.style.left = `${Math.max(4, left ? x - mark.radius - 10 - tip.offsetWidth : x + mark.radius + 10)}px`;
    tip.style.top = `${Math.min(Math.max(4, y - tip.offsetHeight / 2), size.y - tip.offsetHeight - 4)}px`;
  }

  /** Where provinces are shaded there are no marks: the tip tells of the province under the pointer. */
  function overProvince(event) {
    const world = map.project(event.latlng, 0).divideBy(256);
    const name = provinceAt(app.basemap, world.x, world.y);
    tip.hidden = !name;
    if (!name) return;
    const [head, ...rest] = describeProvince(app, name);
    replace(
      tip,
      el("strong", {}, head),
      rest.map((text) => el("span", {}, text)),
    );
    tip.style.left = `${Math.min(event.containerPoint.x + 14, map.getSize().x - tip.offsetWidth - 4)}px`;
    tip.style.top = `${Math.min(event.containerPoint.y + 14, map.getSize().y - tip.offsetHeight - 4)}px`;
  }

  function find(containerPoint) {
    const { pad } = view.stage.frame;
    const marks = view.fan ? view.fan.items : view.marks;
    return hitMark(marks, containerPoint.x + pad.x, containerPoint.y + pad.y);
  }

  function open(mark) {
    if (mark.more) {
      onMany(mark.of);
      return;
    }
    if (mark.row !== null && mark.row !== undefined) {
      app.change({ incident: mark.row });
      return;
    }
    const [west, north, east, south] = view.boxOf(mark);
    const wide = Math.max(east - west, south - north) * view.stage.frame.worldPx;
    if (wide < 3 || map.getZoom() >= map.getMaxZoom()) {
      view.openFan(mark);
      showTip(null);
      return;
    }
    const bounds = L.latLngBounds([latOf(north), lonOf(west)], [latOf(south), lonOf(east)]).pad(0.3);
    const zoom = Math.max(map.getZoom() + 1, Math.min(map.getBoundsZoom(bounds), map.getZoom() + 3));
    map.setView(bounds.getCenter(), Math.min(zoom, map.getMaxZoom()));
  }

  function click(containerPoint, latlng) {
    const i = find(containerPoint);
    if (i >= 0) {
      point(i, false);
      open(current());
      return;
    }
    if (view.closeFan()) return;
    if (app.state.incident !== null) {
      app.change({ incident: null });
      return;
    }
    chooseProvince(latlng);
  }

  function chooseProvince(latlng) {
    const world = map.project(latlng, 0).divideBy(256);
    const name = provinceAt(app.basemap, world.x, world.y);
    if (!name || !app.known.provinces.includes(name)) return;
    const now = app.state.filter.provinces;
    app.filter({ provinces: now.includes(name) ? now.filter((one) => one !== name) : [...now, name] });
  }

  map.on(
    "mousemove",
    eachFrame((event) => (app.state.shaded ? overProvince(event) : point(find(event.containerPoint), false))),
  );
  map.on("mouseout", () => {
    point(-1, false);
    showTip(null);
  });
  map.on("click", (event) => click(event.containerPoint, event.latlng));
  map.on("zoomstart", () => {
    view.fan = null;
    view.hover = -1;
    showTip(null);
  });
  map.on("movestart", () => showTip(null));

  cursor.addEventListener("keydown", (event) => {
    const marks = view.fan ? view.fan.items : view.marks;
    const at = view.fan ? view.fan.hover : view.hover;
    if (ARROWS.includes(event.key)) point(at < 0 ? largest(marks) : nextMark(marks, at, event.key), true);
    else if (event.key === "Enter" || event.key === " ") {
      if (current()) open(current());
    } else if (event.key === "Escape") {
      if (!view.closeFan() && app.state.incident !== null) app.change({ incident: null });
    } else return;
    event.preventDefault();
    event.stopPropagation(); // else Leaflet pans too
  });
  cursor.addEventListener("blur", () => point(-1, false));
  return { showTip };
}
