import assert from "node:assert/strict";
import { elementFacts } from "../../../../../src/policy/facts/places.ts";
import { firstValue } from "../../../../../src/policy/rules/reading/first-value.ts";
import { isHeaderName } from "../../../../../src/policy/rules/reading/header-name.ts";
import { listIn } from "../../../../../src/policy/rules/reading/list-in-element.ts";
import { anElement, listNames, listQuoted } from "../../../../../src/policy/rules/reading/wording.ts";

suite("words of a message", () => {
  test("an element has its article", () => {
    assert.deepEqual(["method", "origin", "Issuer"].map(anElement), [
      "a <method>",
      "an <origin>",
      "an <Issuer>",
    ]);
  });

  test("names are a list", () => {
    assert.deepEqual(
      [[], ["a"], ["a", "b"], ["a", "b", "c"]].map((names) => listNames(names)),
      ["", "a", "a and b", "a, b and c"],
    );
    assert.equal(listQuoted(["a", "b", "c"]), '"a", "b" or "c"');
  });
});

suite("a list in one text", () => {
  const small = (value: string) => /^[a-z]$/.test(value);
  for (const [text, values] of [
    ["a, b", ["a", "b"]],
    ["a;b  c", ["a", "b", "c"]],
    ["a\r\n\tb", ["a", "b"]],
    ["a", undefined],
    ["a,", undefined],
    ["a, B", undefined],
    [",", undefined],
    ["", undefined],
  ] as const) {
    test(JSON.stringify(text), () => assert.deepEqual(listIn(text, small), values));
  }
});

suite("names of headers", () => {
  for (const name of ["Accept", "x-a_b.c", "*"])
    test(`"${name}" may be one`, () => assert.ok(isHeaderName(name)));
  for (const name of ["", "a b", "a:", "a,b", "größe", '"a"']) {
    test(`"${name}" may be none`, () => assert.ok(!isHeaderName(name)));
  }
});

suite("what an attribute begins with when it is added", () => {
  const attribute = (policy: string, name: string) => {
    const facts = elementFacts(["policies", "inbound", policy])?.attributes.get(name);
    assert.ok(facts);
    return firstValue(facts);
  };

  for (const [policy, name, value] of [
    ["send-request", "mode", "new"],
    ["json-to-xml", "apply", "always"],
    ["llm-token-limit", "estimate-prompt-tokens", "false"],
    ["check-header", "failed-check-httpcode", "401"],
    ["set-variable", "name", ""],
  ] as const) {
    test(`"${name}" of ${policy}: "${value}"`, () => assert.equal(attribute(policy, name), value));
  }
});
