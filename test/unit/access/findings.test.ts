import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { findingsIn, wholeOf } from "../../../src/access/index.ts";
import { answer, choose, entra, instanceOf, jwt, type Scenario } from "./instance.ts";

const cors = "<cors><allowed-origins><origin>https://a.example</origin></allowed-origins></cors>";
const key = '<check-header name="X-Key" failed-check-httpcode="401"><value>{{secret}}</value></check-header>';

/** Of each finding its id, the level it stands at, and that of what it does not go together with. */
function found(scenario: Scenario, product?: string): readonly string[] {
  const whole = wholeOf(instanceOf(scenario), { api: "orders", operation: "list-orders", product });
  assert.ok(whole);
  return findingsIn(whole).map(({ id, at, other }) =>
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
    [],
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
    [],
  ],
  [
    "cors behind a check of certificates that ignores errors",
    { api: `<validate-client-certificate ignore-error="true"/>${cors}` },
    [],
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
  ["nothing", {}, []],
];

suite("what only the whole of a policy shows", () => {
  for (const [title, scenario, findings, product] of cases) {
    test(`${title}: ${findings.join(", ") || "nothing"}`, () => {
      assert.deepEqual(found(scenario, product), findings);
    });
  }
});
