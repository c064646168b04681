import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  type AccessChange,
  accessChange,
  callersOf,
  type FateChange,
  isSecured,
  type ToldCaller,
  type WantedToken,
} from "../../../../src/access/callers/index.ts";
import type { InstanceSnapshot } from "../../../../src/access/index.ts";
import { answer, choose, instanceOf, jwt, type Scenario } from "../instance.ts";

const wanted: WantedToken = {
  issuer: "https://acme.eu.auth0.com/",
  audience: "https://api.example/",
  discoveryUrl: "https://acme.eu.auth0.com/.well-known/openid-configuration",
  scopes: [],
};

function changeOf(
  before: InstanceSnapshot,
  after: InstanceSnapshot,
  scopes: readonly string[] = [],
): AccessChange {
  return accessChange(before, after, callersOf([before, after], { ...wanted, scopes }));
}

function cell({ before, after }: FateChange): string {
  const short = (fate: FateChange["before"]) =>
    fate.kind === "refused" ? String(fate.status) : fate.kind === "unknown" ? "?" : "in";
  return short(before) === short(after) ? short(before) : `${short(before)}→${short(after)}`;
}

/** The columns with the cells of the first row. */
function firstRow({ columns, rows }: AccessChange): Record<string, string> {
  const cells = rows[0]?.cells ?? [];
  return Object.fromEntries(columns.map((name, index) => [name, cell(cells[index] as FateChange)]));
}

const names = (told: readonly ToldCaller[]) => told.map(({ name }) => name);
const partner = jwt().replaceAll("acme.eu.auth0.com", "login.partner.example");
const both = jwt()
  .replace("</issuers>", "<issuer>https://login.partner.example/</issuer></issuers>")
  .replace(
    "<audiences>",
    '<openid-config url="https://login.partner.example/.well-known/openid-configuration"/><audiences>',
  );
const asksScope = (status = 403) =>
  jwt("acme", `header-name="Authorization" failed-validation-httpcode="${status}"`).replace(
    "</validate-jwt>",
    '<required-claims><claim name="scope" match="all" separator=" "><value>w</value></claim></required-claims></validate-jwt>',
  );
const tokens = "tokens of login.partner.example";
const hook = "@(context.Request.Headers.GetValueOrDefault(&quot;X-Hook&quot;,&quot;&quot;) == &quot;a&quot;)";

interface Row {
  readonly what: string;
  readonly before: Scenario;
  readonly after: Scenario;
  readonly scopes?: readonly string[];
  readonly cells: Record<string, string>;
  readonly out?: readonly string[];
  readonly perhaps?: readonly string[];
  readonly isSecured: boolean;
}

const rows: readonly Row[] = [
  {
    what: "an open API is secured",
    before: {},
    after: { api: jwt() },
    cells: { anybody: "in→401", "an Auth0 token": "in" },
    out: ["anybody"],
    isSecured: true,
  },
  {
    what: "an API with a key is secured",
    before: { key: true },
    after: { key: true, api: jwt() },
    cells: { "a key alone": "in→401", "an Auth0 token and a key": "in" },
    out: ["a key alone"],
    isSecured: true,
  },
  {
    what: "nothing is done",
    before: { key: true },
    after: { key: true },
    cells: { "a key alone": "in", "an Auth0 token and a key": "in" },
    isSecured: false,
  },
  {
    what: "a partner's check is replaced",
    before: { api: partner },
    after: { api: jwt() },
    cells: { anybody: "401", [tokens]: "in→401", "an Auth0 token": "401→in" },
    out: [tokens],
    isSecured: true,
  },
  {
    what: "a check takes both",
    before: { api: partner },
    after: { api: both },
    cells: { anybody: "401", [tokens]: "in", "an Auth0 token": "401→in" },
    isSecured: true,
  },
  {
    what: "a second check stands behind a partner's",
    before: { api: partner },
    after: { api: partner + jwt() },
    cells: { anybody: "401", [tokens]: "in→401", "an Auth0 token": "401" },
    out: [tokens],
    isSecured: false,
  },
  {
    what: "an operation asks for a scope",
    before: { api: jwt() },
    after: { api: jwt(), operation: `<base/>${asksScope()}` },
    scopes: ["w"],
    cells: {
      anybody: "401",
      "tokens of acme.eu.auth0.com": "in→403",
      "an Auth0 token": "in",
      "an Auth0 token without w": "in→403",
    },
    out: ["tokens of acme.eu.auth0.com", "an Auth0 token without w"],
    isSecured: true,
  },
  {
    what: "scopes that nobody asks for make no column",
    before: {},
    after: { api: jwt() },
    scopes: ["r", "w"],
    cells: { anybody: "in→401", "an Auth0 token": "in" },
    out: ["anybody"],
    isSecured: true,
  },
  {
    what: "a webhook's branch is shut",
    before: { api: choose({ [hook]: "" }, jwt()) },
    after: { api: jwt() },
    cells: { anybody: "?→401", "an Auth0 token": "in" },
    perhaps: ["anybody"],
    isSecured: true,
  },
  {
    what: "an operation without base",
    before: { operation: "" },
    after: { api: jwt(), operation: "" },
    cells: { anybody: "in", "an Auth0 token": "in" },
    isSecured: false,
  },
  {
    what: "an answer for everybody",
    before: { api: answer(403) },
    after: { api: answer(403) + jwt() },
    cells: { anybody: "403", "an Auth0 token": "403" },
    isSecured: false,
  },
  {
    what: "products that fare differently",
    before: { key: true, product: "" },
    after: { key: true, product: jwt() },
    cells: {
      "a key of the API alone": "in",
      "a key of starter alone": "in→401",
      "an Auth0 token and a key": "in",
    },
    out: ["a key of starter alone"],
    isSecured: false,
  },
  {
    what: "a check that cannot be read",
    before: {},
    after: { api: '<include-fragment fragment-id="x"/>' },
    cells: { anybody: "in→?", "an Auth0 token": "in→?" },
    perhaps: ["anybody", "an Auth0 token"],
    isSecured: false,
  },
];

suite("callers: before and after", () => {
  for (const { what, before, after, scopes, cells, out = [], perhaps = [], isSecured: secured } of rows) {
    test(what, () => {
      const change = changeOf(instanceOf(before), instanceOf(after), scopes);
      assert.deepEqual(firstRow(change), cells);
      assert.deepEqual(names(change.shutOut), out);
      assert.deepEqual(names(change.perhapsShutOut), perhaps);
      assert.equal(isSecured(change), secured);
    });
  }

  test("many operations that fare the same are one row, others stand for themselves", () => {
    const many = (scenario: Scenario, isLastOpen: boolean): InstanceSnapshot => {
      const { spaces, notes } = instanceOf(scenario);
      const operations = (api: InstanceSnapshot["spaces"][number]["apis"][number]) =>
        Array.from({ length: 300 }, (_, index) => ({
          ...(api.operations[0] as (typeof api.operations)[number]),
          name: `op-${index}`,
          ...(index === 299 &&
            isLastOpen && {
              policy: {
                level: "operation" as const,
                file: "last.xml",
                text: "<policies><inbound/></policies>",
              },
            }),
        }));
      return {
        notes,
        spaces: spaces.map((space) => ({
          ...space,
          apis: space.apis.map((api) => ({ ...api, operations: operations(api) })),
        })),
      };
    };
    const change = changeOf(many({}, true), many({ api: jwt() }, true));
    assert.deepEqual(
      change.rows.map(({ operations }) => operations.length),
      [299, 1],
    );
    const [open] = change.open;
    assert.deepEqual(open?.operations, [
      { api: "orders", operation: "op-299", method: "GET", path: "/orders", cutsOff: true },
    ]);
    assert.equal(change.count, 300);
    assert.equal(isSecured(change), false);
  });

  const asked = {
    "context.Request.Certificate != null": "shows any certificate",
    'context.Request.Headers.ContainsKey("Authorization")': "sends any Authorization header",
    'context.Request.Headers.GetValueOrDefault("Authorization","") != ""': "sends any Authorization header",
    'context.Request.Headers.GetValueOrDefault("Authorization","").StartsWith("Basic ")':
      "shows what a condition asks for",
  };
  for (const [condition, does] of Object.entries(asked)) {
    test(`what anybody can show leads past the check, and is not called secured: ${condition}`, () => {
      const api = choose({ [`@(${condition})`]: "" }, jwt());
      const change = changeOf(instanceOf({ api }), instanceOf({ api }));
      assert.deepEqual([names(change.open), names(change.perhapsOpen)], [[`anybody who ${does}`], []]);
      assert.equal(firstRow(change)[`anybody who ${does}`], "in");
      assert.equal(isSecured(change), false);
    });
  }

  test("who gets past the check by two things that conditions ask for is told by both", () => {
    const conditions = Object.keys(asked).slice(0, 2);
    const [first = "", second = ""] = conditions.map((one) => `@(${one})`);
    const instance = instanceOf({ api: choose({ [first]: "", [second]: "" }, jwt()) });
    assert.deepEqual(names(changeOf(instance, instance).open), [
      "anybody who shows any certificate or sends any Authorization header",
    ]);
  });

  for (const condition of ["context.Subscription != null", "context.User != null"]) {
    test(`whoever has a key, and shows what a condition asks for, needs no token, so nothing is secured: ${condition}`, () => {
      const basic = 'context.Request.Headers.GetValueOrDefault("Authorization","").StartsWith("Basic ")';
      const exempt = choose({ [`@(${basic})`]: answer(200) }, jwt());
      const instance = instanceOf({ api: choose({ [`@(${condition})`]: exempt }, jwt()), key: false });
      const change = changeOf(instance, instance);
      assert.equal(isSecured(change), false);
      assert.ok(change.perhapsOpen.length > 0);
    });
  }

  test("a token that is asked for of whoever has a key, and of others, is secured", () => {
    const instance = instanceOf({ api: choose({ "@(context.Subscription != null)": jwt() }, jwt()) });
    assert.equal(isSecured(changeOf(instance, instance)), true);
  });

  test("what led past the check and does no more is in the table, and in no line of what is left", () => {
    const before = instanceOf({ api: choose({ "@(context.Request.Certificate != null)": "" }, jwt()) });
    const change = changeOf(before, instanceOf({ api: jwt() }));
    const row = firstRow(change);
    assert.equal(row["anybody who shows any certificate"], "in→401");
    assert.deepEqual([names(change.perhapsOpen), isSecured(change)], [[], true]);
    const restricted = instanceOf({ api: jwt() });
    assert.deepEqual(
      changeOf(restricted, restricted).columns.filter((name) => name.startsWith("anybody who")),
      [],
    );
  });

  test("it is plain JSON without keys and secrets", () => {
    const held =
      '<validate-jwt header-name="Authorization"><issuer-signing-keys><key>c2VjcmV0</key></issuer-signing-keys></validate-jwt>';
    const change = changeOf(instanceOf({ api: held }), instanceOf({ api: jwt() }));
    assert.deepEqual(names(change.shutOut), ["tokens signed with a key in the policy"]);
    assert.ok(!JSON.stringify(change).includes("c2VjcmV0"));
  });
});

suite("callers whom a check lets in and who are shut out", () => {
  const add = (scenario: Scenario) =>
    changeOf(instanceOf(scenario), instanceOf({ ...scenario, api: `<base/>${jwt()}` }));

  test("are told apart from those whose key alone let them in", () => {
    const { shutOut, barred } = add({ key: true, product: `<base/>${partner}` });
    assert.deepEqual(names(shutOut), ["a key of the API alone", `${tokens} and a key`]);
    assert.deepEqual(names(barred), [`${tokens} for https://api.example/, a key of starter`]);
  });

  test("are none where anybody gets in", () => {
    assert.deepEqual(add({}).barred, []);
  });
});
