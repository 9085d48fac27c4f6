// What places are called in the script that the reader wants. Names come from the gazetteer; where it has none in that
// script, the one of the files stands.

export const OTHERS = { ar: "العربية", ku: "کوردی" };
const READERS = { ar: "ar", ku: "ku", ckb: "ku", sdh: "ku" }; // languages of browsers

/** The script of names: as chosen, else by the language of the browser. */
export const namesIn = ({ state, format }) => state.names || (READERS[format.language] ?? "en");

const own = (table, key) => (Object.hasOwn(table ?? {}, key ?? "") ? table[key] : null);

/** Name of a row of places in the chosen script, or null: that of the files serves. */
export function localPlace(app, p) {
  const { spellings, groups } = app.table;
  return own(spellings.places, groups.where.cols.place_id[p])?.[namesIn(app)] ?? null;
}

/** Name of a province in the chosen script. */
export function provinceName(app, name) {
  const script = namesIn(app);
  if (script === "en") return name;
  const shape = () => (app.basemap.shapes.province ?? []).find((one) => one.name === name)?.[`name_${script}`];
  return own(app.table.spellings.provinces, name)?.[script] ?? shape() ?? name;
}

/** Other scripts that the map has names of provinces in. */
export const scriptsOf = ({ shapes }) =>
  Object.keys(OTHERS).filter((script) => (shapes.province ?? []).some((one) => one[`name_${script}`]));
