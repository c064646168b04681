import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { readApi } from "../../../src/imports/index.ts";
import { readWsdl } from "../../../src/imports/wsdl/read-wsdl.ts";
import { requireSound } from "../../../src/workflows/import-api/plan-import.ts";

const yaml = [
  "openapi: 3.0.3",
  "info:",
  "  title: Orders",
  "  version: '1'",
  "paths:",
  "  /orders:",
  "    get:",
  "      responses: {}",
  "      parameters:",
  "        - $ref: '#/components/parameters/Limit'",
  "components:",
  "  parameters:",
  "    Limit: { name: limit, in: query, schema: { type: integer } }",
].join("\n");

/** Where the first mistake of a text is said to be. */
function placeIn(text: string) {
  const read = readApi(text, undefined);
  assert.equal(read.kind, "api");
  return read.kind === "api" ? read.problems.find(({ severity }) => severity === "error")?.place : undefined;
}

suite("the place of what is wrong with a document", () => {
  const cases: readonly (readonly [what: string, text: string, line: number, column: number])[] = [
    ["a bracket that is missing", yaml.replace("responses: {}", "responses: {"), 9, 7],
    ["a key twice", `${yaml}\npaths: {}`, 14, 1],
    ["a path without a slash", yaml.replace("/orders:", "orders:"), 6, 3],
    ["a method with capitals", yaml.replace("get:", "GET:"), 7, 5],
    ["a method with nothing in it", yaml.replace(/get:[\s\S]*components:/, "get:\ncomponents:"), 7, 5],
    ["a title that is missing: the object that has to have it", yaml.replace("  title: Orders\n", ""), 2, 1],
    ["a title that is a number", yaml.replace("Orders", "1"), 3, 3],
    ["a version that is a number", yaml.replace("3.0.3", "3.0"), 1, 1],
    ["a reference that leads to nothing", yaml.replace("parameters/Limit", "parameters/Most"), 10, 11],
    ["a reference out of the document", yaml.replace("#/components", "other.yaml#/components"), 10, 11],
    [
      "a summary that is too long",
      yaml.replace("      responses", `      summary: ${"a".repeat(301)}\n      responses`),
      8,
      7,
    ],
    ["JSON too", '{ "openapi": "3.0.3",\n  "info": { "title": "A", "version": "1" },\n  "paths": [] }', 3, 3],
  ];
  for (const [what, text, line, column] of cases) {
    test(what, () => {
      assert.deepEqual(placeIn(text), { line, column });
      const read = readApi(text, undefined);
      assert.equal(read.kind, "api");
      if (read.kind !== "api") return;
      assert.throws(() => requireSound(read.problems, "orders.yaml"), {
        place: { line, column },
        message: new RegExp(`line ${line}\\b`),
      });
    });
  }

  test("XML that is none", () => {
    const [problem] = readWsdl("<definitions>\n  <types>\n</definitions>").problems;
    assert.equal(problem?.place?.line, 3);
  });

  test("nothing is said of the place of what is about the whole text", () => {
    assert.equal(placeIn("orders"), undefined);
  });
});
