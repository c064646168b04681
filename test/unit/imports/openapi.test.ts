import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type ApiDescription, basicCalculator, readApi, sentDocument } from "../../../src/imports/index.ts";
import { cpuTimeOf } from "../../support/cpu-time.ts";

interface Parts {
  readonly [name: string]: unknown;
}

function read(parts: Parts, source?: string) {
  const document = { openapi: "3.0.3", info: { title: "Orders", version: "1" }, paths: {}, ...parts };
  const found = readApi(JSON.stringify(document), source);
  assert.ok(found.kind === "api");
  return found;
}

function described(parts: Parts, source?: string): ApiDescription {
  const { description, problems } = read(parts, source);
  assert.ok(description, JSON.stringify(problems));
  return description;
}

const messages = (parts: Parts, severity: "error" | "note") =>
  read(parts)
    .problems.filter((one) => one.severity === severity)
    .map(({ message }) => message);

const get = (operation: object) => ({ get: { responses: {}, ...operation } });
const query = (name: string, more: object = {}) => ({
  name,
  in: "query",
  schema: { type: "string" },
  ...more,
});

suite("operations of an imported document", () => {
  const namesOf = (paths: object) => described({ paths }).operations.map(({ name }) => name);

  test("have the id as their name, in small letters with dashes", () => {
    assert.deepEqual(namesOf({ "/a": get({ operationId: "Orders_ListAll (v2)" }) }), ["orders-listall-v2"]);
  });

  test("without an id have method and path", () => {
    assert.deepEqual(namesOf({ "/foo": get({}), "/foo/{id}": get({}), "/": get({}) }), [
      "get-foo",
      "get-foo-id",
      "get",
    ]);
  });

  test("put required query parameters behind those that the path has already", () => {
    const paths = { "/a?beta=true": get({ parameters: [query("q", { required: true })] }) };
    assert.equal(described({ paths }).operations[0]?.urlTemplate, "/a?beta=true&q={q}");
  });

  test("get a number where the name is taken", () => {
    assert.deepEqual(
      namesOf({
        "/a": get({ operationId: "list" }),
        "/b": get({ operationId: "List" }),
        "/c": get({ operationId: "list!" }),
      }),
      ["list", "list-1", "list-2"],
    );
  });

  test("have at most 76 characters before the number", () => {
    const [first, second] = namesOf({
      "/a": get({ operationId: "x".repeat(90) }),
      "/b": get({ operationId: "x".repeat(90) }),
    });
    assert.deepEqual([first, second], ["x".repeat(76), `${"x".repeat(76)}-1`]);
  });

  test("of which the id has no letter that counts are named after method and path, and that is said", () => {
    const paths = { "/a": get({ operationId: "列表" }) };
    assert.deepEqual(namesOf(paths), ["get-a"]);
    assert.match(messages({ paths }, "note")[0] ?? "", /“列表” of GET \/a.*ASCII/);
  });

  test("have required query parameters in their template", () => {
    const paths = {
      "/add": get({
        operationId: "add",
        summary: "Add",
        parameters: [query("a", { required: true }), query("b", { required: true }), query("c")],
      }),
    };
    assert.deepEqual(described({ paths }).operations, [
      {
        name: "add",
        writtenName: "add",
        method: "GET",
        urlTemplate: "/add?a={a}&b={b}",
        displayName: "Add",
      },
    ]);
  });

  test("have the parameters of their path too, and those behind references", () => {
    const paths = {
      "/add": { parameters: [{ $ref: "#/components/parameters/a" }], ...get({ parameters: [query("b")] }) },
      "/sub": {
        parameters: [{ $ref: "#/components/parameters/a" }],
        ...get({ parameters: [query("a", { required: false })] }),
      },
    };
    const components = { parameters: { a: query("a", { required: true }) } };
    assert.deepEqual(
      described({ paths, components }).operations.map(({ urlTemplate }) => urlTemplate),
      ["/add?a={a}", "/sub"],
    );
  });

  test("are called by summary, id, or method and path", () => {
    const paths = {
      "/a": get({ summary: "All", operationId: "a" }),
      "/b": get({ operationId: "B" }),
      "/c": get({}),
    };
    assert.deepEqual(
      described({ paths }).operations.map(({ displayName }) => displayName),
      ["All", "B", "get /c"],
    );
  });

  test("of the sample are the four of a calculator", () => {
    const { description, problems } = readApi(basicCalculator, undefined) as ReturnType<typeof read>;
    assert.deepEqual(problems, []);
    assert.deepEqual(
      description?.operations.map(({ urlTemplate, displayName }) => `${urlTemplate} ${displayName}`),
      [
        "/add?a={a}&b={b} Add two integers",
        "/sub?a={a}&b={b} Subtract two integers",
        "/div?a={a}&b={b} Divide two integers",
        "/mul?a={a}&b={b} Multiply two integers",
      ],
    );
  });
});

suite("what keeps an OpenAPI document from being imported", () => {
  const cases: readonly (readonly [what: string, parts: Parts, says: RegExp])[] = [
    ["no info", { info: undefined }, /no info object/],
    ["info that is a text", { info: "Orders" }, /no info object/],
    ["no title", { info: { version: "1" } }, /info\.title is missing/],
    ["a blank title", { info: { title: "  " } }, /info\.title is missing or empty/],
    ["no paths", { paths: undefined }, /no paths/],
    ["paths that are a list", { paths: [] }, /paths is no object/],
    ["a version as a number", { openapi: 3 }, /openapi is 3, and must be a text/],
    ["a version of two parts", { openapi: "3.0" }, /openapi is "3\.0"/],
    ["a version to come", { openapi: "3.2.0" }, /3\.2\.0.*does not know/],
    ["another swagger", { openapi: undefined, swagger: "1.2" }, /only "2\.0" is known/],
    ["both versions", { swagger: "2.0" }, /both openapi and swagger/],
    ["a path without a slash", { paths: { orders: get({}) } }, /“orders” does not begin with a slash/],
    ["a path that is a text", { paths: { "/orders": "GET" } }, /under the path “\/orders” is no object/],
    ["a title that is a number", { info: { title: 2020 } }, /info\.title is 2020, which is no text.*"2020"/],
    ["a method with nothing", { paths: { "/a": { get: null } } }, /nothing under the method “get” of “\/a”/],
    [
      "methods beside a reference",
      {
        paths: { "/a": { $ref: "#/components/pathItems/A", post: {} } },
        components: { pathItems: { A: get({}) } },
      },
      /“\/a” has \$ref and, beside it, post/,
    ],
    [
      "a path in another file",
      { paths: { "/a": { $ref: "a.yaml" } } },
      /\$ref of the path “\/a” leads to no object/,
    ],
    [
      "a long operationId",
      { paths: { "/a": get({ operationId: "x".repeat(301) }) } },
      /operationId of GET \/a is longer/,
    ],
    [
      "more names alike than there are numbers",
      {
        paths: Object.fromEntries(
          Array.from({ length: 1003 }, (_, at) => [`/${at}`, get({ operationId: "a" })]),
        ),
      },
      /^More than a thousand operations have names alike; there is none for GET \/1000 and 2 more\. [^\n]*$/,
    ],
    ["a method in capitals", { paths: { "/orders": { GET: {} } } }, /“GET” of “\/orders”.*capitals/],
    [
      "a name in path and query",
      { paths: { "/{id}": get({ parameters: [query("id"), { name: "id", in: "path", required: true }] }) } },
      /GET \/\{id\} has the parameter “id” in its path and in its query/,
    ],
    [
      "a reference out of it",
      { paths: { "/a": get({ responses: { 200: { $ref: "common.yaml#/ok" } } }) } },
      /no references out.*common\.yaml#\/ok at \/paths\/~1a\/get\/responses\/200/,
    ],
    [
      "a reference to nothing",
      { paths: { "/a": get({ responses: { 200: { $ref: "#/components/responses/ok" } } }) } },
      /lead to nothing.*#\/components\/responses\/ok/,
    ],
    [
      "a long summary",
      { paths: { "/a": get({ summary: "x".repeat(301) }) } },
      /summary of GET \/a is longer than 300/,
    ],
    ["a long path", { paths: { [`/${"x".repeat(1001)}`]: get({}) } }, /longer than 1000/],
  ];
  for (const [what, parts, says] of cases) {
    test(what, () => assert.match(messages(parts, "error").join("\n"), says));
  }

  test("more than 4 MB as the service takes it", () => {
    const large = described({ "x-large": "é".repeat(2.2 * 1024 * 1024) });
    const sent = sentDocument(large, undefined);
    assert.ok("problem" in sent);
    assert.match(sent.problem.message, /4\.4 MB.*4 MB is the most/);
    assert.ok("value" in sentDocument(described({ "x-large": "e".repeat(3.9 * 1024 * 1024) }), undefined));
  });
});

suite("what is said of an OpenAPI document that can be imported", () => {
  const cases: readonly (readonly [what: string, parts: Parts, says: RegExp])[] = [
    ["3.1", { openapi: "3.1.0" }, /3\.1 as if it were 3\.0/],
    ["a newer 3.0", { openapi: "3.0.4" }, /3\.0\.3/],
    ["no operations", {}, /no operations/],
    ["security", { security: [{ auth0: [] }] }, /security schemes are not taken over/],
    ["security schemes", { components: { securitySchemes: { auth0: {} } } }, /security schemes/],
    [
      "a method of another version",
      { paths: { "/a": { search: { responses: {} } } } },
      /“search” of “\/a” is no method/,
    ],
    [
      "servers of a path elsewhere in it",
      { paths: { "/a": { $ref: "#/x-a" } }, "x-a": { servers: [], ...get({}) } },
      /Servers of single paths/,
    ],
    ["a cookie", { paths: { "/a": get({ parameters: [{ name: "sid", in: "cookie" }] }) } }, /cookies.*sid/],
    ["servers of an operation", { paths: { "/a": get({ servers: [] }) } }, /Servers of single paths/],
    ["callbacks", { paths: { "/a": get({ callbacks: {} }) } }, /callbacks/],
    ["webhooks", { webhooks: {} }, /Webhooks/],
    [
      "a schema in itself",
      {
        components: {
          schemas: { Tree: { properties: { children: { items: { $ref: "#/components/schemas/Tree" } } } } },
        },
      },
      /contain themselves: Tree/,
    ],
    [
      "a circle of two",
      {
        components: {
          schemas: {
            A: { $ref: "#/components/schemas/B" },
            B: { properties: { a: { $ref: "#/components/schemas/A" } } },
          },
        },
      },
      /contain themselves: A, B/,
    ],
    [
      "two paths alike",
      { paths: { "/a/{id}": get({}), "/a/{name}": get({}) } },
      /GET \/a\/\{name\} and GET \/a\/\{id\} differ/,
    ],
  ];
  for (const [what, parts, says] of cases) {
    test(what, () => {
      assert.deepEqual(messages(parts, "error"), []);
      assert.match(messages(parts, "note").join("\n"), says);
    });
  }

  test("nothing of one that has none of it", () => {
    const none = { security: [], components: { securitySchemes: {} } };
    assert.deepEqual(messages({ ...none, paths: { "/a": get({ security: [] }) } }, "note"), []);
    assert.deepEqual(read({ paths: { "/a": get({ operationId: "a" }) } }).problems, []);
  });

  test("no circle of a schema that is named by a part of another only", () => {
    const id = { properties: { Pet: { type: "string" } } };
    const schemas = {
      Pet: { properties: { id: { $ref: "#/components/schemas/Id/properties/Pet" } } },
      Id: id,
    };
    assert.deepEqual(messages({ paths: { "/a": get({}) }, components: { schemas } }, "note"), []);
  });

  test("no circle of what only leads into one", () => {
    const to = (name: string) => ({ items: { $ref: `#/components/schemas/${name}` } });
    const schemas = {
      In: to("A"),
      A: to("B"),
      B: { allOf: [to("A"), to("Out")] },
      Out: { allOf: [to("Own"), {}] },
      Own: to("Own"),
    };
    assert.match(messages({ components: { schemas } }, "note").join(), /contain themselves: A, B, Own\. /);
  });

  test("examples of tools in other files are no references", () => {
    const operation = get({ "x-ms-examples": { one: { $ref: "./examples/one.json" } } });
    assert.deepEqual(messages({ paths: { "/a": operation } }, "error"), []);
  });

  test("a response by default has references as any other", () => {
    const operation = get({ responses: { default: { $ref: "./error.yaml" } } });
    assert.match(
      messages({ paths: { "/a": operation } }, "error").join(),
      /error\.yaml at .*responses\/default/,
    );
  });

  test("thousands of schemas that lead to one another are read in a moment", () => {
    const names = Array.from({ length: 5000 }, (_, index) => `S${index}`);
    const refs = (index: number) =>
      Object.fromEntries(
        [1, 7, 31, 101, 997].map((step) => [
          `p${step}`,
          { $ref: `#/components/schemas/S${(index + step) % 5000}` },
        ]),
      );
    const schemas = Object.fromEntries(names.map((name, index) => [name, { properties: refs(index) }]));
    const took = cpuTimeOf(() => {
      assert.match(messages({ components: { schemas } }, "note").join(), /S0, S1, S2 and 4997 more/);
    });
    assert.ok(took < 5000, `${took} ms`);
  });

  test("an example that looks like a reference is none", () => {
    const responses = {
      200: { description: "", content: { "application/json": { example: { $ref: "other.json" } } } },
    };
    assert.deepEqual(read({ paths: { "/a": get({ responses }) } }).problems, []);
  });
});
