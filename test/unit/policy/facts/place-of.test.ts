import assert from "node:assert/strict";
import type { ElementFacts } from "../../../../src/policy/facts/model.ts";
import {
  childPlace,
  elementFacts,
  type Place,
  placeOf,
  rootPlace,
} from "../../../../src/policy/facts/places.ts";
import { policy, policyNames, sections } from "../../../../src/policy/facts/policies.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";

/** A place on one line: kind, path, section in parentheses, `resolver`, `contained`. */
function show({ kind, path, section, resolver, contained }: Place): string {
  return [kind, path, section && `(${section})`, resolver && "resolver", contained && "contained"]
    .filter(Boolean)
    .join(" ");
}

/** The place of the last element of `text`. */
function last(text: string): string {
  const element = parsePolicy(text).elements().at(-1);
  assert.ok(element);
  return show(placeOf(element));
}

suite("the place of an element", () => {
  const examples: readonly (readonly [text: string, place: string])[] = [
    ["<policies/>", "document policies"],
    ["<fragment/>", "document fragment"],
    ["<Policies/>", "unknown Policies"],
    ["<nonsense/>", "unknown nonsense"],
    ["<inbound/>", "section inbound (inbound)"],
    ["<on-error><base/>", "base base (on-error)"],
    ["<cors/>", "policy cors"],
    ["<cors><allowed-origins>", "part cors/allowed-origins"],
    ["<policies><inbound>", "section inbound (inbound)"],
    ["<policies><inbound><base/>", "base base (inbound)"],
    ["<policies><inbound><cors/>", "policy cors (inbound)"],
    ["<policies><outbound><cors/>", "policy cors (outbound)"],
    ["<policies><cors/>", "unknown policies/cors"],
    ["<policies><inbound><nonsense/>", "unknown inbound/nonsense (inbound)"],
    ["<policies><inbound><inbound/>", "unknown inbound/inbound (inbound)"],
    ["<policies><inbound><nonsense><cors/>", "free inbound/nonsense/cors (inbound)"],
    ["<policies><inbound><choose><when/>", "part choose/when (inbound)"],
    ["<policies><inbound><choose><cors/>", "unknown choose/cors (inbound)"],
    ["<policies><inbound><choose><when><cors/>", "policy cors (inbound)"],
    ["<policies><inbound><choose><when><base/>", "base base (inbound)"],
    ["<policies><inbound><retry><cors/>", "policy cors (inbound)"],
    ["<policies><inbound><set-header><value/>", "part set-header/value (inbound)"],
    ["<policies><inbound><set-body><x/>", "free set-body/x (inbound)"],
    ["<policies><inbound><set-body><x><cors/>", "free set-body/x/cors (inbound)"],
    ["<policies><inbound><return-response><set-body/>", "policy set-body (inbound) contained"],
    ["<policies><inbound><return-response><set-header><value/>", "part set-header/value (inbound) contained"],
    ["<policies><inbound><return-response><cors/>", "unknown return-response/cors (inbound)"],
    ["<fragment><base/>", "base base"],
    ["<fragment><set-header/>", "policy set-header"],
    ["<fragment><inbound/>", "unknown fragment/inbound"],
    ["<http-data-source/>", "policy http-data-source resolver"],
  ];
  for (const [text, place] of examples) test(text, () => assert.equal(last(text), place));
});

suite("the places of every policy", () => {
  const walk = (place: Place, facts: ElementFacts, seen: string[]): void => {
    for (const [name, part] of facts.children) {
      const child = childPlace(place, name);
      assert.equal(child.facts, part, `${place.path}/${name}`);
      assert.match(child.kind, /^(part|policy)$/);
      assert.equal(child.section, place.section);
      assert.ok(child.policy !== undefined);
      seen.push(child.path);
      walk(child, part, seen);
    }
  };

  for (const name of policyNames) {
    const facts = policy(name);
    if (!facts) continue;
    test(`${name}: each part is found, a misspelt one is not`, () => {
      const [section = "inbound"] = facts.sections ?? [];
      const place = facts.resolver
        ? rootPlace(name)
        : childPlace(childPlace(rootPlace("policies"), section), name);
      assert.equal(place.policy, facts);
      const seen: string[] = [];
      walk(place, facts, seen);
      assert.equal(seen.length >= facts.children.size, true);
      const other = childPlace(place, "misspelt");
      assert.equal(other.facts, undefined);
      assert.equal(other.kind, facts.content === "anything" ? "free" : "unknown");
    });
  }

  test("a path of names leads to the same facts as walking there", () => {
    for (const section of sections) {
      for (const name of policyNames) {
        const facts = policy(name);
        assert.equal(elementFacts(["policies", section, name]), facts);
        for (const [part, child] of facts?.children ?? []) {
          assert.equal(elementFacts(["policies", section, name, part]), child);
        }
      }
    }
    assert.equal(elementFacts([]), undefined);
    assert.equal(elementFacts(["nonsense", "cors"]), undefined);
  });

  test("a depth that no policy has is no trouble", () => {
    const depth = 2_000;
    const text = `<policies><inbound>${"<choose><when>".repeat(depth)}<cors/>`;
    assert.equal(last(text), "policy cors (inbound)");
  });
});
