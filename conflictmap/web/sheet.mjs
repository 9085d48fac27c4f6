// One incident, to be read and checked.

import { bdi, el, link, replace } from "./dom.mjs";
import { segments, wordsOf } from "./evidence.mjs";
import { cell } from "./payload.mjs";
import {
  datePrecisionLabel,
  doubtLabel,
  FAMILIES,
  groupLabel,
  precisionLabel,
  roleLabel,
  sentenceCase,
} from "./vocab.mjs";
import { capital, rowKind, tollWords, whenWords } from "./describe.mjs";

/** `tools`: { glyph(family), show(place), near(row, step), locate(row) } */
export function makeSheet(app, tools) {
  const body = el("div", { class: "cm-sheet-body" });
  const close = el("button", { type: "button", class: "cm-icon", "aria-label": "Close", onclick: shut }, "✕");
  const back = el(
    "button",
    { type: "button", class: "cm-icon", "aria-label": "Previous incident", onclick: () => step(-1) },
    "‹",
  );
  const next = el(
    "button",
    { type: "button", class: "cm-icon", "aria-label": "Next incident", onclick: () => step(1) },
    "›",
  );
  const kind = el("h2", { class: "cm-sheet-kind", id: "cm-sheet-kind", tabindex: "-1" });
  const head = el("header", { class: "cm-sheet-head" }, kind, back, next, close);
  const box = el(
    "aside",
    { class: "cm-sheet", id: "cm-sheet", role: "dialog", "aria-labelledby": "cm-sheet-kind", hidden: true },
    head,
    body,
  );
  let returnTo = null;

  function shut() {
    app.change({ incident: null });
  }

  function step(by) {
    const row = tools.near(app.state.incident, by);
    if (row !== null) app.change({ incident: row });
  }

  /** To what had it before; an item of the list has been made anew since. */
  function giveBackFocus() {
    const again = returnTo?.dataset?.row && document.querySelector(`.cm-item[data-row="${returnTo.dataset.row}"]`);
    const node = again || (returnTo?.isConnected ? returnTo : document.querySelector(".cm-cursor"));
    node?.focus({ preventScroll: true });
  }

  function show() {
    const row = app.state.incident;
    const opening = box.hidden;
    box.hidden = row === null;
    if (row === null) {
      if (!opening) giveBackFocus();
      return;
    }
    if (opening) returnTo = document.activeElement;
    const family = app.table.family[app.table.groups.what.codes[row]];
    replace(kind, tools.glyph(FAMILIES[family].id), rowKind(app, row));
    body.dataset.incident = String(row);
    replace(body, app.table.detail ? parts(app, row, tools) : el("p", {}, "Reading the texts …"));
    body.scrollTop = 0;
    if (opening) kind.focus({ preventScroll: true });
  }
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    shut();
  });
  app.listen((_, changed) => {
    if (changed.has("incident") || (changed.has("detail") && app.state.incident !== null)) show();
  });
  return { box, show };
}

function parts(app, row, tools) {
  const get = (name) => cell(app.table, name, row);
  const rules = get("rules") ?? [];
  const sentence = get("sentence") ?? "";
  return [
    standing(get),
    toll(app, row),
    whenPart(app, row, get),
    quote(sentence, rules),
    where(app, row, get, tools),
    who(app, get),
    doubts(get),
    source(app, get),
    why(get, sentence, rules),
  ];
}

function standing(get) {
  const what = get("aggregate")
    ? "A total over several attacks"
    : get("background")
      ? "History told beside the day's story"
      : null;
  return what && el("p", { class: "cm-standing" }, `${what}: not counted in any sum.`);
}

function toll(app, row) {
  const lines = ["killed", "wounded", "abducted"].map((what) => tollWords(app, row, what)).filter(Boolean);
  const attacks = app.table.groups.toll.cols.attacks[app.table.groups.toll.codes[row]];
  return el(
    "p",
    { class: "cm-sheet-toll" },
    lines.length ? capital(lines.join(" · ")) : "Toll not known",
    attacks > 1 ? el("span", { class: "cm-soft" }, ` in ${app.format.number(attacks)} attacks`) : null,
  );
}

function whenPart(app, row, get) {
  const { first, last, groups } = app.table;
  const code = groups.when.codes[row];
  const one = first[code] === last[code] && get("date_start");
  const prec = datePrecisionLabel(get("date_prec"));
  return el(
    "p",
    { class: "cm-sheet-when" },
    one ? app.format.longDay(first[code]) : whenWords(app, row),
    prec ? el("span", { class: "cm-soft" }, ` · ${prec}`) : null,
  );
}

const MARKED = [
  "killed",
  "wounded",
  "abducted",
  "place",
  "date",
  "kind",
  "perpetrator",
  "target",
  "attacks",
  "aggregate",
  "background",
];

function quote(sentence, rules) {
  const pieces = segments(sentence, rules).map(({ text, roles }) => {
    const role = MARKED.find((name) => roles.includes(name));
    if (!role) return document.createTextNode(text);
    const title = roles.map((name) => roleLabel(name)).join(", ");
    return el("mark", { "data-role": role, title }, text);
  });
  const used = [...new Set(rules.map(({ role }) => role))].filter((role) => MARKED.includes(role));
  return [
    el("blockquote", { class: "cm-quote", dir: "auto", id: "cm-sentence" }, pieces),
    el(
      "p",
      { class: "cm-key" },
      used.map((role) => el("mark", { "data-role": role }, roleLabel(role))),
    ),
  ];
}

function row2(name, ...value) {
  return [el("dt", {}, name), el("dd", {}, value)];
}

function where(app, row, get, tools) {
  const radius = get("radius_km");
  const written = get("place_text");
  const list = get("alternatives") ?? [];
  const containers = [get("district"), get("province")].filter((name) => name && name !== get("place"));
  const drawn = app.table.place.drawn[app.table.groups.where.codes[row]];
  return el(
    "section",
    {},
    el("h3", {}, "Where"),
    el(
      "dl",
      {},
      row2("As written", written ? bdi(`“${written}”`) : "not in words"),
      row2(
        "Read as",
        bdi(get("place") ?? "not placed"),
        containers.map((name) => [", ", bdi(name)]),
      ),
      row2("Precision", precisionLabel(get("where_prec")), radius ? `, within ${app.format.km(radius)}` : ""),
    ),
    drawn
      ? el("button", { type: "button", class: "cm-link", onclick: () => tools.locate(row) }, "Show on the map")
      : el("p", { class: "cm-soft" }, "Not on the map: no point is better than a wrong one."),
    list.length ? runnersUp(app, list, tools) : null,
  );
}

/** A score is no probability; the id tells apart places of one name. */
function scoreWords(other) {
  const score = typeof other?.score === "number" ? `, score ${other.score.toFixed(2)}` : "";
  return other?.place_id ? ` (${other.place_id}${score})` : score;
}

function runnersUp(app, list, tools) {
  const items = list.map((other) =>
    el(
      "li",
      {},
      el("button", { type: "button", class: "cm-link", onclick: () => tools.show(other) }, bdi(other?.name ?? "?")),
      other?.province ? [", ", bdi(other.province)] : "",
      el("span", { class: "cm-soft" }, scoreWords(other)),
    ),
  );
  return el("div", {}, el("h4", {}, "It might also be"), el("ol", { class: "cm-others", id: "cm-others" }, items));
}

function who(app, get) {
  const victims = get("victims") ?? [];
  const actors = ["perpetrator", "target"].filter((name) => get(name)?.text);
  if (!victims.length && !actors.length) return null;
  const lines = victims.map((entry) => {
    const count = app.format.range(entry.low, entry.high) ?? "some";
    const one = entry.low === 1 && entry.high === 1;
    return el("li", {}, `${count} ${groupLabel(entry.group, one ? 1 : 2)} ${entry.outcome ?? ""}`);
  });
  return el(
    "section",
    {},
    el("h3", {}, "Who"),
    lines.length ? el("ul", { class: "cm-victims" }, lines) : null,
    el(
      "dl",
      {},
      actors.map((name) => row2(name === "target" ? "Target" : "Said to have done it", bdi(get(name).text))),
    ),
  );
}

function doubts(get) {
  const list = get("doubts") ?? [];
  if (!list.length) return null;
  return el(
    "section",
    { class: "cm-doubts" },
    el("h3", {}, "Check first"),
    el(
      "ul",
      {},
      list.map((code) => el("li", {}, doubtLabel(code))),
    ),
  );
}

function source(app, get) {
  const url = get("url");
  return el(
    "section",
    {},
    el("h3", {}, "Source"),
    el(
      "dl",
      {},
      get("source") ? row2("Published by", bdi(get("source"))) : null,
      get("published") ? row2("On", publishedOn(app, get("published"))) : null,
      url ? row2("Link", link(url)) : null,
      row2("Report", bdi(get("report_id"))),
      row2("Incident", bdi(get("incident_id"))),
    ),
  );
}

function publishedOn(app, text) {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) ? app.format.day(Math.round(time / 86400000)) : bdi(text);
}

function why(get, sentence, rules) {
  const codes = ["event_type", "sub_event_type", "province_pcode", "district_pcode", "place_id"]
    .filter((name) => get(name))
    .map((name) => row2(sentenceCase(name), bdi(get(name))));
  return el(
    "details",
    { class: "cm-why", id: "cm-why" },
    el("summary", {}, "Why?"),
    el("p", { class: "cm-soft" }, "The rules that read this incident, and the words each of them read."),
    el(
      "ul",
      {},
      rules.map((rule) => {
        const words = wordsOf(sentence, rule);
        return el(
          "li",
          {},
          el("code", {}, String(rule.rule)),
          ` ${roleLabel(rule.role)}`,
          words ? [": ", bdi(`“${words}”`)] : "",
        );
      }),
    ),
    el("dl", {}, codes),
  );
}
