// A place of the gazetteer by its name.

import { el, replace, whenQuiet } from "../parts/dom.mjs";

const QUIET = 150; // ms without a key

/** `line(place, run)` makes the line of a place; `take(place)` is called with the one that is chosen. */
export function makeLookUp(desk, line, take) {
  const name = "Another place, by name";
  const search = el("input", {
    type: "search",
    id: "cmd-search",
    autocomplete: "off",
    maxlength: "100",
    placeholder: name,
    "aria-label": name,
  });
  const found = el("ol", { id: "cmd-found", "aria-label": "Places of that name" });
  const node = el("div", { class: "cmd-look-up" }, search, found);

  const ask = whenQuiet(async () => {
    const asked = search.value.trim();
    const answer = asked ? await desk.inTurn(() => desk.api.get("places", { q: asked })) : { places: [] };
    if (!answer || asked !== search.value.trim()) return;
    const none = asked ? el("li", { class: "cm-soft" }, "No such place in the gazetteer.") : [];
    replace(found, answer.places.length ? answer.places.map((place) => line(place, choose)) : none);
  }, QUIET);
  search.addEventListener("input", ask);

  function choose(place) {
    clear();
    take(place);
  }

  function clear() {
    search.value = "";
    replace(found);
  }

  /** Up and down go through what was found; Enter takes the first. Whether the key meant something here. */
  function onKey(event) {
    const stops = [search, ...found.querySelectorAll("button")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return false;
    if (event.key === "ArrowDown") stops[Math.min(at + 1, stops.length - 1)].focus();
    else if (event.key === "ArrowUp") stops[Math.max(at - 1, 0)].focus();
    else if (event.key === "Enter" && at === 0) stops[1]?.click();
    else return false;
    return true;
  }
  return { node, search, clear, onKey };
}
