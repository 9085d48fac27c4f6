// GeoJSON and CSV of given rows. Pure; the columns are those of the frame.

import { cell } from "./payload.mjs";

/** RFC 7946: longitude first, no CRS; an incident without a point has a null geometry. */
export function toGeoJson(table, rows) {
  const names = table.columns;
  const features = rows.map((i) => {
    const [lon, lat] = [cell(table, "lon", i), cell(table, "lat", i)];
    return {
      type: "Feature",
      id: cell(table, "incident_id", i),
      geometry: lon === null ? null : { type: "Point", coordinates: [lon, lat] },
      properties: Object.fromEntries(names.map((name) => [name, cell(table, name, i)])),
    };
  });
  return JSON.stringify({ type: "FeatureCollection", features });
}

/** RFC 4180 in UTF-8 with a byte order mark, which spreadsheets want; nested columns as JSON. */
export function toCsv(table, rows) {
  const names = [...table.columns, "lat", "lon"];
  return lined([names, ...rows.map((i) => names.map((name) => cellText(table, name, i)))]);
}

/** The same of a table of texts: its head, and a list of cells for each row. */
export const csvText = (names, rows) => lined([names, ...rows.map((cells) => cells.map(defuse))]);

const lined = (rows) => `\ufeff${rows.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;

function cellText(table, name, i) {
  const value = cell(table, name, i);
  if (value === null || value === undefined) return "";
  if (table.nested.has(name)) return JSON.stringify(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" ? String(value) : defuse(String(value));
}

/** Spreadsheets run cells that begin like a formula, also after blanks: such a text gets an apostrophe before it. */
// Also behind what nobody sees; `tablecells.defuse` has the same.
const FORMULA = /^[\t\r\n]|^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;

export const defuse = (text) => (FORMULA.test(text) ? `'${text}` : text);

const csvCell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A file name of plain letters, whatever the title is. */
export function fileName(title, ending) {
  const plain = String(title)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 60);
  return `${plain || "incidents"}.${ending}`;
}
