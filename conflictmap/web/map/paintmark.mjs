// One mark of the map: an area, an incident, or the sum of several.

import { look } from "./marks.mjs";
import { paintArea, paintSingle, paintSum } from "./paint.mjs";

export function paintMark(context, mark, palette, table, format) {
  const label = mark.value === null ? "?" : format.short(mark.value);
  if (mark.area) paintArea(context, mark, mark.px, mark.py, palette, label);
  else if (mark.row !== null)
    paintSingle(context, { ...mark, x: mark.px, y: mark.py, ...look(table, mark.row) }, palette);
  else paintSum(context, mark, mark.px, mark.py, palette, label);
}
