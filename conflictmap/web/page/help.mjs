// How to use the map, in a dialog.

import { makeDialog } from "../parts/dialog.mjs";
import { el } from "../parts/dom.mjs";

const HELP = [
  [
    "Filter",
    "Choose provinces in the list or by a click on the map; several at once. Every figure follows: totals, bars, list, map. The counts beside a choice say what it would show.",
  ],
  [
    "Time",
    "Draw over the bars to choose a span, drag its ends, or type dates. Play moves it along. An incident that may lie in the span, as its date is not exact, is shown.",
  ],
  [
    "Search",
    "Words may stand in any order, and a word is found by how it begins: places and provinces in all their spellings and scripts, sentences, sources. A number is found whole, “quotes” keep words together.",
  ],
  [
    "Marks",
    "Area stands for the figure chosen at the head of the panel. A ring sums several incidents: a click comes closer, or fans them out where they lie on one spot.",
  ],
  [
    "Uncertain places",
    "A soft mark lies somewhere in its hatched region; where in it means nothing. What is known no better than the country is listed and counted, not drawn.",
  ],
  [
    "Figures",
    "The best figure of a report is the lower end where one is stated. The range under a total adds up lower and upper ends; a + says that some reports give no upper end. A dash is not nought: it is not known. Every person counts once: of a total that a report gives for several attacks the sums hold what none of its parts tells, whatever parts a filter hides.",
  ],
  [
    "Keyboard",
    "Tab goes from part to part. On the map: arrow keys move it, + and − zoom. On the marks (one Tab further): arrow keys go from mark to mark, Enter opens, Escape closes. In the list: arrow keys, Enter.",
  ],
  [
    "Putting right",
    "On the sheet of an incident mark what is wrong: the place (click the right one on the map), a count, no incident, a duplicate. The browser keeps the marks; Corrections lists them and saves corrections.csv, which an archive takes.",
  ],
  [
    "Your own layer",
    "Drop a GeoJSON file onto the page, or choose it under More. It is drawn under the marks, stays on this page and goes nowhere.",
  ],
  ["Sending a view", "The address of this page holds filters and view. Send it with the file."],
];

export function makeHelp() {
  const items = HELP.map(([term, text]) => [el("dt", {}, term), el("dd", {}, text)]);
  return makeDialog("cm-help", "cm-help-box", "How to use this map", el("dl", {}, items));
}
