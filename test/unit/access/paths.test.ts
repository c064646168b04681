import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf } from "../../../src/access/index.ts";
import { answer, choose, entryOf, instanceOf, jwt, reportOf } from "./instance.ts";

const header = (name: string) => `@(context.Request.Headers.ContainsKey("${name}"))`;

suite("who gets in: what is told of each way", () => {
  test("conditions as they are written, checks with their places, the weakest way first", () => {
    const { paths } = entryOf({ api: `\n<base/>\n${choose({ [header("A")]: "" }, `\n${jwt()}`)}` });
    assert.deepEqual(
      paths.map(({ when, checks }) => [when, checks.map(({ from }) => from)]),
      [
        [[header("A")], []],
        [[`not: ${header("A")}`], [{ scope: "api", file: "api.xml", line: 5 }]],
      ],
    );
  });

  test("a key is the first check, from the file that asks for it", () => {
    const scenario = { key: true, product: `<base/>${jwt()}` };
    const key = (product: string | null) => entryOf(scenario, product).paths[0]?.checks[0];
    assert.deepEqual(key(null), {
      kind: "key",
      rejects: true,
      from: { scope: "api", file: "api.json", line: 3 },
    });
    assert.deepEqual(key("starter"), {
      kind: "key",
      rejects: true,
      from: { scope: "product", file: "product.json", line: 4 },
    });
  });

  test("what a token must be", () => {
    const claims =
      '<required-claims><claim name="scope" match="any" separator=" "><value>read</value><value>{{more}}</value></claim><claim name="org"/></required-claims>';
    const api = jwt()
      .replace("</validate-jwt>", `${claims}</validate-jwt>`)
      .replace("<audience>", "<audience>{{secret}}</audience><audience>");
    const [check] = entryOf({ api, values: { more: "write", secret: null } }).paths[0]?.checks ?? [];
    assert.deepEqual(check, {
      kind: "jwt",
      issuers: ["https://acme.eu.auth0.com/"],
      discovery: ["https://acme.eu.auth0.com/.well-known/openid-configuration"],
      audiences: ["?", "https://api.example/"],
      claims: [
        { name: "scope", values: ["read", "write"], match: "any" },
        { name: "org", values: [], match: "all" },
      ],
      rejects: true,
      from: { scope: "api", file: "api.xml", line: 2 },
    });
  });

  test("an issuer that only the discovery document names: Auth0's is its host's, another is not known", () => {
    const issuers = (url: string) =>
      entryOf({ api: `<validate-jwt header-name="A"><openid-config url="${url}"/></validate-jwt>` }).paths[0]
        ?.checks[0]?.issuers;
    assert.deepEqual(issuers("https://acme.eu.auth0.com/.well-known/openid-configuration"), [
      "https://acme.eu.auth0.com/",
    ]);
    for (const url of [
      "https://login.example/.well-known/openid-configuration",
      "{{url}}",
      "@(context.Api.Path)",
      "*** REDACTED ***",
    ])
      assert.deepEqual(issuers(url), ["?"], url);
  });

  test("ways that differ in nothing that matters are one, without a condition", () => {
    const api = choose(
      { [header("A")]: '<set-backend-service base-url="a"/>' },
      '<set-backend-service base-url="b"/>',
    );
    assert.deepEqual(entryOf({ api }).paths, [{ when: [], checks: [] }]);
  });

  test("a condition that an earlier one has decided is told, once", () => {
    const asked = choose({ [header("A")]: "" });
    const { paths } = entryOf({ api: asked + choose({ [header("A")]: choose({ [header("A")]: jwt() }) }) });
    assert.deepEqual(
      paths.map(({ when, checks }) => [when, checks.length]),
      [
        [[`not: ${header("A")}`], 0],
        [[header("A")], 1],
      ],
    );
  });

  test("a certificate that is verified, or told by its thumbprint, needs no word of warning", () => {
    for (const proof of [
      "!context.Request.Certificate.Verify()",
      'context.Request.Certificate.Thumbprint != "A1"',
    ]) {
      const refused = `@(${proof} || context.Request.Certificate.Subject != "CN=x")`;
      const { entries, notes } = reportOf({ api: choose({ [refused]: answer(403) }) });
      assert.deepEqual([entries[0]?.verdict, notes], ["restricted", []], proof);
    }
  });

  test("a check in a fragment names the fragment's file", () => {
    const { paths } = entryOf({
      api: '<include-fragment fragment-id="f"/>',
      fragments: { f: `\n\n${jwt()}` },
    });
    assert.deepEqual(paths[0]?.checks[0]?.from, { scope: "fragment", file: "f.xml", line: 3 });
  });
});

suite("who gets in: entries", () => {
  test("one for each operation and way, sorted, with method and path; an API of a workspace bears its name", () => {
    const { entries } = reportOf({ workspace: "<base/>", productKey: true });
    assert.deepEqual(
      entries.map(({ api, operation, product, method, path }) => [api, operation, product, method, path]),
      [
        ["team/orders", "list-orders", null, "GET", "/orders"],
        ["team/orders", "list-orders", "starter", "GET", "/orders"],
      ],
    );
  });

  test("an API whose operations nothing lists has one for all of them beside those that are known", () => {
    const { entries } = reportOf({ listed: "unlisted", api: jwt() });
    assert.deepEqual(
      entries.map(({ operation, verdict }) => [operation, verdict]),
      [
        [null, "restricted"],
        ["list-orders", "restricted"],
      ],
    );
  });

  test("where the list of operations cannot be read that one is unknown", () => {
    const { entries } = reportOf({ listed: "unreadable", api: jwt() });
    assert.deepEqual(
      entries.map(({ operation, verdict, paths }) => [operation, verdict, paths.length]),
      [
        [null, "unknown", 0],
        ["list-orders", "restricted", 1],
      ],
    );
  });

  test("a product holds an API with all its revisions", () => {
    const instance = instanceOf({ productKey: true });
    const [space] = instance.spaces;
    const [api] = space?.apis ?? [];
    assert.ok(space && api);
    const revision = { ...api, name: "orders;rev=2" };
    const { entries } = accessOf({ ...instance, spaces: [{ ...space, apis: [revision] }] });
    assert.deepEqual(
      entries.map(({ api: name, product }) => [name, product]),
      [
        ["orders;rev=2", null],
        ["orders;rev=2", "starter"],
      ],
    );
  });

  test("a note is there once, with the first APIs it is about", () => {
    const instance = instanceOf({ api: "<check-moon-phase/>" });
    const [space] = instance.spaces;
    const [api] = space?.apis ?? [];
    assert.ok(space && api);
    const apis = Array.from({ length: 8 }, (_, index) => ({ ...api, name: `api-${index}` }));
    const { notes } = accessOf({ ...instance, spaces: [{ ...space, apis }] });
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? "", /check-moon-phase.*\[api-0, api-1, api-2, api-3, api-4 and 3 more\]$/);
  });
});

/** Milliseconds of the processor: others may use it too. */
function processorTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

suite("who gets in: many ways", () => {
  const many = (count: number, inside: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => choose({ [header(`X-${index}`)]: inside(index) })).join("");

  test("at most 64 are listed, and a note says how many more there are", () => {
    const { entries, notes } = reportOf({ api: many(20, () => jwt()) });
    assert.equal(entries[0]?.verdict, "open");
    assert.equal(entries[0]?.paths.length, 64);
    assert.deepEqual(entries[0]?.paths[0]?.checks, []);
    assert.match(notes.join(), new RegExp(`${2 ** 20 - 64} more ways`));
  });

  for (const [what, inside] of [
    ["one issuer", () => jwt()],
    ["another issuer each", (index: number) => jwt(`tenant-${index}`)],
    [
      "a variable each",
      (index: number) =>
        `<set-variable name="v${index}" value="@(context.Request.Headers.GetValueOrDefault("V${index}",""))"/>`,
    ],
  ] as const) {
    test(`twenty independent choices, ${what}, take no more than 50 ms`, () => {
      const scenario = {
        api:
          many(20, inside) +
          choose({ '@(context.Variables.GetValueOrDefault<string>("v3","") == "a")': jwt() }),
      };
      entryOf(scenario);
      const times = [1, 2, 3, 4, 5].map(() => processorTime(() => entryOf(scenario)));
      assert.ok(Math.min(...times) <= 50, `${Math.min(...times)} ms`);
    });
  }

  test("choices that hang together beyond measure are unknown, never open", () => {
    const conditions = Array.from({ length: 10 }, (_, index) => header(`X-${index}`));
    const branches = conditions.map((condition) => choose({ [condition]: jwt() })).join("");
    const again = conditions.map((condition) => choose({ [condition.replace("@(", "@(!")]: jwt() })).join("");
    assert.ok(["restricted", "unknown"].includes(entryOf({ api: branches + again }).verdict));
  });

  test("policies nested deep, or one part named in very many places, come to an end", () => {
    const deep = `${`<choose><when condition="${header("A")}">`.repeat(400)}${jwt()}${"</when></choose>".repeat(400)}`;
    assert.equal(entryOf({ api: deep }).verdict, "open");
    const bases = "<base/>".repeat(60);
    assert.equal(
      entryOf({ global: "<trace/>".repeat(60), product: bases, api: bases, operation: bases }, "starter")
        .verdict,
      "unknown",
    );
  });

  test("twice as many policies take about twice as long", () => {
    const timeOf = (count: number) => {
      const scenario = { api: many(count, () => "<trace/>") + jwt().repeat(count) };
      return processorTime(() => entryOf(scenario));
    };
    timeOf(200);
    const [small, large] = [200, 1600].map((count) => Math.min(timeOf(count), timeOf(count)));
    assert.ok((large ?? 0) < 40 * Math.max(small ?? 0, 1), `${small} ms, eight times as many: ${large} ms`);
  });
});
