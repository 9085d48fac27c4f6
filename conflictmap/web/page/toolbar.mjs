// The switches over the map.

import { namesIn, OTHERS, scriptsOf } from "../data/names.mjs";
import { askExact, EXACT } from "../filter/precision.mjs";
import { el } from "../parts/dom.mjs";
import { isDark } from "./theme.mjs";

export function makeToolbar(app, { fit, help }, marked, more) {
  const marks = choice("Marks", false);
  const shaded = choice("Provinces", true);
  const theme = el("button", {
    type: "button",
    id: "cm-theme",
    onclick: () => app.change({ theme: isDark(app.state.theme) ? "light" : "dark" }),
  });
  const exact = el("input", {
    type: "checkbox",
    id: "cm-exact-map",
    onchange: () => askExact(app, exact.checked),
  });

  const names = makeNames(app);

  function choice(label, value) {
    const input = el("input", {
      type: "radio",
      name: "cm-view",
      value: String(value),
      onchange: () => app.change({ shaded: value }),
    });
    return { input, value, node: el("label", {}, input, el("span", {}, label)) };
  }

  function show() {
    for (const one of [marks, shaded]) one.input.checked = app.state.shaded === one.value;
    exact.checked = app.state.filter.precision === EXACT;
    if (names) names.value = namesIn(app);
    const dark = isDark(app.state.theme);
    theme.textContent = dark ? "Light" : "Dark";
    theme.setAttribute("aria-label", dark ? "Switch to light colours" : "Switch to dark colours");
  }
  app.listen(show);
  show();
  return el(
    "div",
    { class: "cm-tools cm-covers", role: "toolbar", "aria-label": "Map" },
    el("div", { class: "cm-switch", role: "radiogroup", "aria-label": "Show as" }, marks.node, shaded.node),
    el("label", { class: "cm-tool-check" }, exact, "Only exact places"),
    el("button", { type: "button", id: "cm-fit", onclick: fit }, "Whole country"),
    names,
    marked,
    theme,
    el("button", { type: "button", id: "cm-help", "aria-label": "How to use this map", onclick: help }, "?"),
    more,
  );
}

/** In which script the names of places stand, where the country has more than one. */
function makeNames(app) {
  const scripts = scriptsOf(app.basemap);
  if (!scripts.length) return null;
  const select = el(
    "select",
    {
      id: "cm-names",
      "aria-label": "Names of places",
      title: "Names of places",
      onchange: () => app.change({ names: select.value }),
    },
    el("option", { value: "en" }, "English"),
    scripts.map((script) => el("option", { value: script, lang: script }, OTHERS[script])),
  );
  return select;
}
