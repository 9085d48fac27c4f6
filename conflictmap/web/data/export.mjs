// GeoJSON and CSV of given rows. Pure; the columns are those of the frame.

import { cell } from "./payload.mjs";

const PIECE = 1000; // incidents of a piece: all of a million are longer than a text may be

function* pieces(rows, head, write, between, foot) {
  yield head;
  for (let i = 0; i < rows.length; i += PIECE) {
    if (i) yield between;
    yield rows.slice(i, i + PIECE).map(write).join(between);
  }
  yield foot;
}

/** RFC 7946: longitude first, no CRS; an incident without a point has a null geometry. */
export const geoJsonPieces = (table, rows) =>
  pieces(rows, '{"type":"FeatureCollection","features":[', (i) => JSON.stringify(feature(table, i)), ",", "]}");

function feature(table, i) {
  const [lon, lat] = [cell(table, "lon", i), cell(table, "lat", i)];
  return {
    type: "Feature",
    id: cell(table, "incident_id", i),
    geometry: lon === null ? null : { type: "Point", coordinates: [lon, lat] },
    properties: Object.fromEntries(table.columns.map((name) => [name, cell(table, name, i)])),
  };
}

/** RFC 4180 in UTF-8 with a byte order mark, which spreadsheets want; nested columns as JSON. */
export function csvPieces(table, rows) {
  const names = [...table.columns, "lat", "lon"];
  const line = (i) => lineOf(names.map((name) => cellText(table, name, i)));
  return pieces(rows, `\ufeff${lineOf(names)}`, line, "", "");
}

/** The same of a table of texts: its head, and a list of cells for each row. */
export const csvText = (names, rows) =>
  `\ufeff${[names, ...rows.map((cells) => cells.map(defuse))].map(lineOf).join("")}`;

const lineOf = (cells) => `${cells.map(csvCell).join(",")}\r\n`;

export const toGeoJson = (table, rows) => [...geoJsonPieces(table, rows)].join("");
export const toCsv = (table, rows) => [...csvPieces(table, rows)].join("");

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
