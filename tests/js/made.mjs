// A small table made by hand, in the shape the page's data have.

import { readCore, readDetail } from "../../conflictmap/web/data/payload.mjs";
import { Vocabulary } from "../../conflictmap/web/data/vocab.mjs";
import { CODEBOOK } from "./codebook.mjs";

const one = (cols, codes) => ({ cols, codes });

/**
 * Rows: [place, kind, day, killed low, killed high, wounded, total, victims, doubts, what the total holds beyond its
 * parts, history, what a person did].
 * Places: 0 Baghdad (exact), 1 Baquba (exact), 2 Diyala (a province), 3 nowhere.
 */
const ROWS = [
  [0, "car_bomb", "2006-09-12", 6, 6, 12, false, ["civilian"], []],
  [0, "shooting", "2006-09-12", 2, null, null, false, ["police"], ["vague_number"], null, false, "confirmed"],
  [1, "shooting", "2006-09-13", null, 5, 3, false, [], [], null, false, "changed"],
  [2, "body_found", "2006-09-14", 4, 4, null, false, ["civilian"], ["place_inherited"]],
  [3, "raid", null, null, null, null, false, [], []],
  [0, "bombing", "2006-09-12", 40, 40, 90, true, [], []],
  [1, "shelling", "2006-09-20", 0, 0, 0, false, [], []],
];

export function makeTable(rows = ROWS) {
  const column = (pick) => rows.map(pick);
  const killed = (row) => row[3] ?? row[4];
  const core = {
    n: rows.length,
    title: "Made",
    columns: ["incident_id", "kind", "killed", "sentence", "rules", "aggregate"],
    nested: ["victims", "rules", "doubts", "members"],
    areas: {},
    groups: {
      where: one(
        {
          place: ["Baghdad", "Baquba", "Diyala", null],
          place_id: ["iq-baghdad", "iq-baquba", "iq-province-diyala", null],
          province: ["Baghdad", "Diyala", "Diyala", null],
          where_prec: [1, 1, 4, 6],
          radius_km: [10, 4, 70, null],
          lon: [44.4, 44.65, 45, null],
          lat: [33.34, 33.75, 33.9, null],
        },
        column((row) => row[0]),
      ),
      what: one({ kind: column((row) => row[1]) }),
      when: one({
        date_start: column((row) => row[2]),
        date_end: column((row) => (row[2] === "2006-09-14" ? "2006-09-16" : row[2])),
      }),
      toll: one({
        attacks: column(() => 1),
        killed: column(killed),
        wounded: column((row) => row[5]),
        killed_low: column((row) => row[3]),
        killed_high: column((row) => row[4]),
        wounded_low: column((row) => row[5]),
        wounded_high: column((row) => row[5]),
        abducted_low: column(() => null),
        abducted_high: column(() => null),
      }),
      standing: one({
        aggregate: column((row) => row[6]),
        background: column((row) => row[10] ?? false),
        beyond: column((row) => (row[9] ? JSON.stringify(row[9]) : null)),
      }),
      victims: one({ victims: column((row) => JSON.stringify(row[7].map((group) => ({ group })))) }),
      doubts: one({
        doubts: column((row) => JSON.stringify(row[8])),
        checked: column((row) => row[11] ?? null),
      }),
    },
  };
  const detail = {
    tails: true,
    spellings: {
      places: {
        "iq-baquba": { ar: "بعقوبة", ku: "بەعقووبە", also: ["Ba'qubah", "Bakuba"] },
        "iq-baghdad": { ar: "بغداد", also: ["the capital"] },
      },
      provinces: { Diyala: { ar: "ديالى", also: ["Diala"] } },
    },
    groups: {
      number: one({ incident_id: column((_, i) => String(i + 1)) }),
      report: one(
        { report_id: ["r1"], source: ["Rivers Agency"] },
        column(() => 0),
      ),
      sentence: one({
        sentence: column((row, i) => ["Six died in Fallūja.", "=cmd()", 'Say "no", he did'][i] ?? "Plain."),
      }),
      event: one({
        event_id: column(() => "r1-1"),
        members: column((row, i) =>
          i ? "[]" : '[{"source":"Evening \\"Star\\"","sentence":"\\"source\\":\\"Moon\\""}]',
        ),
      }),
      words: one({ place_text: column(() => "there") }),
      rules: one({ rules: column(() => '[{"role":"kind","rule":"kind.x","start":0,"end":3}]') }),
    },
  };
  return readDetail(readCore(core, new Vocabulary(CODEBOOK)), detail);
}
