import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  callersOf,
  type Fate,
  Fates,
  type OperationName,
  type WantedToken,
} from "../../../../src/access/callers/index.ts";
import { choose, entra, instanceOf, jwt, type Scenario } from "../instance.ts";

const wanted: WantedToken = {
  issuer: "https://acme.eu.auth0.com/",
  audience: "https://api.example/",
  discoveryUrl: "https://acme.eu.auth0.com/.well-known/openid-configuration",
  scopes: ["read", "write"],
};
const at: OperationName = { api: "orders", operation: "list-orders" };

/** Callers by name, and what becomes of each. */
function told(scenario: Scenario, isWanted = false): readonly string[] {
  const instance = instanceOf(scenario);
  const fates = new Fates(instance);
  return callersOf([instance], isWanted ? wanted : undefined).map((caller) => {
    const fate: Fate = fates.of(at, caller);
    return `${caller.name}: ${fate.kind === "refused" ? fate.status : fate.kind}`;
  });
}

const partner = jwt().replaceAll("acme.eu.auth0.com", "login.partner.example");
const both = jwt()
  .replace("</issuers>", "<issuer>https://login.partner.example/</issuer></issuers>")
  .replace(
    "<audiences>",
    '<openid-config url="https://login.partner.example/.well-known/openid-configuration"/><audiences>',
  );
const asksScope = partner.replace(
  "</validate-jwt>",
  '<required-claims><claim name="scope" match="any" separator=" "><value>a</value><value>b</value></claim><claim name="org"><value>x</value></claim></required-claims></validate-jwt>',
);
const filter = '<ip-filter action="allow"><address>10.0.0.1</address></ip-filter>';
const secretHeader = '<check-header name="X-A"><value>{{a}}</value></check-header>';

suite("callers: those worth telling", () => {
  const rows: readonly (readonly [
    what: string,
    scenario: Scenario,
    isWanted: boolean,
    told: readonly string[],
  ])[] = [
    ["no check and no key", {}, false, ["anybody: in"]],
    ["a key", { key: true }, false, ["anybody: 401", "a key of the API alone: in"]],
    [
      "a product",
      { key: true, product: "" },
      false,
      ["anybody: 401", "a key of the API alone: in", "a key of starter alone: in"],
    ],
    [
      "a link",
      {},
      true,
      [
        "anybody: in",
        "an Auth0 token, no key: in",
        "an Auth0 token without read, no key: in",
        "an Auth0 token without write, no key: in",
      ],
    ],
    [
      "a partner",
      { api: partner },
      false,
      ["anybody: 401", "tokens of login.partner.example for https://api.example/, no key: in"],
    ],
    [
      "two in one check",
      { api: both },
      false,
      [
        "anybody: 401",
        "tokens of acme.eu.auth0.com for https://api.example/, no key: in",
        "tokens of login.partner.example for https://api.example/, no key: in",
      ],
    ],
    [
      "claims",
      { api: asksScope },
      false,
      ["anybody: 401", "tokens of login.partner.example for https://api.example/ with a, org, no key: in"],
    ],
    [
      "two in branches",
      { api: choose({ "@(context.Request.Headers.ContainsKey(&quot;X&quot;))": partner }, jwt()) },
      false,
      [
        "anybody: 401",
        "tokens of login.partner.example for https://api.example/, no key: unknown",
        "tokens of acme.eu.auth0.com for https://api.example/, no key: unknown",
      ],
    ],
    [
      "Entra",
      { api: entra() },
      false,
      [
        "anybody: 401",
        "Entra tokens of 11111111-2222-3333-4444-555555555555 (version 1) for api://orders, no key: in",
        "Entra tokens of 11111111-2222-3333-4444-555555555555 (version 2) for api://orders, no key: in",
      ],
    ],
    [
      "two places",
      { api: partner + jwt("b", 'header-name="X-T"') },
      false,
      ["anybody: 401", "tokens of login.partner.example for https://api.example/, no key: in"],
    ],
    [
      "a certificate",
      { api: "<validate-client-certificate/>" },
      false,
      ["anybody: undefined", "calls with a client certificate, no key: in"],
    ],
    ["an address", { api: filter }, false, ["anybody: 403", "calls from 10.0.0.1, no key: in"]],
    [
      "a header with a secret",
      { api: secretHeader, values: { a: null } },
      false,
      ["anybody: undefined", "calls with the header x-a, no key: in"],
    ],
    [
      "a header that all send",
      { api: '<check-header name="X-A"><value>1</value></check-header>' },
      false,
      ["anybody: in"],
    ],
    [
      "a check that nobody passes",
      { api: partner, global: jwt("b") },
      false,
      ["anybody: 401", "tokens of login.partner.example for https://api.example/, no key: in"],
    ],
    [
      "checks of one issuer",
      { api: `<base/>${asksScope}`, global: partner },
      false,
      ["anybody: 401", "tokens of login.partner.example for https://api.example/ with a, org, no key: in"],
    ],
  ];
  for (const [what, scenario, isWanted, expected] of rows) {
    test(what, () => assert.deepEqual(told(scenario, isWanted), expected));
  }
});
