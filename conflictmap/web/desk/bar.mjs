// The head of the page: how far one is, who checks, what is shown and in which order; what was said last.

import { el, replace } from "../parts/dom.mjs";
import { isDark } from "../page/theme.mjs";
import { ORDERS, SHOWS } from "./words.mjs";

export function makeBar(desk, tools) {
  const bar = el("progress", { class: "cmd-progress", id: "cmd-progress", "aria-label": "Checked" });
  const words = el("span", { class: "cmd-checked", id: "cmd-checked" });
  const who = el("button", { type: "button", class: "cmd-button", id: "cmd-who", onclick: tools.askName });
  const show = choice("cmd-show", "Show", SHOWS, desk.view.show, (value) => desk.look({ show: value }));
  const order = choice("cmd-order", "Order", ORDERS, desk.view.order, (value) => desk.look({ order: value }));
  const button = (id, text, run, label = null) =>
    el("button", { type: "button", class: "cmd-button", id, onclick: run, "aria-label": label }, text);
  const theme = button("cmd-theme", "◐", tools.turnTheme, "Light or dark");
  const list = turning("cmd-list-button", "List", "cmd-list-open");
  const more = turning("cmd-more-button", "More", "cmd-more-open");
  const node = el(
    "header",
    { class: "cmd-bar" },
    list,
    el("h1", { class: "cmd-name-of" }, el("span", { class: "cmd-only-wide" }, "Desk: "), desk.begin.archive),
    el("div", { class: "cmd-how-far" }, bar, words),
    more,
    el("div", { class: "cmd-choices" }, show, order),
    el(
      "div",
      { class: "cmd-tools" },
      who,
      button("cmd-log", "Log", tools.log),
      button("cmd-agree", "Agreement", tools.agreement),
      button("cmd-save", "corrections.csv", tools.save),
      theme,
      button("cmd-help", "?", tools.help, "Help and keys"),
    ),
  );

  function progress() {
    const { checked, of, own } = desk.progress;
    bar.max = Math.max(1, of);
    bar.value = checked;
    replace(
      words,
      `${desk.format.number(checked)} of ${desk.format.number(of)} checked`,
      own ? el("span", { class: "cm-soft cmd-only-widest" }, ` · ${desk.format.number(own)} by you`) : null,
    );
  }
  function name() {
    replace(who, el("span", { class: "cm-hidden" }, "You are "), desk.who || "Your name");
  }
  return { node, progress, name };
}

/** On a phone: shows and hides a part of the page. */
function turning(id, text, part) {
  const run = () => turn(id, part);
  const props = { type: "button", class: "cmd-button cmd-only-narrow", id, "aria-expanded": "false", onclick: run };
  return el("button", props, text);
}

function turn(id, part, open = !document.body.classList.contains(part)) {
  document.body.classList.toggle(part, open);
  document.getElementById(id).setAttribute("aria-expanded", String(open));
}

export const shutList = () => turn("cmd-list-button", "cmd-list-open", false);

function choice(id, label, words, value, run) {
  const options = Object.entries(words).map(([code, text]) =>
    el("option", { value: code, selected: code === value }, text),
  );
  const select = el("select", { id, onchange: () => run(select.value) }, options);
  return el("label", {}, el("span", { class: "cm-hidden" }, label), select);
}

/** The line at the foot: what was saved, what others did, what failed. */
export function makeSaid(desk) {
  const node = el("p", { class: "cmd-said", id: "cmd-said", role: "status", "aria-live": "polite" });
  function show() {
    node.dataset.kind = desk.said.kind;
    replace(node, desk.said.text);
  }
  return { node, show };
}

/** Light, dark; kept in this browser. */
export function turnTheme(desk) {
  desk.theme = isDark(desk.theme) ? "light" : "dark";
  keep("theme", desk.theme);
}

export function keep(name, value) {
  try {
    localStorage.setItem(`conflictmap-desk-${name}`, value);
  } catch {
    // A browser that keeps nothing asks again.
  }
}

export function kept(name) {
  try {
    return localStorage.getItem(`conflictmap-desk-${name}`);
  } catch {
    return null;
  }
}
