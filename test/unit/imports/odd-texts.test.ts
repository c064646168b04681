import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { basicCalculator, readApi } from "../../../src/imports/index.ts";
import { cpuTimeOf } from "../../support/cpu-time.ts";

const head = "openapi: 3.0.3\ninfo: { title: Orders, version: '1' }\n";

/** What a person is told of a text that cannot be imported. */
function errorsOf(text: string, source?: string): readonly string[] {
  const read = readApi(text, source);
  assert.equal(read.kind, "api", text);
  return read.kind === "api"
    ? read.problems.filter(({ severity }) => severity === "error").map(({ message }) => message)
    : [];
}

suite("texts that are no description of an API", () => {
  const cases: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ["nothing", "", /is empty/],
    ["blanks", " \n\t\n", /is empty/],
    ["a byte order mark alone", "\uFEFF", /is empty/],
    ["UTF-16", "o\0p\0e\0n\0", /UTF-8/],
    ["a web page", "<!DOCTYPE html><html><body>Sign in</body></html>", /web page.*sign-in/],
    ["a web page without a doctype", "\n<html lang='en'>", /web page/],
    ["RAML", "#%RAML 1.0\ntitle: Orders", /RAML/],
    ["API Blueprint", "FORMAT: 1A\n# Orders", /API Blueprint/],
    ["protocol buffers", '// gRPC\nsyntax = "proto3";', /protocol buffer/],
    ["a GraphQL schema", "type Query { orders: [Order] }", /GraphQL/],
    ["a GraphQL schema with a comment", "# Orders\nschema { query: Query }", /GraphQL/],
    ["a GraphQL introspection", '{"data":{"__schema":{}}}', /introspection/],
    [
      "a Postman collection",
      '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/"}}',
      /Postman/,
    ],
    ["AsyncAPI", "asyncapi: 3.0.0", /AsyncAPI/],
    ["Arazzo", "arazzo: 1.0.0", /Arazzo/],
    ["Swagger 1", '{"swaggerVersion":"1.2"}', /Swagger 1\.2/],
    ["a recording", '{"log":{"entries":[]}}', /HAR/],
    ["an address", "https://orders.example/openapi.json", /address, not a document/],
    ["a word", "orders", /no description of an API/],
    ["a number", "12", /no description of an API/],
    ["null", "null", /no description of an API/],
    ["a list", "[{}]", /list.*object/],
    ["another object", '{"name":"orders"}', /neither openapi nor swagger/],
    ["broken JSON", '{\n  "openapi": "3.0.3",\n  "info": {,}\n}', /no JSON.*line 3/],
    ["JSON that ends early", '{"openapi": "3.0.3", "info": {', /no JSON.*line 1/],
    ["broken YAML", "openapi: 3.0.3\ninfo: [", /no YAML.*line/],
    ["YAML with tabs", "openapi: 3.0.3\ninfo:\n\ttitle: Orders", /tab.*line 3/],
    ["a key twice", "openapi: 3.0.3\ninfo: {title: A}\ninfo: {title: B}", /twice.*line 3/],
    [
      "a path twice in JSON",
      '{"openapi":"3.0.3",\n"paths":{"/a":{"get":{}},\n "\\u002fa" :{"post":{}}}}',
      /“\/a” stands twice.*line 3, column 2/,
    ],
    [
      "an answer twice, as a number and as text",
      `${head}paths: { /a: { get: { responses: { 200: {}, '200': {} } } } }`,
      /“200” stands twice.*line 3/,
    ],
    [
      "JSON that is nested without end",
      `{"openapi":"3.0.3","x":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      /too deep/,
    ],
    [
      "YAML that is nested without end",
      `openapi: 3.0.3\nx: ${"[".repeat(50_000)}${"]".repeat(50_000)}`,
      /too deep/,
    ],
    ["two documents", `${head}paths: {}\n---\n${head}paths: {}`, /several YAML documents/],
    ["an unknown anchor", "openapi: *nothing", /cannot be read/],
    [
      "a part that contains itself",
      `${head}paths: {}\nx-circle: &circle\n  again: *circle\n`,
      /references in circles/,
    ],
    [
      "aliases without end",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
        .split("")
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`)}]`)
        .join("\n")}\nopenapi: 3.0.3`,
      /too deep, or names the same part too often/,
    ],
  ];
  for (const [what, text, says] of cases) {
    test(`${what} has a message of its own`, () => {
      const [first, ...more] = errorsOf(text);
      assert.match(first ?? "", says);
      assert.deepEqual(more, []);
    });
  }

  test("what is nested without end is told, and does not run out of stack", () => {
    assert.match(errorsOf(`openapi: ${"[".repeat(3_000)}`)[0] ?? "", /cannot be read|too deep/);
  });

  test("more than 32 MB are not read", () => {
    assert.match(errorsOf(" ".repeat(33 * 1024 * 1024))[0] ?? "", /32 MB/);
  });

  test("every message says what to do", () => {
    for (const [, text] of cases) {
      const [message = ""] = errorsOf(text);
      assert.match(
        message,
        /Choose|Use|use|Convert|Export|Import|import|Save|Mend|Take|Indent|Write|does not import it/,
        message,
      );
    }
  });
});

suite("texts that are read all the same", () => {
  const same = (text: string) => {
    const read = readApi(text, undefined);
    return read.kind === "api" ? read.description?.operations.map(({ name }) => name) : [];
  };
  const yaml = `${head}paths:\n  /orders:\n    get: { operationId: list, responses: {} }\n`;

  for (const [what, text] of [
    ["YAML", yaml],
    ["YAML with a byte order mark", `\uFEFF${yaml}`],
    ["YAML with CRLF", yaml.replaceAll("\n", "\r\n")],
    ["YAML with a directive", `%YAML 1.2\n---\n${yaml}`],
    ["JSON", '{"openapi":"3.0.3","info":{"title":"O"},"paths":{"/orders":{"get":{"operationId":"list"}}}}'],
    [
      "JSON with trailing commas",
      '{"openapi":"3.0.3","info":{"title":"O"},"paths":{"/orders":{"get":{"operationId":"list",},},},}',
    ],
    [
      "JSON with one name in several objects, and texts that look like keys",
      '{"openapi":"3.0.3","info":{"title":"\\"a\\":","a":[{"a":1},{"a":1}]},"paths":{"/a":{"get":{"operationId":"list"}}}}',
    ],
    [
      "YAML with two merge keys",
      `x-a: &a { operationId: list }\nx-b: &b { tags: [a] }\n${head}paths:\n  /orders:\n    get:\n      <<: *a\n      <<: *b\n`,
    ],
    [
      "YAML with a merge key",
      `x-all: &all { operationId: list }\n${head}paths:\n  /orders:\n    get: { <<: *all, responses: {} }\n`,
    ],
  ] as const) {
    test(what, () => assert.deepEqual(same(text), ["list"]));
  }

  test("XML goes to the reader of WSDL", () => {
    assert.deepEqual(readApi("\n<definitions/>", undefined), { kind: "wsdl", text: "\n<definitions/>" });
  });

  test("an operation with tens of thousands of parameters is read in a moment", () => {
    const parameters = Array.from({ length: 40_000 }, (_, at) => ({
      name: `p${at}`,
      in: at % 2 ? "query" : "path",
    }));
    const document = {
      openapi: "3.0.3",
      info: { title: "Orders" },
      paths: { "/a": { get: { parameters } } },
    };
    const took = cpuTimeOf(() => {
      assert.deepEqual(errorsOf(JSON.stringify(document)), []);
    });
    assert.ok(took < 1000, `${took} ms`);
  });

  test("a mapping of thousands of paths is read in a moment", () => {
    const paths = Array.from({ length: 20_000 }, (_, at) => `  /p${at}: {}\n`).join("");
    const took = cpuTimeOf(() => {
      assert.deepEqual(errorsOf(`${head}paths:\n${paths}`), []);
    });
    assert.ok(took < 5000, `${took} ms`);
  });

  test("tens of thousands of slashes and of references are read in a moment", () => {
    const slashes = `/${"/".repeat(100_000)}x`;
    const leaves = Array.from({ length: 10_000 }, (_, at) => [`S${at}`, { type: "string" }]);
    const items = Array.from({ length: 10_000 }, (_, at) => ({ $ref: `#/components/schemas/S${at}` }));
    const schemas = { ...Object.fromEntries(leaves), All: { oneOf: items } };
    const document = {
      openapi: "3.0.3",
      info: { title: "Orders" },
      servers: [{ url: `https://orders.example${slashes}` }],
      paths: { [slashes]: { get: {} } },
      components: { schemas },
    };
    const took = cpuTimeOf(() => {
      assert.match(errorsOf(JSON.stringify(document)).join(), /longer than 1000 characters/);
    });
    assert.ok(took < 5000, `${took} ms`);
  });

  test("whatever is cut off or overwritten is read or told, and never thrown", () => {
    const texts = fc.oneof(
      fc
        .tuple(fc.nat(basicCalculator.length), fc.string())
        .map(([at, text]) => basicCalculator.slice(0, at) + text),
      fc
        .tuple(fc.nat(yaml.length), fc.string({ maxLength: 5 }))
        .map(([at, text]) => yaml.slice(0, at) + text + yaml.slice(at + 3)),
      fc.json().map((json) => `{"openapi":"3.0.3","info":{"title":"x"},"paths":${json}}`),
      fc
        .json()
        .map(
          (json) =>
            `{"openapi":"3.0.3","info":{"title":"x"},"paths":{"/x":{"get":${json},"parameters":${json}}}}`,
        ),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = readApi(text, undefined);
        if (read.kind === "api" && !read.description)
          assert.ok(read.problems.some(({ severity }) => severity === "error"));
      }),
      { numRuns: 500 },
    );
  });
});
