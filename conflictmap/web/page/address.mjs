// The address follows the state, and the state the address.

import { whenQuiet } from "../parts/dom.mjs";
import { fromHash, toHash } from "./hash.mjs";

export const readAddress = (app) => fromHash(location.hash, app.table, app.filters);

export function keepAddress(app, map) {
  let last = null;
  const write = whenQuiet(() => {
    const next = toHash(app.state, app.filters);
    if (next === last) return;
    last = next;
    try {
      history.replaceState(null, "", next ? `#${next}` : location.pathname + location.search);
    } catch {
      // Inside a notebook's frame the page has no address of its own.
    }
  }, 200);
  app.listen(write);
  map.on("moveend", () => {
    const centre = map.getCenter();
    app.state.view = { zoom: map.getZoom(), lat: centre.lat, lon: centre.lng };
    write();
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.replace(/^#/, "") === last) return;
    const state = readAddress(app);
    app.change(state);
    if (state.view) map.setView([state.view.lat, state.view.lon], state.view.zoom);
  });
}
