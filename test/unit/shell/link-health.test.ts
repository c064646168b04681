import assert from "node:assert/strict";
import { accessOf } from "../../../src/access/index.ts";
import { answer, choose, entra, instanceOf, jwt, type Scenario } from "../access/instance.ts";
import "../../support/vscode/install.ts";

const { judgeLink } = await import("../../../src/shell/session/link-health.ts");

const token = { issuer: "https://acme.eu.auth0.com/", audience: "https://api.example/" };

function judged(scenario: Scenario, of = token) {
  const instance = instanceOf(scenario);
  return judgeLink(instance, accessOf(instance).entries, of);
}

suite("what a badge says of its link", () => {
  for (const [name, scenario] of [
    ["the API's policy checks its tokens", { api: `<base/>${jwt()}` }],
    ["that of all APIs does", { global: jwt(), api: "<base/>", operation: "<base/>" }],
    ["a fragment does", { api: '<include-fragment fragment-id="auth"/>', fragments: { auth: jwt() } }],
    ["a key is asked for besides", { key: true, productKey: true, api: `<base/>${jwt()}` }],
  ] as const) {
    test(`is healthy: ${name}`, () => {
      const { text, isHealthy, reason } = judged(scenario);
      assert.deepEqual([text, isHealthy], ["✓", true], reason);
    });
  }

  for (const [name, scenario, word, reason] of [
    [
      "no policy checks",
      { api: "<base/>" },
      "(not checked)",
      /do not check the tokens of this link: GET \/orders, anybody gets in without a token/,
    ],
    [
      "an operation has no <base />",
      { api: jwt(), operation: "<cors/>" },
      "(not checked)",
      /GET \/orders, anybody gets in/,
    ],
    [
      "a key is all that is asked for",
      { key: true, productKey: true },
      "(not checked)",
      /GET \/orders, a key alone is enough/,
    ],
    [
      "another tenant's tokens are checked",
      { api: jwt("other") },
      "(checks something else)",
      /it asks for a token of https:\/\/other\.eu\.auth0\.com\/ for .* \(api\.xml:2\)/,
    ],
    [
      "another audience is",
      { api: jwt("acme", 'header-name="Authorization"', "another") },
      "(checks something else)",
      /for another/,
    ],
    ["Entra's are", { api: entra() }, "(checks something else)", /Microsoft Entra token/],
    [
      "a second check refuses them, at the level of all APIs",
      { global: jwt("other"), api: `<base/>${jwt()}` },
      "(cannot be accepted)",
      /its tokens get 401 from global\.xml:2/,
    ],
    [
      "everything is refused",
      { api: `${jwt()}${answer(403)}` },
      "(cannot be accepted)",
      /cannot accept the tokens of this link: GET \/orders, its tokens get 403 from/,
    ],
    [
      "a secret decides",
      { api: choose({ "{{rule}}": answer(403) }, jwt()), values: { rule: null } },
      "(not certain)",
      /is not known: GET \/orders, /,
    ],
    [
      "any Authorization header leads past the check",
      { api: choose({ "@(context.Request.Headers.ContainsKey(&quot;Authorization&quot;))": "" }, jwt()) },
      "(not certain)",
      /GET \/orders, what anybody can show may lead past the checks/,
    ],
  ] as const) {
    test(`is not: ${name}`, () => {
      const found = judged(scenario as Scenario);
      assert.deepEqual([found.text, found.isHealthy], [word, false], found.reason);
      assert.match(found.reason, reason);
    });
  }

  test("the worst is said first, and each operation once", () => {
    const { text, reason } = judged({ productKey: true, product: "<base/>", api: `<base/>${jwt("other")}` });
    assert.equal(text, "(checks something else)");
    assert.equal(reason.match(/GET \/orders/g)?.length, 1);
  });
});
