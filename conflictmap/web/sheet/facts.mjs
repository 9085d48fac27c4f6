// What an incident says: the toll, the day, who was hurt, what to check first, where it was published.

import { isTogether } from "../data/countedonce.mjs";
import { capital, OUTCOMES, togetherLine, tollWords, whenWords } from "../data/describe.mjs";
import { DONE } from "../filter/checked.mjs";
import { bdi, el, fact, link } from "../parts/dom.mjs";

export function standing(app, row, get) {
  if (isTogether(app.table, row)) return el("p", { class: "cm-standing" }, `${capital(togetherLine(app, row))}.`);
  const what = get("aggregate")
    ? "A total over several attacks, which its parts make up"
    : get("background")
      ? "History told beside the day's story"
      : null;
  return what && el("p", { class: "cm-standing" }, `${what}: not counted in any sum.`);
}

export function toll(app, row) {
  const lines = OUTCOMES.map((what) => tollWords(app, row, what)).filter(Boolean);
  const attacks = app.table.groups.toll.cols.attacks[app.table.groups.toll.codes[row]];
  return el(
    "p",
    { class: "cm-sheet-toll" },
    lines.length ? capital(lines.join(" · ")) : "Toll not known",
    attacks > 1 ? el("span", { class: "cm-soft" }, ` in ${app.format.number(attacks)} attacks`) : null,
  );
}

export function whenPart(app, row, get) {
  const { first, last, groups } = app.table;
  const code = groups.when.codes[row];
  const one = first[code] === last[code] && get("date_start");
  const prec = app.vocab.datePrecision(get("date_prec"));
  return el(
    "p",
    { class: "cm-sheet-when" },
    one ? app.format.longDay(first[code]) : whenWords(app, row),
    prec ? el("span", { class: "cm-soft" }, ` · ${prec}`) : null,
  );
}

export function who(app, get) {
  const victims = get("victims") ?? [];
  const actors = ["perpetrator", "target"].filter((name) => get(name)?.text);
  if (!victims.length && !actors.length) return null;
  const lines = victims.map((entry) => {
    const count = app.format.range(entry.low, entry.high) ?? "some";
    const one = entry.low === 1 && entry.high === 1;
    return el("li", {}, `${count} ${app.vocab.group(entry.group, one ? 1 : 2)} ${entry.outcome ?? ""}`);
  });
  return el(
    "section",
    {},
    el("h3", {}, "Who"),
    lines.length ? el("ul", { class: "cm-victims" }, lines) : null,
    el(
      "dl",
      {},
      actors.map((name) => fact(name === "target" ? "Target" : "Said to have done it", bdi(get(name).text))),
    ),
  );
}

export function doubts(app, get) {
  const list = get("doubts") ?? [];
  if (!list.length) return null;
  return el(
    "section",
    { class: "cm-doubts" },
    el("h3", {}, "Check first"),
    el(
      "ul",
      {},
      list.map((code) => el("li", {}, app.vocab.doubt(code))),
    ),
  );
}

/** Who has looked at it, and what they set. */
export function checked(get) {
  const done = get("checked");
  if (!done) return null;
  const people = (get("checked_by") ?? []).join(", ");
  const set = (get("changed") ?? []).map((name) => name.replaceAll("_", " ")).join(", ");
  return el(
    "section",
    { class: "cm-checked" },
    el("h3", {}, Object.hasOwn(DONE, done) ? DONE[done] : "Checked by a person"),
    el("dl", {}, people ? fact("By", bdi(people)) : null, set ? fact("Set by hand", bdi(set)) : null),
  );
}

export function source(app, get) {
  const url = get("url");
  return el(
    "section",
    {},
    el("h3", {}, "Source"),
    el(
      "dl",
      {},
      get("source") ? fact("Published by", bdi(get("source"))) : null,
      get("published") ? fact("On", publishedOn(app, get("published"))) : null,
      url ? fact("Link", link(url)) : null,
      fact("Report", bdi(get("report_id"))),
      fact("Incident", bdi(get("incident_id"))),
      get("total_id") ? fact("Part of the total", bdi(get("total_id"))) : null,
    ),
  );
}

export function publishedOn(app, text) {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) ? app.format.day(Math.round(time / 86400000)) : bdi(text);
}
