// The address follows the state, and the state the address.

import { whenQuiet } from "../parts/dom.mjs";
import { fromHash, toHash } from "./hash.mjs";

export const readAddress = (app) => fromHash(location.hash, app.table, app.filters);

export function keepAddress(app, map, camera) {
  const now = () => location.hash.replace(/^#/, "");
  let last = null;
  let known = now();
  const write = whenQuiet(() => {
    const next = toHash(app.state, app.filters);
    if (next === last || now() !== known) return; // another address was typed: hashchange is about to tell of it
    last = next;
    try {
      history.replaceState(null, "", next ? `#${next}` : location.pathname + location.search);
    } catch {
      // Inside a notebook's frame the page has no address of its own.
    }
    known = now();
  }, 200);
  app.listen(write);
  map.on("moveend", () => {
    app.state.view = camera.view;
    write();
  });
  window.addEventListener("hashchange", () => {
    known = now();
    if (known === last) return;
    const state = readAddress(app);
    app.change(state);
    if (state.view) camera.look(state.view);
  });
}
