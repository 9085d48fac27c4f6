// The provinces with their sums: sorts, and filters.

import { namesIn, provinceName } from "../data/names.mjs";
import { toggled } from "../filter/reading.mjs";
import { bdi, el, replace } from "../parts/dom.mjs";

const COLUMNS = [
  ["name", "Province"],
  ["killed", "Killed"],
  ["wounded", "Wounded"],
  ["incidents", "Incidents"],
];

export function makeProvinces(app) {
  const sort = { by: "killed", down: true };
  // Both scripts, as on the map.
  const locals = new Map((app.basemap.shapes.province ?? []).map((shape) => [shape.name, shape.local]));
  const names = [...new Set([...locals.keys(), ...app.table.place.provinces])];
  const heads = COLUMNS.map(([id, label]) =>
    el("th", { scope: "col", "data-by": id }, el("button", { type: "button", onclick: () => sortBy(id) }, label)),
  );
  const rows = new Map(names.map((name) => [name, makeRow(app, name)]));
  const body = el("tbody");
  const unknown = makeRow(app, null);
  const table = el("table", { class: "cm-provinces", id: "cm-provinces" }, el("thead", {}, el("tr", {}, heads)), body);

  function sortBy(id) {
    sort.down = sort.by === id ? !sort.down : id !== "name";
    sort.by = id;
    show();
  }

  const valueOf = (name, by) => {
    const at = app.table.place.provinces.indexOf(name);
    return at < 0 ? (by === "incidents" ? 0 : null) : app.sums.by.province.value(at, by);
  };

  function show() {
    const { sums, state } = app;
    const sign = sort.down ? -1 : 1;
    const order = [...names].sort((a, b) =>
      sort.by === "name"
        ? sign * a.localeCompare(b)
        : sign * ((valueOf(a, sort.by) ?? -1) - (valueOf(b, sort.by) ?? -1)) || a.localeCompare(b),
    );
    const top = Math.max(1, ...names.map((name) => valueOf(name, state.measure) ?? 0));
    for (const name of names) fillRow(app, rows.get(name), (by) => valueOf(name, by), top);
    const rest = app.table.place.provinces.length;
    const list = order.map((name) => rows.get(name).tr);
    if (COLUMNS.slice(1).some(([id]) => sums.by.province.value(rest, id))) {
      fillRow(app, unknown, (by) => sums.by.province.value(rest, by), top);
      list.push(unknown.tr);
    }
    replace(body, list);
    for (const head of heads) {
      head.setAttribute("aria-sort", head.dataset.by !== sort.by ? "none" : sort.down ? "descending" : "ascending");
    }
  }
  const name = () => rows.forEach((row) => nameRow(app, row, locals.get(row.name)));
  app.listen((_, changed) => {
    if (changed.has("filter") || changed.has("measure")) show();
    if (changed.has("names")) name();
  });
  name();
  show();
  return el("div", { class: "cm-scroll" }, table);
}

/** In the script that is wanted first, then in the other. */
function nameRow(app, { name, names }, local) {
  const first = provinceName(app, name);
  const second = first === name ? local : name;
  const turned = first !== name;
  const other = second ? bdi(second, { class: "cm-local", lang: turned ? "en" : "ar" }) : null;
  replace(names, bdi(first, { lang: turned ? namesIn(app) : null }), other);
}

function makeRow(app, name) {
  const toggle = () => app.ask("province", toggled(app.state.filter.province, name));
  const box =
    name &&
    el("input", {
      type: "checkbox",
      value: name,
      disabled: !app.table.place.provinces.includes(name),
      onchange: toggle,
    });
  const names = el("span", { class: "cm-names" });
  const label = name ? el("label", {}, box, names) : el("span", { class: "cm-soft" }, "Province not known");
  const cells = Object.fromEntries(COLUMNS.slice(1).map(([id]) => [id, el("td", { "data-of": id })]));
  const tr = el("tr", { "data-province": name }, el("th", { scope: "row" }, label), Object.values(cells));
  return { name, names, tr, box, cells };
}

function fillRow(app, row, value, top) {
  const { format, state } = app;
  for (const [id, td] of Object.entries(row.cells)) {
    const figure = value(id);
    replace(td, figure === null ? "–" : format.number(figure));
  }
  const chosen = state.filter.province.includes(row.name);
  if (row.box) row.box.checked = chosen;
  row.tr.classList.toggle("cm-chosen", chosen);
  row.tr.classList.toggle("cm-empty", !COLUMNS.slice(1).some(([id]) => value(id)));
  row.tr.style.setProperty("--share", `${Math.min(100, (100 * (value(state.measure) ?? 0)) / top)}%`);
}
