// Moves the span along the bars, one at a time.

import { NO_DAY } from "../data/days.mjs";
import { el, replace } from "../parts/dom.mjs";
import { barOf, lastDayOf } from "./span.mjs";

const STEP_MS = 500;
const WINDOW = 12; // a window of a twelfth of the bars plays where no range is set

/** The first bar of the span that is asked, and how many bars it covers. */
function windowOf(bins, { from, to }) {
  const count = bins.starts.length;
  const at = from === NO_DAY ? 0 : barOf(bins, from);
  const wide = to === NO_DAY ? Math.max(1, Math.round(count / WINDOW)) : barOf(bins, to) - at + 1;
  return { at: at + wide >= count ? 0 : at, wide };
}

export function makePlay(app, set) {
  const { bins } = app.table;
  const button = el(
    "button",
    { type: "button", class: "cm-play", id: "cm-play", "aria-pressed": "false", onclick: toggle },
    "▶ Play",
  );
  let timer = 0;
  let playing = null;

  function label(words, pressed) {
    replace(button, words);
    button.setAttribute("aria-pressed", String(pressed));
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    label("▶ Play", false);
  }

  function toggle() {
    if (timer) {
      stop();
      return;
    }
    playing = windowOf(bins, app.state.filter.date);
    label("❚❚ Stop", true);
    step();
    timer = setInterval(step, STEP_MS);
  }

  function step() {
    const { at, wide } = playing;
    if (at + wide > bins.starts.length) {
      stop();
      return;
    }
    set({ from: bins.starts[at], to: lastDayOf(bins, at + wide - 1) });
    playing.at += 1;
  }
  return button;
}
