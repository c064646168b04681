import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Verdict } from "../../../src/access/index.ts";
import { answer, choose, entryOf, jwt } from "./instance.ts";

/** A check for all but those whom a condition lets past. */
const exempting = (condition: string) => choose({ [condition.replaceAll('"', "&quot;")]: "" }, jwt());

/** A named value that cannot be read may say anything: never what stands for it. */
const conditions: Readonly<Record<string, string>> = {
  "a secret compared with a text": exempting('@("{{mode}}" == "open")'),
  "a text compared with a secret": exempting('@("open" == "{{mode}}")'),
  "a secret that must not be a text": choose({ "@(&quot;{{mode}}&quot; != &quot;open&quot;)": jwt() }),
  "a secret compared without regard to case": exempting(
    '@("{{mode}}".Equals("OPEN", StringComparison.OrdinalIgnoreCase))',
  ),
  "a secret within a text": exempting('@("a{{mode}}" == "aopen")'),
  "what is known of the API compared with a secret": exempting('@(context.Api.Path == "{{mode}}")'),
  "a variable that was set by a secret": `<set-variable name="isOpen" value="@(&quot;{{mode}}&quot; == &quot;open&quot;)"/>${exempting('@((bool)context.Variables["isOpen"])')}`,
};

const introspected = (url: string) =>
  `<send-request response-variable-name="told"><set-url>${url}</set-url><set-body>@(context.Request.Headers.GetValueOrDefault("Authorization", ""))</set-body></send-request>${choose({ "@(!(bool)((IResponse)context.Variables[&quot;told&quot;]).Body.As&lt;JObject>()[&quot;active&quot;])": answer(401) })}`;

/** Whose answer counts is known only where the caller does not say who is asked. */
const askedAt: readonly (readonly [string, string, Verdict])[] = [
  ["at an address that is written", "https://idp.example/introspect", "restricted"],
  ["at an address of a named value", "{{idp}}/introspect", "restricted"],
  [
    "at such an address with what the caller sends behind it",
    '@("https://idp.example/introspect?from=" + context.Request.IpAddress)',
    "restricted",
  ],
  [
    "at a host that the caller sends",
    '@(context.Request.Headers.GetValueOrDefault("X-Issuer", "") + "/introspect")',
    "unknown",
  ],
  [
    "at a host of which the caller sends a part",
    '@("https://" + context.Request.Headers.GetValueOrDefault("X-Tenant", "") + "/introspect")',
    "unknown",
  ],
  [
    "at a host that the caller may go on with",
    '@("https://idp.example" + context.Request.Headers.GetValueOrDefault("X-Path", ""))',
    "unknown",
  ],
];

suite("who gets in: what cannot be read, and who is asked", () => {
  for (const [what, api] of Object.entries(conditions)) {
    test(`${what}: unknown`, () => {
      assert.equal(entryOf({ api, values: { mode: null } }).verdict, "unknown");
      assert.equal(entryOf({ api }).verdict, "unknown", "and so it is where there is no such value");
      assert.equal(entryOf({ api, values: { mode: "closed" } }).verdict, "restricted");
    });
  }
  for (const [what, url, verdict] of askedAt) {
    test(`an introspection ${what}: ${verdict}`, () => {
      assert.equal(entryOf({ api: introspected(url), values: { idp: null } }).verdict, verdict);
    });
  }
});
