// The card that greets whoever opens the map: what it is, of when, what was counted, how sure it is. It closes for good.

import { plural } from "../data/format.mjs";
import { cell } from "../data/payload.mjs";
import { periodWords, totalWords } from "../data/totalwords.mjs";
import { el, replace } from "../parts/dom.mjs";

const KEY = "conflictmap:about:";

const distinct = (table, name) => {
  const group = table.groups[table.groupOf.get(name)];
  return new Set((group?.cols[name] ?? []).filter((value) => value !== null)).size;
};

/** What is said, [head, text]; the texts must have been read. */
function aboutLines(app) {
  const { table, format } = app;
  const many = (count, one, more) => `${format.number(count)} ${plural(count, one, more)}`;
  const from = distinct(table, "source");
  const publishers = from ? ` of ${many(from, "source", "sources")}` : "";
  const read = `${many(distinct(table, "report_id"), "report", "reports")}${publishers}`;
  return [
    [
      "What was counted",
      `${totalWords(app)}, as told by ${read}. Every person counts once; a + says that a report gives no upper end.`,
    ],
    ["How sure it is", surety(app)],
    ["What is missing", "What nobody reported, and what these reports leave open: a dash is not nought."],
  ];
}

function surety(app) {
  const { table, sums, format } = app;
  let [exact, doubtful, checked, shown] = [0, 0, 0, 0];
  const seen = table.groupOf.has("checked");
  for (let i = 0; i < table.n; i++) {
    if (!app.sieve.passes(i)) continue;
    shown += 1;
    if (table.place.precision[table.groups.where.codes[i]] === 1) exact += 1;
    if (table.doubts[table.groups.doubts.codes[i]].length) doubtful += 1;
    if (seen && cell(table, "checked", i)) checked += 1;
  }
  const share = (count) => `${format.number(shown ? Math.round((100 * count) / shown) : 0)} %`;
  const by = checked ? `a person has checked ${share(checked)}` : "no person has checked them here";
  const unknown = sums.killed.unknown ? ` The dead are not known for ${format.number(sums.killed.unknown)}.` : "";
  return `A program read the reports by rules; ${by}. ${share(exact)} stand at a known place, the others somewhere in a region. ${share(doubtful)} carry a doubt to check first.${unknown}`;
}

/** `storage`: of the browser, or null; `changed()` runs when the card opens or closes. */
export function makeAbout(app, storage, changed) {
  const key = `${KEY}${app.table.digest}`;
  const body = el("div", { class: "cm-about-body" });
  const title = el("h2", { id: "cm-about-title", tabindex: "-1", dir: "auto" }, app.table.title);
  const close = el("button", { type: "button", class: "cm-icon", "aria-label": "Close this card", onclick: shut }, "✕");
  const box = el(
    "section",
    {
      class: "cm-about cm-covers",
      id: "cm-about",
      "aria-labelledby": "cm-about-title",
      hidden: true,
      onkeydown: (event) => event.key === "Escape" && shut(),
    },
    el("header", {}, title, close),
    body,
  );

  function show() {
    replace(
      body,
      el("p", { class: "cm-soft" }, periodWords(app)),
      aboutLines(app).map(([head, text]) => [el("h3", {}, head), el("p", {}, text)]),
    );
    box.hidden = false;
    changed();
  }

  function shut() {
    box.hidden = true;
    changed();
    try {
      storage?.setItem(key, "closed");
    } catch {
      // The browser is full: the card will greet once more.
    }
  }

  /** Somebody asks for it. */
  function open() {
    show();
    title.focus({ preventScroll: true });
  }

  /** At the beginning: not in another's page, not over an incident that was sent, and not twice. */
  function greet() {
    let closed = false;
    try {
      closed = storage?.getItem(key) === "closed";
    } catch {
      // As if it had never been closed.
    }
    if (window.top === window && app.state.incident === null && !closed) show();
  }
  app.listen((_, what) => {
    if (what.has("detail")) greet();
    else if (what.has("incident") && !box.hidden) box.hidden = true; // one thing at a time
  });
  return { box, open };
}
