// What opens over the desk: a name, help, the log, agreement.

import { makeDialog } from "../parts/dialog.mjs";
import { bdi, el, replace } from "../parts/dom.mjs";
import { timeWords } from "./kin.mjs";
import { deedWords, FIELD_NAMES } from "./words.mjs";

export const makeDeskDialog = (id, title, ...content) =>
  makeDialog("cmd-dialog", id, title, el("div", { class: "cmd-dialog-body" }, content));

/** Asks who checks; `done(name)`. Without a name nothing is written. */
export function makeNameDialog(desk, done) {
  const input = el("input", {
    type: "text",
    id: "cmd-name-input",
    autocomplete: "name",
    maxlength: "80",
    required: true,
  });
  const form = el(
    "form",
    { method: "dialog", class: "cmd-form" },
    el("label", { for: "cmd-name-input" }, "Your name, as it should stand beside what you correct"),
    input,
    el("button", { type: "submit", class: "cmd-button cmd-main-button" }, "Begin"),
  );
  const box = makeDeskDialog("cmd-name", "Who is checking?", form);
  form.addEventListener("submit", () => done(input.value.trim()));
  return { box, open: () => ((input.value = desk.who), box.showModal(), input.select()) };
}

export function makeHelpDialog(commands, isOn, turn) {
  const single = el("input", { type: "checkbox", id: "cmd-single", checked: isOn() });
  single.addEventListener("change", () => turn(single.checked));
  const rows = commands.map(({ shown, keys, words }) =>
    el(
      "tr",
      {},
      el(
        "td",
        {},
        (shown ?? keys).map((key) => [el("kbd", {}, key), " "]),
      ),
      el("td", {}, words),
    ),
  );
  return makeDeskDialog(
    "cmd-help-box",
    "How to work at this desk",
    el(
      "p",
      {},
      "Doubtful and deadly incidents come first. Read the report, look at what is marked, put right what is wrong, and confirm. Whatever you do is written at once and can be taken back.",
    ),
    el("table", { class: "cmd-keys" }, el("caption", { class: "cm-hidden" }, "Keys"), el("tbody", {}, rows)),
    el("label", { class: "cmd-flag" }, single, " Single keys are commands"),
    el(
      "p",
      { class: "cm-soft" },
      "In a field: Enter saves, Escape puts back what stood there. Counts are typed as 6, 6-8, 6+ (at least), ..8 (at most); empty means not known. “Second check” shows what somebody else has checked as it was read, so that two people judge apart; Agreement tells how far they agree.",
    ),
  );
}

export function makeLogDialog(desk) {
  const list = el("ol", { class: "cmd-log" });
  const more = el("button", { type: "button", class: "cmd-button" }, "Earlier");
  const box = makeDeskDialog("cmd-log-box", "Who did what", list, more);
  let next = null;
  more.addEventListener("click", () => fill(next));

  function fill(before) {
    return desk.inTurn(async () => {
      const answer = await desk.api.get("log", { ...desk.asking, before });
      const lines = answer.deeds.map((deed) => logLine(desk, deed, box));
      if (before === null)
        replace(list, lines.length ? lines : el("li", { class: "cm-soft" }, "Nothing was done yet."));
      else list.append(...lines);
      next = answer.before;
      more.hidden = next === null;
    });
  }
  return { box, open: () => (box.showModal(), fill(null)) };
}

function logLine(desk, deed, box) {
  const show = () => {
    box.close();
    desk.open(deed.incident);
  };
  return el(
    "li",
    { class: deed.standing ? null : "cmd-taken-back" },
    el("span", { class: "cm-soft" }, `${timeWords(deed.at)} `),
    el("strong", {}, bdi(deed.who || "somebody")),
    " ",
    bdi(deedWords(desk.vocab, deed)),
    deed.name ? [" · ", el("button", { type: "button", class: "cm-link", onclick: show }, bdi(deed.name))] : null,
    deed.why ? [" ", el("q", { dir: "auto" }, deed.why)] : null,
    deed.standing ? null : el("span", { class: "cm-soft" }, " · taken back"),
  );
}

export function makeAgreementDialog(desk) {
  const body = el("div", {});
  const box = makeDeskDialog(
    "cmd-agree-box",
    "How far people agree",
    el(
      "p",
      { class: "cm-soft" },
      "Of incidents that two people checked, each by the machine's reading and their own corrections. Kappa (Cohen's) is agreement beyond chance: 1 is all of it, 0 what chance gives; a dash where one answer is all there is.",
    ),
    body,
  );
  const open = () => {
    box.showModal();
    replace(body, "…");
    return desk.inTurn(async () => {
      const { pairs } = await desk.api.get("agreement", desk.asking);
      replace(
        body,
        pairs.length
          ? pairs.map((pair) => agreementTable(desk, pair))
          : "No incident was checked by two people yet: choose “Second check” above.",
      );
    });
  };
  return { box, open };
}

function agreementTable(desk, { one, other, fields }) {
  const cell = (text) => el("td", { class: "cmd-figure" }, text);
  const rows = fields.map(({ field, both, same, kappa }) =>
    el(
      "tr",
      { "data-field": field },
      el("th", { scope: "row" }, FIELD_NAMES[field] ?? field),
      cell(desk.format.number(both)),
      cell(desk.format.number(same)),
      cell(kappa === null ? "–" : kappa.toFixed(2)),
    ),
  );
  return el(
    "table",
    { class: "cmd-agreement" },
    el("caption", {}, bdi(one), " and ", bdi(other)),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ["Field", "Both checked", "The same", "Kappa"].map((name) => el("th", { scope: "col" }, name)),
      ),
    ),
    el("tbody", {}, rows),
  );
}
