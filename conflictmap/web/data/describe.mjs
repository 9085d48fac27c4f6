// Marks and incidents in words: for the tip, for a screen reader, for the list.

import { figureRow, isTogether } from "./countedonce.mjs";
import { plural } from "./format.mjs";
import { localPlace, provinceName } from "./names.mjs";

export const OUTCOMES = ["killed", "wounded", "abducted"];

const COUNTRY = 6; // precision of a place that is the country

/** "6 killed", "at least 6 killed"; null where the text says nothing. */
export function tollWords(app, row, what) {
  const { table, format } = app;
  const { cols, codes } = table.groups.toll;
  const words = format.range(cols[`${what}_low`][codes[row]], cols[`${what}_high`][codes[row]]);
  return words === null ? null : `${words} ${what}`;
}

export function tollLine(app, row) {
  const parts = OUTCOMES.map((what) => tollWords(app, row, what)).filter(Boolean);
  return parts.length ? capital(parts.join(", ")) : "Toll not known";
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function whenWords(app, row) {
  const { table, format } = app;
  const code = table.groups.when.codes[row];
  return format.days(table.first[code], table.last[code]);
}

export function placeName(app, row) {
  const { cols, codes } = app.table.groups.where;
  return localPlace(app, codes[row]) ?? cols.place[codes[row]] ?? "Place not known";
}

export function placeLine(app, row) {
  const { cols, codes } = app.table.groups.where;
  const place = placeName(app, row);
  const province = cols.province[codes[row]] && provinceName(app, cols.province[codes[row]]);
  return province && province !== place ? `${place}, ${province}` : place;
}

export const rowKind = (app, row) => {
  const { cols, codes } = app.table.groups.what;
  return app.vocab.kind(cols.kind[codes[row]]);
};

/** What a total over several attacks is: "total for the whole country, 12 killed beyond its parts". */
export function togetherLine(app, row) {
  const { table, format } = app;
  const { where, toll } = table.groups;
  const at = figureRow(table, row);
  const what = ["killed", "wounded"].find((name) => table.counted.of[name][at] !== table.toll[name][toll.codes[row]]);
  const over = table.place.precision[where.codes[row]] === COUNTRY ? "the whole country" : "several attacks";
  const beyond = what ? `, ${format.number(Math.max(0, table.counted.of[what][at]))} ${what} beyond its parts` : "";
  return `total for ${over}${beyond}`;
}

/** Lines of text for a shaded province. */
export function describeProvince(app, name) {
  const { sums, table, format } = app;
  const at = table.place.provinces.indexOf(name);
  const value = (what) => (at < 0 ? null : sums.by.province.value(at, what));
  const line = (what) => (value(what) === null ? `${what} not known` : `${format.number(value(what))} ${what}`);
  const incidents = value("incidents") ?? 0;
  const shown = provinceName(app, name);
  if (!incidents && value("killed") === null && value("wounded") === null) return [shown, "no incidents"];
  return [
    shown,
    `${line("killed")}, ${line("wounded")}`,
    `${format.number(incidents)} ${plural(incidents, "incident", "incidents")}`,
  ];
}

function sumLine(app, mark) {
  const { format } = app;
  const parts = [];
  if (mark.knownKilled) parts.push(`${format.number(mark.killed)} killed`);
  if (mark.knownWounded) parts.push(`${format.number(mark.wounded)} wounded`);
  const toll = parts.length ? parts.join(", ") : "toll not known";
  if (!mark.incidents && mark.together) return `${toll}, told for several attacks together`;
  return mark.incidents
    ? `${toll} in ${format.number(mark.incidents)} ${plural(mark.incidents, "incident", "incidents")}`
    : "";
}

/** Lines of text for a mark, the most telling first. */
export function describeMark(app, view, mark) {
  if (mark.more) return [`${app.format.number(mark.more)} more here`, "Open them in the list"];
  if (mark.row !== null && mark.row !== undefined) {
    return [
      tollLine(app, mark.row),
      `${rowKind(app, mark.row)}, ${placeLine(app, mark.row)}`,
      whenWords(app, mark.row),
      isTogether(app.table, mark.row) ? capital(togetherLine(app, mark.row)) : "",
    ].filter(Boolean);
  }
  const { cols } = app.table.groups.where;
  const names = [
    ...new Set(
      view
        .placesOf(mark)
        .map((p) => localPlace(app, p) ?? cols.place[p])
        .filter(Boolean),
    ),
  ];
  const where = names.length === 1 ? names[0] : `${names[0] ?? "Place not known"} and ${names.length - 1} more places`;
  const left = mark.leftOut ? `${app.format.number(mark.leftOut)} not in totals` : "";
  const head = mark.area ? `Somewhere in ${where}` : where;
  return [head, sumLine(app, mark), left].filter(Boolean);
}
