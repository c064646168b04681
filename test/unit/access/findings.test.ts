import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { wholeOf } from "../../../src/access/index.ts";
import { accessScenarios } from "../../support/scenarios/who-gets-in.ts";
import { holdFindings } from "./agreement.ts";
import { answer, choose, entra, instanceOf, jwt, type Scenario } from "./instance.ts";
import { scenarioTable } from "./scenarios.ts";

const cors = "<cors><allowed-origins><origin>https://a.example</origin></allowed-origins></cors>";
const key = '<check-header name="X-Key" failed-check-httpcode="401"><value>{{secret}}</value></check-header>';

const web = '@(context.Request.Headers.GetValueOrDefault("X-Channel","") == "web")';
const inside = '<ip-filter action="allow"><address>10.0.0.1</address></ip-filter>';

/** Of each finding its id, the level it stands at, and that of what it does not go together with. */
function found(scenario: Scenario, product?: string): readonly string[] {
  const whole = wholeOf(instanceOf(scenario), { api: "orders", operation: "list-orders", product });
  assert.ok(whole);
  return whole.findings.map(({ id, at, other }) =>
    [id, at.origin.source.level, other?.origin.source.level].filter(Boolean).join(" "),
  );
}

const cases: readonly (readonly [
  title: string,
  scenario: Scenario,
  findings: readonly string[],
  product?: string,
])[] = [
  ["one check, behind cors", { api: `${cors}<base/>${jwt()}` }, []],
  ["two checks for the same issuer", { global: jwt(), api: `<base/>${jwt()}` }, []],
  [
    "two checks for different issuers",
    { global: jwt("partner"), api: `<base/>${jwt()}` },
    ["checks-never-agree api global"],
  ],
  ["Entra beside Auth0", { api: entra() + jwt() }, ["checks-never-agree api api"]],
  [
    "different issuers, read from different headers",
    { api: jwt() + jwt("partner", 'header-name="X-Token"') },
    [],
  ],
  [
    "a token of our own before the second",
    { api: `${jwt()}<set-header name="Authorization"><value>Bearer x</value></set-header>${jwt("partner")}` },
    ["check-keeps-nobody-out api api"],
  ],
  ["an issuer that is not known", { api: `${jwt()}${jwt("{{tenant}}")}` }, []],
  ["different issuers in different branches", { api: choose({ "@(a)": jwt() }, jwt("partner")) }, []],
  ["a branch that every call takes", { api: choose({ true: jwt() }) }, []],
  ["an empty branch before the check", { api: choose({ "@(a)": "" }, jwt()) }, ["check-by-condition api"]],
  [
    "a product with a check of its own",
    { product: `<base/>${jwt("partner")}`, api: `<base/>${jwt()}` },
    ["product-shuts-out api product"],
    "starter",
  ],
  [
    "the same API without the product’s key",
    { product: `<base/>${jwt("partner")}`, api: `<base/>${jwt()}` },
    [],
  ],
  ["cors behind a check", { api: jwt() + cors }, ["cors-behind-check api api"]],
  [
    "cors behind a check of a header, outside",
    { global: key, api: `<base/>${cors}` },
    ["cors-behind-check api global"],
  ],
  [
    "cors behind a check that not every call meets",
    { api: choose({ "@(a)": jwt() }) + cors },
    ["check-by-condition api"],
  ],
  [
    "cors behind a check that takes unsigned tokens",
    { api: jwt("acme", 'header-name="Authorization" require-signed-tokens="false"') + cors },
    ["check-keeps-nobody-out api"],
  ],
  [
    "cors behind a check of certificates that ignores errors",
    { api: `<validate-client-certificate ignore-error="true"/>${cors}` },
    ["check-keeps-nobody-out api"],
  ],
  [
    "cors behind a check of certificates",
    { api: `<validate-client-certificate/>${cors}` },
    ["cors-behind-check api api"],
  ],
  ["cors twice, the first in time", { api: cors + jwt() + cors }, []],
  ["a check behind an answer", { api: answer(200) + jwt() }, ["check-never-runs api api"]],
  ["a check behind an answer of a branch", { api: choose({ "@(a)": answer(200) }) + jwt() }, []],
  [
    "an operation without base",
    { api: `<base/>${jwt()}`, operation: "<trace/>" },
    ["checks-left-out operation api"],
  ],
  [
    "an operation without base, with a check of its own",
    { global: jwt(), api: `<base/>${key}`, operation: jwt() },
    ["checks-left-out operation global", "checks-left-out operation api"],
  ],
  [
    "base within a branch",
    { api: `<base/>${jwt()}`, operation: choose({ "@(a)": "<base/>" }) },
    ["check-by-condition api"],
  ],
  [
    "a fragment’s check, for a condition",
    { api: choose({ "@(a)": '<include-fragment fragment-id="f"/>' }), fragments: { f: jwt() } },
    ["check-by-condition fragment"],
  ],
  ["a document that cannot be read", { global: jwt(), api: "<base/><" }, []],
  [
    "a check in a branch, and another issuer's for every call",
    { global: jwt("partner"), api: `<base/>${choose({ [web]: jwt() })}` },
    ["branch-never-accepts api global"],
  ],
  [
    "the check for every call behind the branches",
    { api: choose({ [web]: jwt("partner") }, jwt()) + jwt() },
    ["branch-never-accepts api api"],
  ],
  [
    "two checks in the same branch",
    { api: choose({ [web]: jwt() + jwt("partner") }, jwt()) },
    ["branch-never-accepts api api"],
  ],
  [
    "the same two conditions twice, each with its own issuer",
    { api: choose({ [web]: jwt() }, jwt("partner")) + choose({ [web]: jwt() }, jwt("partner")) },
    [],
  ],
  [
    "two checks that agree on no issuer, where on-error answers with success",
    { api: jwt() + jwt("partner"), onError: answer(200) },
    ["branch-never-accepts api api", "error-answered api"],
  ],
  [
    "a check within what may be repeated, another within what runs one at a time",
    {
      api: `<retry condition="@(false)" count="1" interval="1">${jwt()}</retry><limit-concurrency key="a" max-count="9">${jwt("partner")}</limit-concurrency>`,
    },
    ["checks-never-agree api api"],
  ],
  [
    "two checks side by side in a wait",
    { api: `<wait for="all">${choose({ true: jwt() })}${choose({ true: jwt("partner") })}</wait>` },
    ["nobody-gets-in api"],
  ],
  [
    "branches that all answer",
    { api: choose({ [web]: answer(200) }, answer(403)) + jwt() },
    ["check-never-runs api api"],
  ],
  [
    "branches that all answer, and no check behind",
    {
      api: `${choose({ [web]: answer(200) }, answer(403))}<set-header name="A"><value>1</value></set-header>`,
    },
    ["policies-never-run api api"],
  ],
  [
    "a check in a branch behind the answer of the same branch",
    { api: jwt() + choose({ [web]: answer(200) + jwt() }) },
    ["check-never-runs api api"],
  ],
  [
    "a check of the API behind an answer for all APIs",
    { global: answer(200), api: `<base/>${jwt()}` },
    ["check-never-runs api global"],
  ],
  [
    "a fragment that one branch includes behind an answer, and the other in time",
    {
      api: choose(
        { [web]: `${answer(200)}<include-fragment fragment-id="f"/>` },
        '<include-fragment fragment-id="f"/>',
      ),
      fragments: { f: jwt() },
    },
    ["check-by-condition fragment"],
  ],
  ["every call is refused", { api: answer(403) }, ["nobody-gets-in api"]],
  ["every call is sent elsewhere", { api: answer(302) }, []],
  [
    "different audiences",
    { global: jwt(), api: `<base/>${jwt("acme", 'header-name="Authorization"', "https://other.example/")}` },
    ["checks-share-no-audience api global"],
  ],
  [
    "a check without a key",
    { api: '<validate-jwt header-name="Authorization"/>' },
    ["nobody-gets-in api", "check-accepts-nobody api"],
  ],
  [
    "the token taken away before the check",
    { global: '<set-header name="Authorization" exists-action="delete"/>', api: `<base/>${jwt()}` },
    ["nobody-gets-in api", "check-accepts-nobody api global"],
  ],
  [
    "a token of our own before the check, for some calls only",
    {
      api: `${choose({ [web]: '<set-header name="Authorization"><value>Bearer x</value></set-header>' })}${jwt()}`,
    },
    [],
  ],
  [
    "all addresses, by a named value",
    { api: '<ip-filter action="allow"><address>{{all}}</address></ip-filter>', values: { all: "0.0.0.0/0" } },
    ["check-keeps-nobody-out api"],
  ],
  [
    "answers in the cache before the check",
    { api: `<base/><cache-lookup/>${jwt()}`, outbound: "<cache-store/>" },
    ["cache-before-check api api"],
  ],
  [
    "answers in the cache behind the check",
    { api: `<base/>${jwt()}<cache-lookup/>`, outbound: "<cache-store/>" },
    [],
  ],
  [
    "answers in the cache by the token",
    {
      api: `<base/><cache-lookup><vary-by-header>Authorization</vary-by-header></cache-lookup>${jwt()}`,
      outbound: "<cache-store/>",
    },
    [],
  ],
  [
    "on-error that sets a status of success",
    { api: jwt(), onError: '<set-status code="200"/>' },
    ["error-answered api"],
  ],
  ["on-error that answers with the error", { api: jwt(), onError: answer(401) }, []],
  [
    "a fragment that a level includes, left out",
    { global: '<include-fragment fragment-id="f"/>', api: "<trace/>", fragments: { f: jwt() } },
    ["checks-left-out api fragment"],
  ],
  [
    "cors behind a check, where methods decide",
    { api: choose({ '@(context.Request.Method != "OPTIONS")': jwt() }) + cors },
    [],
  ],
  ["cors behind a check of addresses", { api: `${inside}${cors}` }, []],
  [
    "cors behind two branches with a check each",
    { api: choose({ [web]: jwt() }, jwt("partner")) + cors },
    ["cors-behind-check api api"],
  ],
  ["nothing", {}, []],
];

suite("what only the whole of a policy shows", () => {
  for (const [title, scenario, findings, product] of cases) {
    test(`${title}: ${findings.join(", ") || "nothing"}`, () => {
      assert.deepEqual(found(scenario, product), findings);
    });
  }
});

suite("what is told of the whole, and who gets in, are one truth", () => {
  const all = [...Object.values(scenarioTable).flat(), ...Object.values(accessScenarios).flat()];

  test(`in ${all.length} scenarios`, () => {
    for (const scenario of all) holdFindings(instanceOf(scenario));
  });
});
