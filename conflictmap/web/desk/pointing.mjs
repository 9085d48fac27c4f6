// A point of one's own on the map: where, within how many km, set or dropped.

import { el, replace } from "../parts/dom.mjs";
import { degrees } from "./ground.mjs";

const RADII = [1, 2, 5, 10, 25, 50];
const FIRST = 2;

/** `ground()`: the map; `put(value, words)` writes it. */
export function makePointing(ground, put) {
  const node = el("div", { class: "cmd-point", role: "group", "aria-label": "A point of your own" });

  function at(lat, lon) {
    const options = RADII.map((km) => el("option", { value: km, selected: km === FIRST }, `${km} km`));
    const radius = el("select", { id: "cmd-radius", "aria-label": "Radius in km" }, options);
    const pin = () => ground().pin({ lat, lon, radius_km: Number(radius.value) });
    const run = () => {
      const km = radius.value;
      drop();
      put(`${lat.toFixed(5)},${lon.toFixed(5)},${km}`, degrees(lat, lon));
    };
    radius.addEventListener("change", pin);
    const set = el(
      "button",
      { type: "button", class: "cmd-button", id: "cmd-set", onclick: run },
      "Set the place here",
    );
    const none = el("button", { type: "button", class: "cm-link", onclick: drop }, "Drop");
    replace(node, el("span", {}, `${degrees(lat, lon)}, within `), radius, set, none);
    pin();
    set.focus({ preventScroll: true });
  }

  function drop() {
    replace(node, el("span", { class: "cm-soft" }, "Click the map to set a point (or g, then Enter)."));
    ground().pin(null);
  }
  return { node, at, drop };
}
