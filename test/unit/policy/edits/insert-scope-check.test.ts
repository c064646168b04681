import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { applyEdits } from "../../../../src/core/edit.ts";
import { insertScopeCheck, lint, type NewElement, parsePolicy } from "../../../../src/policy/index.ts";

const discovery = "https://acme.eu.auth0.com/.well-known/openid-configuration";

function scopeCheck(scopes: readonly string[], audience = "orders", status = "403"): NewElement {
  const children = scopes.map((text) => ({ name: "value", text }));
  const attributes = { name: "scope", match: "all", separator: " " };
  return {
    name: "validate-jwt",
    attributes: { "header-name": "Authorization", "failed-validation-httpcode": status },
    children: [
      { name: "openid-config", attributes: { url: discovery } },
      { name: "audiences", children: [{ name: "audience", text: audience }] },
      { name: "issuers", children: [{ name: "issuer", text: "https://acme.eu.auth0.com/" }] },
      { name: "required-claims", children: [{ name: "claim", attributes, children }] },
    ],
  };
}

function insert(text: string, ...scopes: readonly string[]): string {
  return applyEdits(text, insertScopeCheck(parsePolicy(text), scopeCheck(scopes), scopes));
}

/** The names of what stands in the inbound section, in order, with the status of a check. */
function inboundOf(text: string): readonly string[] {
  return parsePolicy(text)
    .elements()
    .filter(({ parent }) => parent?.name === "inbound")
    .map(({ name, attributes }) => {
      const status = attributes.find((one) => one.name === "failed-validation-httpcode")?.value;
      return status ? `${name} ${status}` : name;
    });
}

const policyWith = (...lines: readonly string[]) =>
  ["<policies>", "  <inbound>", ...lines.map((line) => `    ${line}`), "  </inbound>", "</policies>"].join(
    "\n",
  );
const ownCheck = `<validate-jwt header-name="Authorization" failed-validation-httpcode="401"><openid-config url="${discovery}" /><audiences><audience>orders</audience></audiences></validate-jwt>`;

suite("a check of scopes", () => {
  test("makes a whole document, behind what is inherited", () => {
    const text = insert("", "read:orders");
    assert.deepEqual(inboundOf(text), ["base", "validate-jwt 403"]);
    assert.match(text, /<claim name="scope" match="all" separator=" ">\s*<value>read:orders<\/value>/);
    assert.deepEqual(
      lint(parsePolicy(text), { scope: "operation" }).filter(({ severity }) => severity === "error"),
      [],
    );
  });

  const behind: readonly (readonly [name: string, lines: readonly string[], expected: readonly string[]])[] =
    [
      ["<base />", ["<base />", "<ip-filter />"], ["base", "validate-jwt 403", "ip-filter"]],
      [
        "the check of tokens, wherever that stands",
        ["<base />", "<ip-filter />", ownCheck, "<rewrite-uri />"],
        ["base", "ip-filter", "validate-jwt 401", "validate-jwt 403", "rewrite-uri"],
      ],
      [
        "a cors",
        ["<base />", "<cors />", "<ip-filter />"],
        ["base", "cors", "validate-jwt 403", "ip-filter"],
      ],
      ["nothing where nothing is inherited", ["<ip-filter />"], ["validate-jwt 403", "ip-filter"]],
    ];
  for (const [name, lines, expected] of behind) {
    test(`stands behind ${name}`, () => {
      assert.deepEqual(inboundOf(insert(policyWith(...lines), "read:orders")), expected);
    });
  }

  test("is not put there twice, and gets the scopes that it lacks", () => {
    const once = insert(policyWith("<base />"), "read:orders");
    assert.equal(insert(once, "read:orders"), once);
    const more = insert(once, "read:orders", "write:orders");
    assert.deepEqual(inboundOf(more), ["base", "validate-jwt 403"]);
    assert.match(more, /<value>read:orders<\/value>\s*<value>write:orders<\/value>/);
    assert.equal(insert(more, "read:orders"), more);
  });

  test("one for another audience, or with another status, is left as it is", () => {
    for (const other of [
      scopeCheck(["read:orders"], "billing"),
      scopeCheck(["read:orders"], "orders", "401"),
    ]) {
      const before = policyWith("<base />");
      const there = applyEdits(before, insertScopeCheck(parsePolicy(before), other, ["read:orders"]));
      const after = insert(there, "read:orders");
      assert.equal(inboundOf(after).filter((name) => name.startsWith("validate-jwt")).length, 2);
      assert.ok(after.length > there.length);
    }
  });

  test("keeps every other character", () => {
    const before = policyWith("<!-- mine   -->", "<base />", "<set-header name='a' />");
    const after = insert(before, "read:orders");
    const [head, tail] = before.split("<base />");
    assert.ok(after.startsWith(`${head}<base />`));
    assert.ok(tail !== undefined && after.endsWith(tail));
  });
});

suite("a check of scopes for the tokens of one issuer", () => {
  const issuer = "https://acme.eu.auth0.com/";
  const only = (text: string, ...scopes: readonly string[]) =>
    applyEdits(text, insertScopeCheck(parsePolicy(text), scopeCheck(scopes), scopes, issuer));

  test("stands in a branch behind the checks, also behind one in a branch", () => {
    const decided = `<choose><when condition="@(true)">${ownCheck}</when></choose>`;
    const text = only(policyWith("<base />", decided, "<rewrite-uri />"), "read:orders");
    assert.deepEqual(inboundOf(text), ["base", "choose", "choose", "rewrite-uri"]);
    assert.match(text, /AsJwt\(\)\?\.Issuer == "https:\/\/acme\.eu\.auth0\.com\/"\)">\s*<validate-jwt/);
  });

  test("gets the scopes that it lacks, and nothing where it lacks none", () => {
    const once = only(policyWith("<base />", ownCheck), "read:orders");
    assert.equal(only(once, "read:orders"), once);
    const twice = only(once, "read:orders", "write:orders");
    assert.deepEqual(inboundOf(twice), inboundOf(once));
    assert.match(twice, /<value>read:orders<\/value>\s*<value>write:orders<\/value>/);
  });

  test("is not one that stands in a branch for others", () => {
    const others = `<choose><when condition="@(true)">${ownCheck.replace("401", "403")}</when></choose>`;
    const text = only(policyWith("<base />", others), "read:orders");
    assert.deepEqual(inboundOf(text), ["base", "choose", "choose"]);
  });
});
