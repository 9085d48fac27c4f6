// From the data elements of the page to columns. Texts are parsed when somebody looks at them.

import { countTo, mapInto } from "./arrays.mjs";
import { readCounted } from "./countedonce.mjs";
import { dateBins, daySpan } from "./bins.mjs";
import { dayNumber, NO_DAY, NONE } from "./days.mjs";
import { kmToWorld, mercatorX, mercatorY } from "./geo.mjs";
import { bytesOf, holdsBytes } from "./sevenbits.mjs";

const LINE_FEED = 10; // between JSON and the bytes behind it; inside JSON there is none
const ZERO_DEGREES = 200_000_000;
const PER_DEGREE = 1_000_000;

/** Text of a data element -> the value it holds; a packed one is unpacked by the browser (see maps/dataelements.py). */
export async function unpack(text) {
  if (!holdsBytes(text)) return JSON.parse(text);
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const end = bytes.indexOf(LINE_FEED);
  const json = JSON.parse(new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)));
  return end < 0 ? json : resolved(json, bytes.subarray(end + 1));
}

/** The value with its long lists of numbers in it; these stand in objects only, never in lists. */
function resolved(value, bytes) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  if (value.bytes) return numbers(bytes, ...value.bytes);
  if (value.degrees) return degrees(numbers(bytes, ...value.degrees.bytes));
  for (const name of Object.keys(value)) value[name] = resolved(value[name], bytes);
  return value;
}

/** Degrees from whole numbers; not a number where there is none. */
function degrees(whole) {
  const out = new Float64Array(whole.length);
  for (let i = 0; i < out.length; i++) out[i] = whole[i] ? (whole[i] - ZERO_DEGREES) / PER_DEGREE : NaN;
  return out;
}

/** The same from steps, each from where the value `at` another column begins. */
function degreesNear({ from, unit, by }, at) {
  const out = new Float64Array(by.length);
  for (let i = 0; i < out.length; i++)
    out[i] = by[i] ? (from[at[i]] - ZERO_DEGREES + (by[i] - 1) * unit) / PER_DEGREE : NaN;
  return out;
}

/** Numbers of so many bytes, which lie apart: the lowest of all, then the next of all. */
function numbers(bytes, start, count, width) {
  if (width === 1) return bytes.subarray(start, start + count);
  const out = new Uint32Array(count);
  for (let byte = 0; byte < width; byte++) {
    const [at, shift] = [start + byte * count, 8 * byte];
    for (let i = 0; i < count; i++) out[i] |= bytes[at + i] << shift;
  }
  return out;
}

/** One group of columns; `code(i)` is the row of its table that incident i uses. */
function group(raw, n) {
  const cols = {};
  for (const name of Object.keys(raw.cols)) spread(cols, name, raw.cols);
  const [first] = Object.values(raw.cols);
  const codes = raw.codes ? new Int32Array(raw.codes) : countTo(n);
  return { cols, codes, size: (first.of ? first.at : first).length };
}

/** Puts a column into `cols`: as it is, or spread from its distinct values and where each stands, once it is asked for. */
function spread(cols, name, all) {
  const { of, near } = all[name];
  if (near) {
    cols[name] = degreesNear(all[name], all[near].at);
    return;
  }
  if (!of) {
    cols[name] = all[name];
    return;
  }
  const get = () => {
    const at = all[name].at ?? all[all[name].as].at;
    const value = mapInto(Array, at, (code) => of[code]);
    Object.defineProperty(cols, name, { value, enumerable: true });
    return value;
  };
  Object.defineProperty(cols, name, { get, enumerable: true, configurable: true });
}

/** The groups of several parts as one, rows of each after those of the one before. */
function joined(groups, n) {
  if (groups.length === 1) return groups[0];
  const cols = Object.fromEntries(
    Object.keys(groups[0].cols).map((name) => [name, [].concat(...groups.map((own) => own.cols[name]))]),
  );
  const codes = new Int32Array(n);
  let [at, size] = [0, 0];
  for (const own of groups) {
    for (const code of own.codes) codes[at++] = size + code;
    size += own.size;
  }
  return { cols, codes, size };
}

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

/** Adds the groups of the detail blocks to the table: one, or parts of rows that follow each other. */
export function readDetail(table, ...parts) {
  const tails = parts.every((part) => part.tails);
  const read = parts.map((part) => groupsOf(part, part.n ?? table.n, tails));
  for (const name of Object.keys(parts[0].groups)) {
    table.groups[name] = joined(
      read.map((groups) => groups[name]),
      table.n,
    );
  }
  table.detail = { tails };
  table.spellings = Object.assign({ places: {}, provinces: {} }, ...parts.map((part) => part.spellings));
  table.groupOf = new Map();
  for (const [name, made] of Object.entries(table.groups)) {
    for (const column of Object.keys(made.cols)) table.groupOf.set(column, name);
  }
  return table;
}

/** The groups of a part; ids are written out where another part's do not begin with those of their reports. */
function groupsOf(part, n, tails) {
  const groups = Object.fromEntries(Object.entries(part.groups).map(([name, raw]) => [name, group(raw, n)]));
  if (part.tails && !tails) {
    const { number, report } = groups;
    const id = (code, i) => `${report.cols.report_id[report.codes[i]]}-${number.cols.incident_id[code]}`;
    groups.number = { cols: { incident_id: mapInto(Array, number.codes, id) }, codes: countTo(n), size: n };
  }
  return groups;
}

/** Value of one cell, as the frame has it. */
export function cell(table, name, i) {
  const own = table.groups[table.groupOf.get(name)];
  const value = own.cols[name][own.codes[i]];
  if (name === "incident_id" && table.detail.tails) return `${cell(table, "report_id", i)}-${value}`;
  if (Number.isNaN(value)) return null; // of degrees
  return table.nested.has(name) && value !== null ? JSON.parse(value) : value;
}

/** The same as text for a table: nested values as JSON, as they are exported; null where nothing is known. */
export function cellText(table, name, i) {
  const own = table.groups[table.groupOf.get(name)];
  const value = table.nested.has(name) ? own.cols[name][own.codes[i]] : cell(table, name, i);
  return value === null || value === undefined ? null : String(value);
}
