// The sentence with the words that were read marked in it, and the rules that read them.

import { sentenceCase } from "../data/vocab.mjs";
import { bdi, el, fact } from "../parts/dom.mjs";
import { MARKED, segments, wordsOf } from "./evidence.mjs";

export function quote(app, sentence, rules) {
  const pieces = segments(sentence, rules).map(({ text, roles }) => {
    const role = MARKED.find((name) => roles.includes(name));
    if (!role) return document.createTextNode(text);
    const title = roles.map((name) => app.vocab.role(name)).join(", ");
    return el("mark", { "data-role": role, title }, text);
  });
  const used = [...new Set(rules.map(({ role }) => role))].filter((role) => MARKED.includes(role));
  return [
    el("blockquote", { class: "cm-quote", dir: "auto", id: "cm-sentence" }, pieces),
    el(
      "p",
      { class: "cm-key" },
      used.map((role) => el("mark", { "data-role": role }, app.vocab.role(role))),
    ),
  ];
}

export function why(app, get, sentence, rules) {
  const codes = ["event_type", "sub_event_type", "province_pcode", "district_pcode", "place_id"]
    .filter((name) => get(name))
    .map((name) => fact(sentenceCase(name), bdi(get(name))));
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
          ` ${app.vocab.role(rule.role)}`,
          words ? [": ", bdi(`“${words}”`)] : "",
        );
      }),
    ),
    el("dl", {}, codes),
  );
}
