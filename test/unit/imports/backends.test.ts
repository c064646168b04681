import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { readApi, sentDocument } from "../../../src/imports/index.ts";

interface Parts {
  readonly [name: string]: unknown;
}

function described(parts: Parts, source?: string) {
  const document = { openapi: "3.0.3", info: { title: "Orders", version: "1" }, paths: {}, ...parts };
  const found = readApi(JSON.stringify(document), source);
  assert.ok(found.kind === "api" && found.description, JSON.stringify(found));
  return found.description;
}

suite("the backend of an imported document", () => {
  const swagger = { openapi: undefined, swagger: "2.0" };
  const cases: readonly (readonly [
    what: string,
    parts: Parts,
    source: string | undefined,
    expected: readonly string[],
  ])[] = [
    ["no servers", {}, undefined, []],
    [
      "the one over https first",
      { servers: [{ url: "http://a.example" }, { url: "https://a.example/" }] },
      undefined,
      ["https://a.example", "http://a.example"],
    ],
    [
      "variables by their defaults",
      {
        servers: [
          { url: "https://{host}/v{n}", variables: { host: { default: "a.example" }, n: { default: 2 } } },
        ],
      },
      undefined,
      ["https://a.example/v2"],
    ],
    ["a variable without a default is no address", { servers: [{ url: "https://{host}/" }] }, undefined, []],
    ["relative, from nowhere", { servers: [{ url: "/v1" }] }, undefined, []],
    [
      "relative to its address",
      { servers: [{ url: "/v1" }] },
      "https://a.example/docs/openapi.json",
      ["https://a.example/v1"],
    ],
    [
      "servers that are none",
      { servers: [null, "x", { url: 3 }, { url: "mailto:a@b.example" }] },
      undefined,
      [],
    ],
    [
      "host, schemes and basePath",
      { ...swagger, host: "a.example", schemes: ["http", "https"], basePath: "/v1" },
      undefined,
      ["https://a.example/v1", "http://a.example/v1"],
    ],
    [
      "an address in place of the host",
      { ...swagger, host: "http://a.example/", basePath: "v1" },
      undefined,
      ["http://a.example/v1"],
    ],
    [
      "an address in place of the path",
      { ...swagger, host: "a.example", basePath: "https://a.example/v1" },
      undefined,
      [],
    ],
    ["no host", { ...swagger, basePath: "/v1" }, undefined, []],
    [
      "no host, from its address",
      { ...swagger, basePath: "/v1" },
      "https://a.example/swagger.json",
      ["https://a.example/v1"],
    ],
    ["no scheme", { ...swagger, host: "a.example" }, undefined, ["https://a.example"]],
  ];
  for (const [what, parts, source, expected] of cases) {
    test(what, () => assert.deepEqual(described(parts, source).backends, expected));
  }

  const sent = (parts: Parts, backend: string | undefined) => {
    const document = sentDocument(described(parts), backend);
    assert.ok("value" in document);
    return [document.format, JSON.parse(document.value)] as const;
  };

  test("that the person chose is the only one that is sent", () => {
    const [format, document] = sent({ servers: [{ url: "https://a.example" }] }, "https://b.example/v1");
    assert.deepEqual([format, document.servers], ["openapi+json", [{ url: "https://b.example/v1" }]]);
  });

  test("that was left empty is not taken from the document", () => {
    assert.equal("servers" in sent({ servers: [{ url: "https://a.example" }] }, undefined)[1], false);
  });

  test("of Swagger 2 is sent in its three parts, and as JSON whatever the document was", () => {
    const [format, document] = sent({ ...swagger, host: "a.example" }, "http://b.example/v1");
    assert.equal(format, "swagger-json");
    assert.deepEqual([document.host, document.basePath, document.schemes], ["b.example", "/v1", ["http"]]);
    const [, without] = sent({ ...swagger, host: "a.example" }, undefined);
    assert.deepEqual([without.host, without.basePath, without.schemes], [undefined, undefined, undefined]);
  });

  test("a swagger version that is a number is sent as the text that the service wants", () => {
    assert.equal(sent({ openapi: undefined, swagger: 2 }, undefined)[1].swagger, "2.0");
  });
});
