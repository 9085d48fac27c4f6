// From the data elements of the page to columns. Texts are parsed when somebody looks at them.

import { countTo, mapInto } from "./arrays.mjs";
import { readCounted } from "./countedonce.mjs";
import { dateBins, daySpan } from "./bins.mjs";
import { dayNumber, NO_DAY, NONE } from "./days.mjs";
import { kmToWorld, mercatorX, mercatorY } from "./geo.mjs";

/** Text of a data element -> the value it holds; a packed one is unpacked by the browser. */
export async function unpack(text) {
  const value = JSON.parse(text);
  if (typeof value?.gzip !== "string") return value;
  const raw = atob(value.gzip);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** One group of columns; `code(i)` is the row of its table that incident i uses. */
function group(raw, n) {
  const cols = Object.fromEntries(Object.entries(raw.cols).map(([name, column]) => [name, spread(column)]));
  const size = Object.values(cols)[0].length;
  const codes = raw.codes ? new Int32Array(raw.codes) : countTo(n);
  return { cols, codes, size };
}

/** A column as it is, or its distinct values and where each stands. */
const spread = (column) => (Array.isArray(column) ? column : column.at.map((code) => column.of[code]));

const counts = (values) =>
  mapInto(Int32Array, values, (value) => (Number.isInteger(value) && value >= 0 ? value : NONE));

const days = (values) => mapInto(Int32Array, values, dayNumber);

/** Distinct texts of a column, sorted, without null, and each row's index among them (-1 for null). */
function indexed(values) {
  const names = [...new Set(values)].filter((value) => value !== null).sort();
  const at = new Map(names.map((name, i) => [name, i]));
  return { names, index: mapInto(Int16Array, values, (value) => at.get(value) ?? -1) };
}

function locations(where) {
  const { cols, size } = where;
  const x = new Float64Array(size);
  const y = new Float64Array(size);
  const reach = new Float64Array(size); // radius on the unit square
  const drawn = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const lat = cols.lat[i];
    const lon = cols.lon[i];
    drawn[i] = Number.isFinite(lat) && Number.isFinite(lon) && lat !== null && lon !== null ? 1 : 0;
    if (!drawn[i]) continue;
    x[i] = mercatorX(lon);
    y[i] = mercatorY(lat);
    reach[i] = kmToWorld(cols.radius_km[i] ?? 0, lat);
  }
  const provinces = indexed(cols.province);
  return {
    x,
    y,
    reach,
    drawn,
    provinces: provinces.names,
    province: provinces.index,
    precision: mapInto(Uint8Array, cols.where_prec, (value) => value ?? 6),
  };
}

/** Codes of every entry of a JSON-text column, as sets: the names that each row of its table holds. */
function nestedNames(values, pick) {
  return values.map((text) => {
    const list = text ? JSON.parse(text) : [];
    return [...new Set(list.map(pick).filter((name) => typeof name === "string"))];
  });
}

/** The core block, and the words for its codes -> the table everything else works on. */
export function readCore(core, vocab) {
  const n = core.n;
  const groups = Object.fromEntries(Object.entries(core.groups).map(([name, raw]) => [name, group(raw, n)]));
  const { where, what, when, toll, victims, doubts } = groups;
  const counted = readCounted(groups);
  const kind = mapInto(Uint8Array, what.cols.kind, (value) => vocab.kindAt(value));
  const [start, end] = [days(when.cols.date_start), days(when.cols.date_end)];
  const first = start.map((day, i) => (day === NO_DAY ? end[i] : day));
  const last = end.map((day, i) => (day === NO_DAY ? start[i] : day));
  const span = daySpan(first, when);
  return {
    n,
    vocab,
    title: core.title,
    digest: core.digest ?? "", // of the data, whatever the title
    columns: core.columns,
    nested: new Set(core.nested), // columns of lists and objects, which travel as JSON text
    areas: core.areas ?? {},
    tiles: core.tiles ?? null,
    groups,
    detail: null,
    spellings: { places: {}, provinces: {} }, // other names, by place_id and by name: { ar, ku, also }
    place: locations(where),
    kind,
    family: mapInto(Uint8Array, kind, (k) => vocab.familyOfKind[k]),
    first,
    last,
    days: span,
    bins: dateBins(...span),
    toll: {
      killed: counts(toll.cols.killed),
      wounded: counts(toll.cols.wounded),
    },
    counted,
    leftOut: counted.leftOut,
    victims: nestedNames(victims.cols.victims, (entry) => entry?.group),
    doubts: nestedNames(doubts.cols.doubts, (entry) => entry),
    checked: doubts.cols.doubts.map((_, row) => doubts.cols.checked?.[row] ?? null), // beside doubts: they vary together
  };
}

/** Adds the detail block's groups to the table. */
export function readDetail(table, detail) {
  for (const [name, raw] of Object.entries(detail.groups)) table.groups[name] = group(raw, table.n);
  table.detail = { tails: detail.tails };
  table.spellings = { places: {}, provinces: {}, ...detail.spellings };
  table.groupOf = new Map();
  for (const [name, made] of Object.entries(table.groups)) {
    for (const column of Object.keys(made.cols)) table.groupOf.set(column, name);
  }
  return table;
}

/** Value of one cell, as the frame has it. */
export function cell(table, name, i) {
  const own = table.groups[table.groupOf.get(name)];
  const value = own.cols[name][own.codes[i]];
  if (name === "incident_id" && table.detail.tails) return `${cell(table, "report_id", i)}-${value}`;
  return table.nested.has(name) && value !== null ? JSON.parse(value) : value;
}

/** The same as text for a table: nested values as JSON, as they are exported; null where nothing is known. */
export function cellText(table, name, i) {
  const own = table.groups[table.groupOf.get(name)];
  const value = table.nested.has(name) ? own.cols[name][own.codes[i]] : cell(table, name, i);
  return value === null || value === undefined ? null : String(value);
}
