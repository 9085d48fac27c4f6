// The reports that tell one event: what each says, and why they are held to tell the same.

import { bdi, el, link } from "../parts/dom.mjs";
import { publishedOn } from "./facts.mjs";

const OUTCOMES = ["killed", "wounded", "abducted"];
const MOST_REASONS = 4;

export function tellers(app, get) {
  const members = get("members") ?? [];
  if (members.length < 2) return null;
  const reports = app.format.number(get("reports") ?? members.length);
  return el(
    "section",
    { class: "cm-tellers" },
    el("h3", {}, `Told by ${reports} reports`),
    el("p", { class: "cm-soft" }, "Counted once. What is shown above is from the best placed of them; the range holds all."),
    el(
      "ol",
      {},
      members.map((member) => teller(app, member)),
    ),
  );
}

function teller(app, member) {
  const figures = OUTCOMES.map((name) => figure(app, member, name)).filter(Boolean);
  const head = [
    bdi(member.source || member.report_id),
    member.published ? [", ", publishedOn(app, member.published)] : "",
    `: ${figures.join(", ") || "no figure"}`,
  ];
  return el(
    "li",
    {},
    el(
      "details",
      {},
      el("summary", {}, head.flat()),
      el("blockquote", { class: "cm-quote", dir: "auto" }, member.sentence ?? ""),
      member.url ? el("p", {}, link(member.url)) : null,
      reasonsLine(app, member),
    ),
  );
}

function figure(app, member, name) {
  const range = app.format.range(member[`${name}_low`], member[`${name}_high`]);
  return range === null || range === undefined ? null : `${range} ${name}`;
}

function reasonsLine(app, member) {
  const words = (member.reasons ?? [])
    .slice(0, MOST_REASONS)
    .map(({ reason, weight }) => `${app.vocab.reason(reason)} (${weight > 0 ? "for" : "against"})`);
  if (!words.length) return null;
  const percent = Math.min(99, Math.round(100 * (member.probability ?? 0)));
  const sure = member.probability === null ? "" : ` Probability ${app.format.number(percent)} %.`;
  return el("p", { class: "cm-soft" }, `One with ${member.linked_to}: ${words.join(", ")}.${sure}`);
}
