// The rooms of the page: what each may know, and how long files and functions may be.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { FILTERS } from "../../conflictmap/web/filter/registry.mjs";

const WEB = fileURLToPath(new URL("../../conflictmap/web", import.meta.url));
const ROOMS = ["data", "parts", "time", "filter", "map", "corrections", "panel", "sheet", "page", "desk"]; // each knows those before it
const MOST_LINES = 300;
const MOST_OF_A_FUNCTION = 80;
const NO_FILTERS = ["chips", "form", "reading", "registry", "sieve"];

const files = readdirSync(WEB, { recursive: true })
  .filter((name) => /\.(mjs|css)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(WEB, name), "utf8") }));
const modules = files.filter(({ name }) => name.endsWith(".mjs"));

const indent = (line) => line.length - line.trimStart().length;
const OPENS = /=>|\bfunction\b|^\s*(?:static |async |get |set |\*)?#?\w+\(.*\) \{$/;
const NO_FUNCTION = /^\s*(?:if|for|while|switch|catch)\b/;

/**
 * Functions by their lines, in code as the formatter leaves it: all that is indented deeper than the first line, and the
 * line that closes it. [number of the first line, how many].
 */
function functionsOf(text) {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    if (!OPENS.test(line) || NO_FUNCTION.test(line) || /^\s*(?:\/\/|\*|\/\*)/.test(line)) return [];
    let end = i + 1;
    while (end < lines.length && (!lines[end].trim() || indent(lines[end]) > indent(line))) end += 1;
    return [[i + 1, end - i + (/^\s*[)}\]]/.test(lines[end] ?? "") ? 1 : 0)]];
  });
}

test("functions are measured as they are written", () => {
  const body = "  x();\n".repeat(90);
  const long = (text) => functionsOf(text).filter(([, lines]) => lines > MOST_OF_A_FUNCTION).length;
  for (const text of [
    `function f() {\n${body}}\n`,
    `const f = () => {\n${body}};\n`,
    `const f = () =>\n${body}`,
    `class A {\n  f() {\n${body.replaceAll("  x", "    x")}  }\n}\n`,
    `class A {\n  #f(a) {\n${body.replaceAll("  x", "    x")}  }\n}\n`,
  ])
    assert.equal(long(text), 1, text.slice(0, 20));
  assert.equal(long(`const table = {\n${body}};\n`), 0);
});

for (const { name, text } of files) {
  test(`${name} keeps to its length`, () => {
    assert.ok(text.split("\n").length - 1 <= MOST_LINES, `more than ${MOST_LINES} lines`);
    if (!name.endsWith(".mjs")) return;
    const long = functionsOf(text).filter(([, lines]) => lines > MOST_OF_A_FUNCTION);
    assert.deepEqual(long, [], `functions of more than ${MOST_OF_A_FUNCTION} lines: [line, how many]`);
  });
}

for (const { name, text } of modules) {
  test(`${name} imports from its own room and those below`, () => {
    const own = dirname(name);
    const below = own === "." ? ROOMS : ROOMS.slice(0, ROOMS.indexOf(own) + 1);
    assert.ok(own === "." || ROOMS.includes(own), `no such room: ${own}`);
    for (const [, path] of text.matchAll(/^(?:import|export)\b[^;]*? from "([^"]+)";$/gm)) {
      const room = dirname(relative(WEB, join(WEB, own, path)));
      assert.ok(below.includes(room), `${path} lies above`);
    }
  });
}

test("a filter has a file of its own, and each file is in the registry", () => {
  const found = modules.filter(({ name }) => dirname(name) === "filter").map(({ name }) => name.slice(7, -4));
  assert.deepEqual(found.filter((name) => !NO_FILTERS.includes(name)).sort(), FILTERS.map(({ id }) => id).sort());
  for (const filter of FILTERS) {
    for (const part of ["id", "empty", "test", "toHash", "fromHash", "chip", "control"])
      assert.ok(Object.hasOwn(filter, part), `${filter.id} has no ${part}`);
  }
});
