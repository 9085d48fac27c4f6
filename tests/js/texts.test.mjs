import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber } from "../../conflictmap/web/data/days.mjs";
import { segments, wordsOf } from "../../conflictmap/web/sheet/evidence.mjs";
import { defuse, fileName, geoJsonPieces, toCsv, toGeoJson } from "../../conflictmap/web/data/export.mjs";
import { trace } from "../../conflictmap/web/map/paint.mjs";
import { fromHash, toHash } from "../../conflictmap/web/page/hash.mjs";
import { initialState } from "../../conflictmap/web/page/app.mjs";
import { webAddress } from "../../conflictmap/web/parts/dom.mjs";
import { glyph } from "../../conflictmap/web/parts/glyph.mjs";
import { fold } from "../../conflictmap/web/data/search.mjs";
import { Vocabulary } from "../../conflictmap/web/data/vocab.mjs";
import { CODEBOOK } from "./codebook.mjs";
import { fakeDocument } from "./dom.mjs";
import { makeTable } from "./made.mjs";

const known = makeTable();

test("a state goes into the address and comes back", () => {
  const state = initialState();
  Object.assign(state, {
    measure: "wounded",
    shaded: true,
    names: "ar",
    theme: "dark",
    incident: 3,
    view: { zoom: 8.5, lat: 33.9, lon: 45 },
  });
  Object.assign(state.filter, {
    province: ["Baghdad", "Diyala"],
    kind: ["shooting", "raid"],
    date: { from: dayNumber("2006-09-01"), to: dayNumber("2006-09-30") },
    toll: { killed: 2, wounded: 1 },
    precision: 3,
    victims: ["police"],
    text: "a & b = c #%",
    doubts: "vague_number",
    standing: true,
    place: "iq-baquba",
  });
  assert.deepEqual(fromHash(`#${toHash(state)}`, known), state);
});

test("the first state needs no address", () => {
  assert.equal(toHash(initialState()), "");
  assert.deepEqual(fromHash("", known), initialState());
});

const HOSTILE_HASHES = [
  '#p=<img src=x onerror=alert(1)>&k=<script>&m=javascript:alert(1)&theme="><b>',
  "#from=1e9&to=9999-99-99&killed=-5&wounded=1e9&prec=99&i=-1&map=NaN/1/2",
  "#i=9&i=0x1&prec=0&map=8/91/0&map=8/33/44/55&all=true&doubts=any%00",
  "#p=__proto__&v=constructor&doubts=toString&at=hasOwnProperty&m=__proto__&names=__proto__",
  "#from=2006-09-30&to=2006-09-01",
  "#%E0%A4%A&=&&&&==",
  `#${"p=Diyala&".repeat(5000)}`,
];
for (const hash of HOSTILE_HASHES) {
  test(`a hostile address changes nothing it may not: ${hash.slice(0, 40)}`, () => {
    const state = fromHash(hash, known);
    const plain = initialState();
    assert.deepEqual(Object.keys(state), Object.keys(plain));
    assert.deepEqual({ ...state, filter: { ...state.filter, province: [] } }, plain);
    assert.ok(state.filter.province.every((name) => known.place.provinces.includes(name)));
  });
}

test("a long search is cut", () => assert.equal(fromHash(`#q=${"x".repeat(5000)}`, known).filter.text.length, 200));

test("a sentence is cut where evidence begins and ends, whole when put together", () => {
  const sentence = "Six killed in 𝒦 Baghdad";
  const rules = [
    { role: "killed", start: 0, end: 3 },
    { role: "kind", start: 0, end: 10 },
    { role: "place", start: 16, end: 23 },
    { role: "date", start: null, end: null },
    { role: "date", start: 5, end: 900 },
    { role: "date", start: -2, end: 3 },
  ];
  const pieces = segments(sentence, rules);
  assert.equal(pieces.map(({ text }) => text).join(""), sentence);
  assert.deepEqual(pieces[0], { text: "Six", roles: ["killed", "kind"] });
  assert.deepEqual(pieces.at(-1), { text: "Baghdad", roles: ["place"] });
  assert.equal(wordsOf(sentence, rules[2]), "Baghdad");
  assert.equal(wordsOf(sentence, rules[3]), "");
  assert.deepEqual(segments("", []), []);
});

test("cells that a spreadsheet would run are defused", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠x"])
    assert.equal(defuse(text), `'${text}`);
  for (const unseen of ["\u200b", "\ufeff", "\u200b \u2060", "\u00ad", "\u3164", "\u0000", "\u202e", "\u{e0020}", "\ufe0f"])
    for (const text of [`${unseen}=1+1`, `${unseen}@x`])
    assert.equal(defuse(text), `'${text}`);
  for (const text of ["", "plain", "a=b", "12", "1-2", "(=1)"]) assert.equal(defuse(text), text);
});

test("CSV is quoted where it must be", () => {
  const lines = toCsv(makeTable(), [0, 1, 2]).split("\r\n");
  assert.equal(lines[0], "\ufeffincident_id,kind,killed,sentence,rules,aggregate,lat,lon");
  assert.match(lines[2], /^r1-2,shooting,2,'=cmd\(\),/);
  assert.match(lines[3], /"Say ""no"", he did"/);
  assert.equal(lines.length, 5);
});

test("many incidents are handed on in pieces, with nothing lost between them", () => {
  const rows = Array.from({ length: 2500 }, (_, i) => i % 4);
  assert.equal([...geoJsonPieces(makeTable(), rows)].length, 7);
  assert.equal(JSON.parse(toGeoJson(makeTable(), rows)).features.length, 2500);
  assert.equal(toCsv(makeTable(), rows).trim().split("\r\n").length, 2501);
  assert.equal(JSON.parse(toGeoJson(makeTable(), [])).features.length, 0);
});

test("GeoJSON: longitude first, a null geometry where there is no point, nested values kept", () => {
  const { features, ...rest } = JSON.parse(toGeoJson(makeTable(), [0, 4]));
  assert.deepEqual(rest, { type: "FeatureCollection" });
  assert.deepEqual(features[0].geometry, { type: "Point", coordinates: [44.4, 33.34] });
  assert.equal(features[0].id, "r1-1");
  assert.deepEqual(features[0].properties.rules, [{ role: "kind", rule: "kind.x", start: 0, end: 3 }]);
  assert.equal(features[1].geometry, null);
  assert.equal(features[1].properties.killed, null);
});

test("file names are plain", () => {
  assert.equal(fileName("../../etc/passwd\u0000<x>", "csv"), "etc-passwd-x.csv");
  assert.equal(fileName("بغداد", "csv"), "incidents.csv");
  assert.equal(fileName("Été 2006", "png"), "ete-2006.png");
});

test("only addresses of the web are links", () => {
  for (const good of ["https://news.example/a", "http://x.example", " HTTPS://NEWS.example "])
    assert.ok(webAddress(good), good);
  for (const bad of [
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "//x",
    "x",
    "",
    null,
    " java\nscript:alert(1)",
    "blob:https://x/1",
  ]) {
    assert.equal(webAddress(bad), null, String(bad));
  }
});

test("searching knows no accents, case or vowel marks", () => {
  assert.equal(fold("Fallūja"), "falluja");
  assert.equal(fold("بَغْدَاد"), "بغداد");
});

test("words come from the codebook; unknown codes are shown as words", () => {
  const vocab = new Vocabulary(CODEBOOK);
  assert.deepEqual([...vocab.kindIds].sort(), CODEBOOK.kinds.map(({ id }) => id).sort());
  for (const { id, label, family } of CODEBOOK.kinds) {
    assert.equal(vocab.kind(id), label);
    assert.equal(vocab.families[vocab.familyOfKind[vocab.kindAt(id)]].id, family);
  }
  assert.equal(vocab.kind("new_kind"), "New kind");
  assert.equal(vocab.kind(null), "Kind not given");
  assert.equal(vocab.kindIds[vocab.kindAt("new_kind")], "other");
  assert.equal(vocab.group("civilian", 1), "civilian");
  assert.equal(vocab.group("toString"), "toString");
  assert.equal(vocab.kind("toString"), "ToString");
  assert.equal(vocab.doubt("new_doubt"), "New doubt");
  assert.equal(vocab.wherePrecision("constructor"), "Precision not given");
});

test("a family without kinds is not listed, a kind without a family goes to the last", () => {
  const kinds = [...CODEBOOK.kinds.filter(({ family }) => family !== "fire"), { id: "x", label: "X", family: "none" }];
  const vocab = new Vocabulary({ ...CODEBOOK, kinds });
  assert.deepEqual(
    vocab.families.map(({ id }) => id),
    ["bomb", "gun", "captive", "else"],
  );
  assert.equal(vocab.families[vocab.familyOfKind[vocab.kindAt("x")]].id, "else");
});

test("a family of no known shape or colour has a sign all the same", () => {
  globalThis.document = fakeDocument();
  const [form] = glyph({ id: "flood", shape: "star" }).children;
  assert.equal(form.tag, "circle");
  assert.equal(form.style.color, "var(--family-flood, var(--hollow))");
  assert.equal(glyph({ id: "gun", shape: "square" }).children[0].tag, "polygon");
  const drawn = [];
  trace({ beginPath: () => {}, arc: (...where) => drawn.push(where) }, "star", 1, 2, 3);
  assert.deepEqual(drawn, [[1, 2, 3, 0, 2 * Math.PI]]);
});
