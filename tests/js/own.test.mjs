// A stranger's GeoJSON, and the line of HTML that embeds the map.

import assert from "node:assert/strict";
import { test } from "node:test";
import { mercatorX, mercatorY } from "../../conflictmap/web/data/geo.mjs";
import { MOST_BYTES, ownAt, OwnFault, readOwn } from "../../conflictmap/web/map/own.mjs";
import { embedCode, sharedAddress } from "../../conflictmap/web/page/embed.mjs";

const feature = (geometry, properties = {}) => ({ type: "Feature", properties, geometry });
const collection = (...features) => JSON.stringify({ type: "FeatureCollection", features });
const square = (west, south, side) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

test("every kind of geometry is taken", () => {
  const point = { type: "Point", coordinates: [44, 33] };
  const own = readOwn(
    collection(
      feature(point, { name: "Camp" }),
      feature({
        type: "MultiPoint",
        coordinates: [
          [44, 34],
          [45, 34, 120],
        ],
      }),
      feature({
        type: "LineString",
        coordinates: [
          [44, 33],
          [45, 33],
        ],
      }),
      feature({
        type: "MultiLineString",
        coordinates: [
          [
            [44, 33],
            [45, 33],
          ],
          [
            [46, 33],
            [47, 33],
          ],
        ],
      }),
      feature({ type: "Polygon", coordinates: [square(44, 33, 1)] }),
      feature({ type: "MultiPolygon", coordinates: [[square(44, 33, 1)], [square(46, 33, 1)]] }),
      feature({
        type: "GeometryCollection",
        geometries: [point, { type: "Polygon", coordinates: [square(40, 33, 1)] }],
      }),
    ),
    "mine.geojson",
  );
  assert.deepEqual([own.count, own.skipped], [7, 0]);
  assert.deepEqual([own.points.length, own.lines.length, own.areas.length], [4, 2, 4]);
  assert.deepEqual(own.points[0], { name: "Camp", x: mercatorX(44), y: mercatorY(33) });
});

test("a feature or a geometry by itself is a layer too", () => {
  assert.equal(readOwn(JSON.stringify(feature({ type: "Point", coordinates: [1, 2] })), "a").count, 1);
  assert.equal(readOwn('\ufeff{"type":"Point","coordinates":[1,2]}', "a").count, 1);
});

const FAULTS = [
  ["{", /no JSON/],
  ["null", /no GeoJSON/],
  ["[]", /no GeoJSON/],
  ['{"type":"Topology","objects":{}}', /no GeoJSON/],
  ['{"type":"FeatureCollection","features":{}}', /no GeoJSON/],
  ['{"type":"FeatureCollection","features":[]}', /nothing in it can be drawn/],
  [collection(feature({ type: "Point", coordinates: [441234, 3700000] })), /degrees/],
  [collection(feature({ type: "Point", coordinates: ["44", "33"] })), /degrees/],
  [collection(feature({ type: "Polygon", coordinates: "x" }), null, 7, "x"), /nothing/],
  [collection(feature({ type: "Polygon", coordinates: [[null, null, null, null]] })), /nothing/],
];

for (const [text, words] of FAULTS)
  test(`what is no layer is told: ${text.slice(0, 50)}`, () => {
    assert.throws(
      () => readOwn(text, "x"),
      (error) => error instanceof OwnFault && words.test(error.message),
    );
  });

test("it is bounded: bytes, points, depth, names", () => {
  assert.throws(() => readOwn(" ".repeat(MOST_BYTES + 1), "x"), /larger than 10 MB/);
  const line = Array.from({ length: 100_001 }, () => [1, 2]);
  const four = collection(...Array.from({ length: 4 }, () => feature({ type: "LineString", coordinates: line })));
  assert.throws(() => readOwn(four, "x"), /more than 400,000 points/);
  let deep = { type: "Point", coordinates: [1, 2] };
  for (let i = 0; i < 500; i++) deep = { type: "GeometryCollection", geometries: [deep] };
  assert.throws(() => readOwn(JSON.stringify(feature(deep)), "x"), OwnFault);
  const own = readOwn(
    collection(feature({ type: "Point", coordinates: [1, 2] }, { name: "n".repeat(5000) })),
    "f".repeat(999),
  );
  assert.deepEqual([own.name.length, own.points[0].name.length], [80, 80]);
});

test("names are texts of the file's own, whatever they are called", () => {
  const name = (properties) =>
    readOwn(collection(feature({ type: "Point", coordinates: [1, 2] }, properties)), "x").points[0].name;
  assert.equal(name(JSON.parse('{"__proto__":{"name":"x"}}')), "");
  assert.equal(name({ name: { toString: "x" }, title: "<b>T</b>" }), "<b>T</b>");
  assert.equal(name({ id: 7 }), "7");
  assert.equal(name(null), "");
  assert.equal({}.name, undefined);
});

test("one bad feature is passed over and told, the others are drawn", () => {
  const own = readOwn(
    collection(feature({ type: "Point", coordinates: [999, 2] }), feature({ type: "Point", coordinates: [1, 2] })),
    "x",
  );
  assert.deepEqual([own.count, own.skipped], [1, 1]);
});

test("under the pointer: a point before the areas, the smaller area before the larger", () => {
  const own = readOwn(
    collection(
      feature({ type: "Polygon", coordinates: [square(40, 30, 10)] }, { name: "large" }),
      feature({ type: "Polygon", coordinates: [square(44, 33, 1)] }, { name: "small" }),
      feature({ type: "Point", coordinates: [44.5, 33.5] }, { name: "camp" }),
    ),
    "x",
  );
  const at = (lon, lat) => ownAt(own, mercatorX(lon), mercatorY(lat), 1e-5);
  assert.deepEqual([at(44.5, 33.5), at(44.6, 33.6), at(41, 31), at(10, 10)], ["camp", "small", "large", ""]);
});

test("no title or address leaves its attribute", () => {
  const code = embedCode({
    src: 'https://x.example/m.html#q="><script>',
    title: '"><img src=x> & co',
    width: "100%",
    height: "640",
  });
  assert.equal(
    code,
    '<iframe src="https://x.example/m.html#q=&quot;&gt;&lt;script&gt;" title="&quot;&gt;&lt;img src=x&gt; &amp; co" width="100%" height="640" style="border:0" loading="lazy"></iframe>',
  );
});

test("a page on a disk goes by the name of its file, one of the web by its address", () => {
  const disk = {
    protocol: "file:",
    href: "file:///home/a/secret/map.html#p=Diyala",
    pathname: "/home/a/secret/map.html",
    hash: "#p=Diyala",
  };
  assert.equal(sharedAddress(disk), "map.html#p=Diyala");
  assert.equal(
    sharedAddress({ ...disk, protocol: "https:", href: "https://x.example/map.html#p=Diyala" }),
    "https://x.example/map.html#p=Diyala",
  );
});
