// The report whole, the words that were read marked in it.

import { dayNumber, NO_DAY } from "../data/days.mjs";
import { bdi, el, link, replace } from "../parts/dom.mjs";
import { MARKED, segments } from "../sheet/evidence.mjs";

const TOLD = "cmd-told"; // stands among the roles of a piece, for the sentence that tells the incident

export function makeReport(desk) {
  const title = el("h2", { class: "cmd-title", dir: "auto" });
  const about = el("p", { class: "cmd-about cm-soft" });
  const text = el("div", {
    class: "cmd-text",
    dir: "auto",
    tabindex: "0",
    role: "region",
    "aria-label": "Text of the report",
  });
  const key = el("p", { class: "cm-key", "aria-label": "What the marks say" });
  const node = el("section", { class: "cmd-report", "aria-label": "Report" }, title, about, key, text);

  function show() {
    const { report, row, told } = desk.case;
    const evidence = row.evidence ?? [];
    replace(title, report.title ? pieces(desk, report.title, "title", evidence, told) : "No title");
    replace(about, aboutLine(desk, report));
    replace(text, report.text ? pieces(desk, report.text, "text", evidence, told) : missing(row));
    const used = MARKED.filter((role) => evidence.some((one) => one.role === role));
    replace(
      key,
      used.map((role) => el("mark", { "data-role": role }, desk.vocab.role(role))),
    );
    node.scrollTop = 0;
    const first = node.querySelector(`.${TOLD}`);
    text.scrollTop = first ? Math.max(0, first.offsetTop - text.offsetTop - text.clientHeight / 3) : 0;
  }

  /** Marks the words of some roles more strongly: those of the field that is looked at. */
  function stress(roles) {
    for (const mark of node.querySelectorAll("mark[data-roles]"))
      mark.classList.toggle(
        "cmd-stressed",
        mark.dataset.roles.split(" ").some((role) => roles.includes(role)),
      );
  }

  /** What is selected in the text, "" if nothing is. */
  function selected() {
    const selection = getSelection();
    const inside = selection.rangeCount && text.contains(selection.getRangeAt(0).commonAncestorContainer);
    return inside ? selection.toString().trim() : "";
  }
  return { node, show, stress, selected };
}

/** `told`: where the sentence stands, { field, start, end } or null. */
function pieces(desk, text, field, evidence, told) {
  const spans = evidence.filter((one) => one.field === field);
  if (told?.field === field) spans.push({ role: TOLD, start: told.start, end: told.end });
  return segments(text, spans).map(({ text: words, roles }) => {
    const role = MARKED.find((name) => roles.includes(name));
    const marked = role ? markOf(desk, words, role, roles) : words;
    return roles.includes(TOLD) ? el("span", { class: TOLD }, marked) : marked;
  });
}

function markOf(desk, words, role, roles) {
  const shown = roles.filter((name) => name !== TOLD);
  const title = shown.map((name) => desk.vocab.role(name)).join(", ");
  return el("mark", { "data-role": role, "data-roles": shown.join(" "), title }, words);
}

function missing(row) {
  return el(
    "p",
    { class: "cm-soft" },
    "The archive does not hold the text of this report. What it tells of the incident: ",
    el("q", { dir: "auto" }, row.sentence ?? ""),
  );
}

function aboutLine(desk, { source, url, published, id }) {
  const day = dayNumber(published);
  return [
    source ? bdi(source) : "Source not given",
    day === NO_DAY ? "" : `, ${desk.format.day(day)}`,
    url ? [" · ", link(url)] : "",
    " · Report ",
    bdi(id),
  ];
}
