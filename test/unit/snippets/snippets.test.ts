import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import snippets from "../../../snippets/apim-policy.json" with { type: "json" };
import { complete, lint, parsePolicy, rules } from "../../../src/policy/index.ts";
import { everyChoice, filledIn, tabStops } from "./expand.ts";

/** Snippets for a section other than `<inbound>`. */
const sections: Readonly<Record<string, string>> = { "<return-401": "on-error" };

/** What the overview of authentication and authorization in API Management lists, and where ours for it begin. */
const waysToSecure = {
  "a token of Auth0 by discovery": "<validate-jwt",
  "a token of Auth0 with a scope": "<validate-jwt-scope",
  "a token of Auth0 with a permission": "<validate-jwt-permissions",
  "tokens of several tenants": "<validate-jwt-tenants",
  "a token signed with HS256": "<validate-jwt-hs256",
  "a token of Entra ID": "<validate-jwt-entra",
  "a token of Entra ID by its own policy": "<validate-azure-ad-token",
  "mutual TLS": "<validate-client-certificate",
  "the caller's address": "<ip-filter",
  "a subscription key": "<subscription-key",
  "a managed identity": "<authentication-managed-identity",
  "a certificate for the backend": "<authentication-certificate",
  "a password for the backend": "<authentication-basic",
  "the credential manager": "<get-authorization-context",
  "401 with the reason": "<return-401",
};

const entries = Object.entries(snippets).map(([name, { prefix, body, description }]) => ({
  name,
  prefix,
  description,
  body: body.join("\n"),
}));

/** A whole policy document with `body` in `section`, indented as the editor indents it. */
function documentWith(body: string, section: string): string {
  const parts = ["inbound", "backend", "outbound", "on-error"].map((name) => {
    const own = name === section ? `\n\t\t${body.replaceAll("\n", "\n\t\t")}` : "";
    return `\t<${name}>\n\t\t<base />${own}\n\t</${name}>`;
  });
  return `<policies>\n${parts.join("\n")}\n</policies>\n`;
}

const everyRule = Object.fromEntries(rules.map(({ id }) => [id, "error" as const]));

suite("snippets", () => {
  for (const { name, prefix, body } of entries) {
    const section = sections[prefix] ?? "inbound";

    test(`“${name}” has no findings as it is filled in, whatever is chosen`, () => {
      for (const text of everyChoice(body)) {
        const document = parsePolicy(documentWith(text, section));
        const findings = lint(document, { scope: "api", severities: everyRule });
        assert.deepEqual(
          findings.map(({ rule, message }) => `${rule}: ${message}`),
          [],
          document.text,
        );
      }
    });

    test(`“${name}” numbers its stops in a row and ends behind what it wrote`, () => {
      const numbers = new Set(tabStops(body).map(({ number }) => number));
      assert.deepEqual(
        [...numbers].sort((a, b) => a - b),
        [...numbers.keys()].map((_, index) => index),
      );
      assert.ok(body.endsWith(">$0"), body);
      assert.equal(
        [...body.matchAll(/\$\{?0/g)].length,
        1,
        "the last stop stands once, or the editor leaves its number in the text",
      );
    });

    test(`“${name}” fills in the same for stops of one number`, () => {
      const values = new Map<number, string>();
      for (const { number, filledIn: value } of tabStops(body)) {
        if (value === undefined) continue;
        assert.equal(values.get(number) ?? value, value, `stop ${number}`);
        values.set(number, value);
      }
    });
  }

  test("there is one for each way to secure an API", () => {
    const prefixes = entries.map(({ prefix }) => prefix);
    for (const [way, prefix] of Object.entries(waysToSecure)) assert.ok(prefixes.includes(prefix), way);
  });

  test("each has a prefix of its own, and says in a sentence what it does", () => {
    assert.equal(new Set(entries.map(({ prefix }) => prefix)).size, entries.length);
    for (const { name, description } of entries) assert.match(description, /^[A-Z].*\.$/, name);
  });

  test("a prefix begins with “<”, so that the editor replaces one that has been typed, and never doubles it", () => {
    for (const { prefix, body } of entries) {
      assert.match(prefix, /^<[a-z][a-z0-9-]*$/);
      assert.ok(body.startsWith("<"));
    }
  });

  test("no label is one that completion offers too", () => {
    for (const section of ["inbound", "on-error"]) {
      const text = documentWith("‸", section);
      const offset = text.indexOf("‸");
      const labels = complete(parsePolicy(text.replace("‸", "")), offset).map(({ label }) => label);
      assert.ok(labels.includes("validate-jwt") || section !== "inbound");
      for (const { prefix } of entries) assert.ok(!labels.includes(prefix), prefix);
    }
  });

  test("no secret stands in one: passwords and keys come from named values", () => {
    for (const { body } of entries) {
      for (const [, value] of filledIn(body).matchAll(/(?:password="|<key>)([^"<]*)/g))
        assert.match(value ?? "", /^\{\{[\w-]+\}\}$/);
    }
  });

  test("docs/policy-language.md lists them, and no other", () => {
    const page = readFileSync("docs/policy-language.md", "utf8");
    const listed = [...page.matchAll(/^\| `(<[^`]+)` \|/gm)].map(([, prefix]) => prefix);
    assert.deepEqual(
      listed,
      entries.map(({ prefix }) => prefix),
    );
  });

  test("each begins with a policy that completion offers whole, in the section it is for", () => {
    for (const { prefix, body } of entries) {
      const text = documentWith("‸", sections[prefix] ?? "inbound");
      const offers = complete(parsePolicy(text.replace("‸", "")), text.indexOf("‸"));
      const name = /<([a-z][\w-]*)/.exec(body)?.[1];
      const offer = offers.find(({ kind, label }) => kind === "policy" && label === name);
      assert.ok(offer?.insertText.startsWith("<"), `${prefix}: ${name} is not offered`);
    }
  });
});
