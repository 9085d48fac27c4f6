// The reports that tell one event: what each says, and why they are held to tell the same.

import { OUTCOMES } from "../data/describe.mjs";
import { bdi, el, link } from "../parts/dom.mjs";
import { publishedOn } from "./facts.mjs";

const MOST_REASONS = 4;

export function tellers(app, get) {
  const members = get("members") ?? [];
  if (members.length < 2) return null;
  const reports = get("reports") ?? members.length;
  const head = reports > 1 ? `Told by ${app.format.number(reports)} reports` : "Told several times by one report";
  return el(
    "section",
    { class: "cm-tellers" },
    el("h3", {}, head),
    el(
      "p",
      { class: "cm-soft" },
      `Counted once${sumWords(app, get)}. Place and words above are of the best placed of them.`,
    ),
    el(
      "ol",
      {},
      members.map((member) => teller(app, member, members)),
    ),
  );
}

/** Where reports differ, the figures that sums hold: the range above does not tell which. */
function sumWords(app, get) {
  const parts = OUTCOMES.filter((name) => Number.isInteger(get(`${name}_best`))).map(
    (name) => `${app.format.number(get(`${name}_best`))} ${name}`,
  );
  return parts.length ? `; sums hold ${parts.join(" and ")}` : "";
}

function teller(app, member, members) {
  const figures = OUTCOMES.map((name) => figure(app, member, name)).filter(Boolean);
  const what = el("span", { class: "cm-teller-toll" }, figures.join(", ") || "no figure");
  return el(
    "li",
    {},
    el(
      "details",
      {},
      el("summary", {}, nameOf(app, member), what),
      member.sentence ? el("blockquote", { class: "cm-quote", dir: "auto" }, member.sentence) : null,
      member.url ? el("p", {}, link(member.url)) : null,
      reasonsLine(app, member, members),
    ),
  );
}

function nameOf(app, member) {
  const day = member.published ? [", ", publishedOn(app, member.published)] : [];
  return el("span", {}, bdi(member.source || member.report_id), day);
}

function figure(app, member, name) {
  const range = app.format.range(member[`${name}_low`], member[`${name}_high`]);
  return range === null || range === undefined ? null : `${range} ${name}`;
}

/** Why a report is held to tell the same as another one, the weightier first. */
function reasonsLine(app, member, members) {
  const told = (member.reasons ?? []).slice(0, MOST_REASONS);
  if (!told.length) return null;
  const words = (wanted) =>
    told.filter(({ weight }) => weight > 0 === wanted).map(({ reason }) => app.vocab.reason(reason));
  const other = members.find(({ incident_id }) => incident_id === member.linked_to);
  const percent = Math.min(99, Math.round(100 * (member.probability ?? 0)));
  const sure = member.probability === null ? "" : ` Probability ${app.format.number(percent)} %.`;
  const against = words(false).length ? `; against it: ${words(false).join(", ")}` : "";
  return el(
    "p",
    { class: "cm-soft" },
    "One with ",
    other ? nameOf(app, other) : bdi(member.linked_to),
    `: ${words(true).join(", ")}${against}.${sure}`,
  );
}
