// The controls of the filters in the panel, and what they are made of.

import { el } from "../parts/dom.mjs";

export const section = (title, ...children) => el("fieldset", {}, el("legend", {}, title), children);

/** Controls of some filters, which follow what is asked. */
export function makeControls(app, filters) {
  const controls = filters.map(({ control }) => control(app)).filter(Boolean);
  const show = () => {
    for (const control of controls) control.show();
  };
  // The measure too: the bars of time follow it.
  app.listen((_, changed) => {
    if (changed.has("filter") || changed.has("measure")) show();
  });
  show();
  return controls.map(({ node }) => node);
}

/** Those that stand above the tabs. */
export const makePinned = (app) =>
  makeControls(
    app,
    app.filters.filter(({ pinned }) => pinned),
  );

/** The page of all others. */
export function makeForm(app) {
  const others = app.filters.filter(({ pinned }) => !pinned);
  return el("div", { class: "cm-scroll cm-filters" }, makeControls(app, others));
}
