// In which provinces, by the map or by what the text says. Asked in the table of provinces and by a click on the map.

import { provinceName } from "../data/names.mjs";
import { some } from "./reading.mjs";

export const province = {
  id: "province",
  empty: [], // names; none means all

  test(table, names) {
    if (!names.length) return null;
    const { provinces, province: of } = table.place;
    const wanted = new Set(names.map((name) => provinces.indexOf(name)).filter((at) => at >= 0));
    const { cols } = table.groups.where;
    const others = [cols.province_reported, cols.province_mapped].filter(Boolean); // files of earlier days have neither
    const told = new Set(names);
    return { group: "where", passes: (row) => wanted.has(of[row]) || others.some((col) => told.has(col[row])) };
  },

  toHash(names, out) {
    for (const name of names) out.append("p", name);
  },

  fromHash: (given, table) => some(given.getAll("p"), table.place.provinces),

  chip: (names, app) =>
    names.map((name) => ({ text: provinceName(app, name), drop: names.filter((other) => other !== name) })),

  control: () => null,

  facet: ({ place }) => ({ group: "where", slots: place.province, size: place.provinces.length }),
};
