// At one place. Asked by a click on a mark that holds more than can be fanned out.

import { localPlace } from "../data/names.mjs";
import { one } from "./reading.mjs";

export const place = {
  id: "place",
  empty: "", // place_id

  test: (table, id) => (id ? { group: "where", passes: (row) => table.groups.where.cols.place_id[row] === id } : null),

  toHash(id, out) {
    if (id) out.set("at", id);
  },

  fromHash(given, table) {
    const ids = table.groups.where.cols.place_id;
    return one(
      given,
      "at",
      ids.filter((id) => id !== null),
      "",
    );
  },

  chip(id, app) {
    if (!id) return [];
    const { cols } = app.table.groups.where;
    const at = cols.place_id.indexOf(id);
    return [{ text: `At ${localPlace(app, at) ?? cols.place[at] ?? id}`, drop: "" }];
  },

  control: () => null,
};
