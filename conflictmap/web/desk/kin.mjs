// What stands beside an incident: others of its report, what may be the same, and what people did to it.

import { bdi, el, replace } from "../parts/dom.mjs";
import { daysWords, deedWords, stateWords, tollWords } from "./words.mjs";

const RELATIONS = { report: "In the same report", event: "Held to be the same event", near: "Near in place and time" };

export function makeKin(desk, tools) {
  const node = el("section", { class: "cmd-kin", "aria-label": "Other incidents" });
  const past = el("section", { class: "cmd-past", "aria-label": "What was done" });

  function show() {
    const groups = Object.keys(RELATIONS).map((relation) => [
      relation,
      desk.case.kin.filter((one) => one.relation === relation),
    ]);
    replace(
      node,
      groups.filter(([, list]) => list.length).map(([relation, list]) => group(desk, tools, relation, list)),
    );
    const { deeds } = desk.case;
    replace(
      past,
      deeds.length
        ? [
            el("h3", {}, "Done so far"),
            el(
              "ol",
              {},
              deeds.map((deed) => deedLine(desk, deed, tools)),
            ),
          ]
        : [],
    );
  }
  return { node, past, show };
}

function group(desk, tools, relation, list) {
  return [
    el("h3", {}, RELATIONS[relation]),
    el(
      "ol",
      { class: "cmd-relatives" },
      list.map((one) => relative(desk, tools, one)),
    ),
  ];
}

function relative(desk, tools, one) {
  const above = desk.case.above === one.id;
  const merge = one.state === "rejected" || one.state === "merged" ? null : mergeButton(desk, tools, one, above);
  return el(
    "li",
    { class: one.id === desk.case.id ? "cmd-own" : null },
    el(
      "button",
      { type: "button", class: "cm-link", "data-id": one.id, onclick: () => desk.open(one.id) },
      el(
        "span",
        {},
        desk.vocab.kind(one.kind),
        ", ",
        bdi(one.place ?? "no place"),
        ", ",
        daysWords(desk.format, one.date_start, one.date_end),
      ),
    ),
    el("span", { class: "cm-soft" }, ` ${tollWords(desk.format, one)} · ${stateWords(one.state)}`),
    merge,
  );
}

function mergeButton(desk, tools, one, above) {
  if (one.id === desk.case.id) return el("span", { class: "cm-soft" }, " · this one");
  const name = `Told of by this one: ${desk.vocab.kind(one.kind)}, ${one.place ?? "no place"}`;
  return el(
    "button",
    {
      type: "button",
      class: "cmd-small",
      "aria-label": name,
      title: "Count both as one event",
      onclick: () => tools.merge(one),
    },
    above ? [el("kbd", { "aria-hidden": "true" }, "m"), " "] : null,
    "The same",
  );
}

function deedLine(desk, deed, tools) {
  const { who, at, standing } = deed;
  return el(
    "li",
    { class: standing ? null : "cmd-taken-back" },
    el("span", {}, bdi(who || "somebody"), ": ", bdi(deedWords(desk.vocab, deed))),
    deed.why ? el("q", { class: "cm-soft", dir: "auto" }, deed.why) : null,
    el("span", { class: "cm-soft" }, ` ${timeWords(at)}`),
    standing
      ? el(
          "button",
          { type: "button", class: "cmd-small", onclick: () => tools.undo(deed.id) },
          "Take back",
          el("span", { class: "cm-hidden" }, `: ${deedWords(desk.vocab, deed)}`),
        )
      : el("span", { class: "cm-soft" }, " · taken back"),
  );
}

/** A time of the log in the reader's own: today's by the clock, others with their day. */
export function timeWords(text) {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return String(text ?? "");
  const today = time.toDateString() === new Date().toDateString();
  const clock = { hour: "2-digit", minute: "2-digit" };
  return time.toLocaleString(
    navigator.languages ?? undefined,
    today ? clock : { ...clock, day: "numeric", month: "short", year: "numeric" },
  );
}
