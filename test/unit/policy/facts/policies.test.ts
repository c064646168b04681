import assert from "node:assert/strict";
import { childPlace, elementFacts, rootPlace } from "../../../../src/policy/facts/places.ts";
import { policiesIn, policy } from "../../../../src/policy/facts/policies.ts";

suite("what is known about policies", () => {
  test("validate-jwt: parts in the order that the service insists on", () => {
    const facts = policy("validate-jwt");
    assert.deepEqual(
      [...(facts?.children.keys() ?? [])],
      [
        "openid-config",
        "issuer-signing-tokens",
        "issuer-signing-keys",
        "decryption-keys",
        "audiences",
        "issuers",
        "required-claims",
      ],
    );
    assert.equal(facts?.ordered, true);
    assert.deepEqual([...(facts?.sections ?? [])], ["inbound"]);
  });

  test("validate-jwt: type, default and groups of attributes", () => {
    const facts = policy("validate-jwt");
    assert.equal(facts?.attributes.get("failed-validation-httpcode")?.type, "integer");
    assert.equal(facts?.attributes.get("clock-skew")?.default, "0");
    assert.equal(facts?.attributes.get("output-token-variable-name")?.expressions, false);
    assert.deepEqual(facts?.groups, [{ exactlyOne: ["header-name", "query-parameter-name", "token-value"] }]);
  });

  test("every policy may have an id", () => {
    assert.ok(policy("cors")?.attributes.has("id"));
    assert.ok(!elementFacts(["policies", "inbound", "cors", "allowed-origins"])?.attributes.has("id"));
  });

  test("lists depend on section and scope", () => {
    const names = (list: readonly { name: string }[]) => list.map((facts) => facts.name);
    assert.ok(names(policiesIn("inbound")).includes("validate-jwt"));
    assert.ok(!names(policiesIn("outbound")).includes("validate-jwt"));
    assert.ok(names(policiesIn("inbound", "product")).includes("quota"));
    assert.ok(!names(policiesIn("inbound", "api")).includes("quota"));
    assert.ok(!names(policiesIn("inbound")).includes("http-data-source"));
  });
});

suite("places", () => {
  const at = (...path: string[]) =>
    path.slice(1).reduce((place, name) => childPlace(place, name), rootPlace(path[0] ?? ""));

  test("a policy within a branch keeps its section", () => {
    const place = at("policies", "inbound", "choose", "when", "cors");
    assert.equal(place.kind, "policy");
    assert.equal(place.section, "inbound");
  });

  test("parts carry the policy they belong to", () => {
    const place = at("policies", "inbound", "validate-jwt", "required-claims", "claim");
    assert.equal(place.kind, "part");
    assert.equal(place.path, "validate-jwt/required-claims/claim");
    assert.equal(place.policy?.name, "validate-jwt");
  });

  test("a policy that another one contains is a policy, with the occurrences of the container", () => {
    const place = at("policies", "inbound", "return-response", "set-header");
    assert.equal(place.kind, "policy");
    assert.equal(place.path, "set-header");
    assert.equal(at("policies", "inbound", "return-response", "set-status").facts?.max, 1);
  });

  test("nothing is known below a body template", () => {
    assert.equal(at("policies", "inbound", "set-body", "order", "item").kind, "free");
  });

  test("a misplaced name is unknown, not its namesake", () => {
    assert.equal(at("policies", "inbound", "issuers").kind, "unknown");
    assert.equal(at("policies", "validate-jwt").kind, "unknown");
    assert.equal(at("polices").kind, "unknown");
  });

  test("base and fragment", () => {
    assert.equal(at("policies", "inbound", "base").kind, "base");
    assert.equal(at("fragment", "validate-jwt").kind, "policy");
    assert.equal(at("fragment", "validate-jwt").section, undefined);
  });
});
