// On the sheet of an incident: what is marked already, and the form to mark more.

import { bdi, el, labelled, replace } from "../parts/dom.mjs";
import { FIELDS_OF, FieldFault } from "./fields.mjs";
import { byWords, keptWords, TOPIC_WORDS, valueWords } from "./words.mjs";

/** `tools`: { pick(done), show(place) } */
export function makeMarking(app, row, tools) {
  const { corrections } = app;
  const title = el("h3", { tabindex: "-1" }, "Put right");
  const marked = el("ul", { class: "cm-marked-list" });
  const said = el("p", { class: "cm-hidden", role: "status" });
  const buttons = Object.entries(TOPIC_WORDS).map(([topic, words]) =>
    el(
      "button",
      { type: "button", "data-topic": topic, "aria-expanded": "false", onclick: (event) => open(topic, event.target) },
      words,
    ),
  );
  const choice = el("div", { class: "cm-topics", role: "group", "aria-label": "Mark this incident" }, buttons);
  const place = el("div");

  function open(topic, button) {
    const again = button.getAttribute("aria-expanded") === "true";
    shut();
    if (again) return;
    button.setAttribute("aria-expanded", "true");
    const form = makeForm(app, row, topic, tools, { done: () => done(topic), cancel: () => (shut(), button.focus()) });
    replace(place, form);
    form.scrollIntoView({ block: "nearest" });
    form.querySelector("select, input, textarea")?.focus();
  }

  function shut() {
    for (const button of buttons) button.setAttribute("aria-expanded", "false");
    replace(place);
  }

  function done(topic) {
    shut();
    replace(said, `Marked: ${TOPIC_WORDS[topic]}. ${keptWords(corrections.store.kept)}`);
    title.focus({ preventScroll: true });
  }

  function show() {
    replace(
      marked,
      corrections.marksOf(row).map((mark) => markItem(app, mark, () => title.focus({ preventScroll: true }))),
    );
  }

  show();
  return {
    node: el("section", { class: "cm-put-right", id: "cm-put-right" }, title, marked, choice, place, said),
    show,
  };
}

function makeForm(app, row, topic, tools, { done, cancel }) {
  const { corrections } = app;
  const fields = FIELDS_OF[topic](app, row, tools);
  const why = el("textarea", { id: "cm-why-wrong", rows: 2, maxlength: 2000 });
  const who = el("input", {
    id: "cm-who",
    type: "text",
    maxlength: 200,
    autocomplete: "name",
    value: corrections.store.who,
  });
  const fault = el("p", { class: "cm-fault", role: "alert" });

  function save(event) {
    event.preventDefault();
    try {
      const name = who.value.trim();
      if (!name) throw new FieldFault("Your name is missing: a correction is somebody's.", who);
      corrections.add(topic, fields.rows(corrections.by(name, why.value.trim())), name);
      done();
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      replace(fault, error.message);
      error.node.focus();
    }
  }

  const onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // the form goes, the sheet stays
    cancel();
  };
  return el(
    "form",
    { class: "cm-mark-form", "aria-label": TOPIC_WORDS[topic], onsubmit: save, onkeydown },
    fields.node,
    labelled("Why", why),
    labelled("Your name, asked once", who),
    fault,
    el(
      "div",
      { class: "cm-form-buttons" },
      el("button", { type: "submit", id: "cm-mark" }, "Mark"),
      el("button", { type: "button", onclick: cancel }, "Cancel"),
    ),
  );
}

/** One mark with the button that takes it back. */
export function markItem(app, mark, after, lead = null) {
  const { corrections } = app;
  const words = TOPIC_WORDS[mark.topic];
  const value = valueWords(app, corrections, mark);
  const undo = () => {
    corrections.undo(mark.id);
    after();
  };
  return el(
    "li",
    { "data-mark": mark.topic },
    el("div", {}, lead, el("strong", {}, words), value ? [": ", bdi(value)] : null),
    el("div", { class: "cm-soft" }, bdi(byWords(app, mark))),
    el("button", { type: "button", class: "cm-link", "aria-label": `Undo: ${words} ${value}`, onclick: undo }, "Undo"),
  );
}
