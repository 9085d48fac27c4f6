// At one place. Asked by a click on a mark that holds more than can be fanned out.

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

  chip(id, { table }) {
    if (!id) return [];
    const { cols } = table.groups.where;
    return [{ text: `At ${cols.place[cols.place_id.indexOf(id)] ?? id}`, drop: "" }];
  },

  control: () => null,
};
