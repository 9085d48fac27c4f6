// The report's words for the place, put right: where they lead now is shown to choose from, and nothing moves by itself.

import { bdi, el, replace } from "../parts/dom.mjs";
import { reachWords } from "./words.mjs";

/** `leave()` puts the focus back where single keys work. */
export function makePlaceWords(desk, leave) {
  const words = el("input", {
    type: "text",
    id: "cmd-words",
    autocomplete: "off",
    dir: "auto",
    maxlength: "300",
    placeholder: "no words for it",
    "aria-describedby": "cmd-words-says",
  });
  const says = el("p", { class: "cmd-hint", id: "cmd-words-says", role: "status" });
  const list = el("ol", { id: "cmd-led", "aria-label": "Where these words lead" });
  const label = el("label", { class: "cmd-name", for: words.id }, "Written");
  const node = el("div", { class: "cmd-field" }, label, el("div", { class: "cmd-inputs" }, words), says, list);
  let asked = null; // words whose places are shown

  words.addEventListener("change", ask);

  async function ask() {
    const typed = words.value.trim();
    if (typed === asked) return;
    if (typed === (desk.case.row.place_text ?? "")) return clear();
    asked = typed;
    const answer = typed ? await desk.inTurn(() => desk.api.get("words", { q: typed })) : { choices: [] };
    if (!answer || asked !== typed) return;
    const { choices } = answer;
    replace(says, choices.length ? "Where these words lead:" : "The gazetteer knows no place of these words.");
    replace(
      list,
      choices.map((place) => choice(desk, place, () => take(typed, place))),
      el("li", {}, button("Change the words only; the place stays", () => take(typed))),
    );
    if (document.activeElement === words) list.querySelector("button").focus(); // Enter asked, and nobody went on
  }

  function take(typed, place = null) {
    const acts = [{ action: "edit", column: "place_text", value: typed }];
    if (place) acts.push({ action: "move", column: "", value: place.value });
    clear();
    leave();
    desk.act(acts, place ? `Saved: words, place ${place.name}` : "Saved: words for the place");
  }

  function clear() {
    asked = null;
    words.value = desk.case?.row.place_text ?? "";
    replace(says);
    replace(list);
  }

  /** Shows what is written, unless somebody is about to choose. */
  function show(changed) {
    if (changed || (asked === null && document.activeElement !== words)) clear();
  }

  /** Enter asks, up and down go through the places. Whether the key meant something here. */
  function onKey({ key, target }) {
    const stops = [words, ...list.querySelectorAll("button")];
    const at = stops.indexOf(target);
    if (at < 0) return false;
    if (key === "ArrowDown") stops[Math.min(at + 1, stops.length - 1)].focus();
    else if (key === "ArrowUp") stops[Math.max(at - 1, 0)].focus();
    else if (key === "Enter" && at === 0) ask();
    else return false;
    return true;
  }
  return { node, show, clear, onKey };
}

const button = (text, run) => el("button", { type: "button", class: "cmd-choice", onclick: run }, text);

function choice(desk, place, run) {
  const within = place.province && place.province !== place.name ? [", ", bdi(place.province)] : [];
  const line = button("", run);
  line.append(el("span", {}, bdi(place.name), within, el("span", { class: "cm-soft" }, ` · ${reachWords(desk, place)}`)));
  const checks = place.doubts.map((code) => el("span", {}, desk.checkWords(code)));
  return el("li", {}, line, checks.length ? el("p", { class: "cmd-check" }, checks) : null);
}
