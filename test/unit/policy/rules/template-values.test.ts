import assert from "node:assert/strict";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { valueForms } from "../support/template-forms.ts";
import { discoveryPolicy, keysPolicy } from "./support/damages.ts";
import { live } from "./support/live.ts";

/** Values that rules look at, each in a policy that is right but for it. */
const places: readonly (readonly [string, (form: string) => string])[] = [
  ["a number", (form) => `<rate-limit calls="${form}" renewal-period="60" />`],
  [
    "a boolean",
    (form) =>
      `<retry condition="@(true)" count="3" interval="1" first-fast-retry="${form}"><set-variable name="a" value="b" /></retry>`,
  ],
  [
    "a value of a list",
    (form) => `<set-header name="x" exists-action="${form}"><value>1</value></set-header>`,
  ],
  ["a URL", (form) => `<set-backend-service base-url="${form}" />`],
  ["a part of a URL", (form) => `<set-backend-service base-url="https://${form}/api" />`],
  ["the name of a header", (form) => `<set-header name="${form}" exists-action="delete" />`],
  [
    "the address of a request",
    (form) =>
      `<send-request mode="new" response-variable-name="r"><set-url>${form}</set-url><set-method>GET</set-method></send-request>`,
  ],
  [
    "the method of a request",
    (form) =>
      `<send-request mode="new" response-variable-name="r"><set-url>https://a.example/</set-url><set-method>${form}</set-method></send-request>`,
  ],
  [
    "the mode of a request",
    (form) =>
      `<send-request mode="${form}" response-variable-name="r"><set-url>https://a.example/</set-url></send-request>`,
  ],
  ["an origin", (form) => `<cors><allowed-origins><origin>${form}</origin></allowed-origins></cors>`],
  [
    "a method of cors",
    (form) =>
      `<cors><allowed-origins><origin>https://a.example</origin></allowed-origins><allowed-methods><method>${form}</method></allowed-methods></cors>`,
  ],
  [
    "a header of cors",
    (form) =>
      `<cors><allowed-origins><origin>https://a.example</origin></allowed-origins><allowed-headers><header>${form}</header></allowed-headers></cors>`,
  ],
  ["an address", (form) => `<ip-filter action="allow"><address>${form}</address></ip-filter>`],
  [
    "an end of a range",
    (form) => `<ip-filter action="allow"><address-range from="${form}" to="10.0.0.9" /></ip-filter>`,
  ],
  [
    "an Entra tenant",
    (form) =>
      `<validate-azure-ad-token tenant-id="${form}"><client-application-ids><application-id>${form}</application-id></client-application-ids></validate-azure-ad-token>`,
  ],
  ["a password", (form) => `<authentication-basic username="${form}" password="${form}" />`],
  ["a thumbprint", (form) => `<authentication-certificate thumbprint="${form}" />`],
  ["a fragment", (form) => `<include-fragment fragment-id="${form}" />`],
  ["a status", (form) => `<return-response><set-status code="${form}" reason="x" /></return-response>`],
  ["a whole element's place", (form) => `${form}`],
];

const around = (policy: string) =>
  `<policies><inbound><base />${policy}</inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;

suite("a value that a deployment tool fills in", () => {
  for (const { tool, text: form } of valueForms) {
    // Whether named values exist is asked of what is connected.
    const known = form === "{{name}}" ? {} : { live };
    test(`of ${tool}, ${form}, is not judged`, () => {
      for (const [title, policy] of places) {
        const text = around(policy(form));
        const found = lint(parsePolicy(text), known).filter(({ rule }) => rule !== "attribute-recommended");
        assert.deepEqual(
          found.map(({ rule, message }) => `${title}: ${rule}: ${message}`),
          [],
        );
      }
    });

    test(`of ${tool}, ${form}, in the place of any value of a token check, is not judged`, () => {
      for (const policy of [discoveryPolicy, keysPolicy]) {
        const usual = new Set(
          lint(parsePolicy(policy), known).map(({ rule, message }) => `${rule}: ${message}`),
        );
        for (const [value, mark] of policy.matchAll(/(?<=[\w-]="|<\w+>)[^<>"]+(?=["<])/g)) {
          assert.ok(value && mark === undefined);
          const text = policy
            .replace(`"${value}"`, () => `"${form}"`)
            .replace(`>${value}<`, () => `>${form}<`);
          const found = lint(parsePolicy(text), known).map(({ rule, message }) => `${rule}: ${message}`);
          assert.deepEqual(
            found.filter((finding) => !usual.has(finding)),
            [],
            value,
          );
        }
      }
    });
  }
});
