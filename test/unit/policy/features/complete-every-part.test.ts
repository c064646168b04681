import assert from "node:assert/strict";
import type { AttributeFacts, ElementFacts } from "../../../../src/policy/facts/model.ts";
import { policy, policyNames } from "../../../../src/policy/facts/policies.ts";
import { parsePolicy } from "../../../../src/policy/syntax/index.ts";
import { labelsAt, offersAt, textAfter } from "./support/offers.ts";

/** An element of a policy, with the start tags that lead to it. */
interface Part {
  readonly path: string;
  readonly open: string;
  readonly facts: ElementFacts;
}

function partsOf(facts: ElementFacts, open: string, path: string): readonly Part[] {
  const children = [...facts.children.values()].flatMap((child) =>
    partsOf(child, `${open}<${facts.name}>`, `${path}/${child.name}`),
  );
  return [{ path, open, facts }, ...children];
}

const parts = policyNames.flatMap((name) => {
  const facts = policy(name);
  if (!facts) return [];
  const [section = "inbound"] = facts.sections ?? [];
  return partsOf(facts, facts.resolver ? "" : `<policies><${section}>`, name);
});

const inTag = ({ open, facts }: Part, attributes: string) => `${open}<${facts.name} ${attributes}`;
const inside = ({ open, facts }: Part, content: string) => `${open}<${facts.name}>${content}</${facts.name}>`;

/** Values of `facts` in the order they are to be offered: what holds anyway comes first. */
function valuesOf({ type, values, default: preset }: AttributeFacts): readonly string[] {
  const all = type === "boolean" ? ["true", "false"] : (values ?? []);
  return preset === undefined ? all : [preset, ...all.filter((value) => value !== preset)];
}

suite("completion of every part of every policy", () => {
  for (const part of parts) {
    const { path, facts } = part;
    const names = [...facts.attributes.keys()];
    const children = [...facts.children.keys()];

    if (names.length > 0) {
      test(`${path}: its attributes, the necessary ones first, each once`, () => {
        const offered = labelsAt(inTag(part, "‸>"));
        const necessary = names.filter((name) => facts.attributes.get(name)?.required !== undefined);
        assert.deepEqual(offered, [...necessary, ...names.filter((name) => !necessary.includes(name))]);
        for (const name of names) {
          assert.ok(!labelsAt(inTag(part, `${name}="" ‸>`)).includes(name), name);
          const after = textAfter(inTag(part, "‸ />"), name);
          const tag = parsePolicy(after).elements(facts.name).at(-1);
          assert.deepEqual(
            tag?.attributes.map((attribute) => attribute.name),
            [name],
          );
        }
      });
    }

    for (const attribute of facts.attributes.values()) {
      if (attribute.type !== "boolean" && attribute.type !== "enum") continue;
      test(`${path}@${attribute.name}: its values, in any quotes`, () => {
        for (const quoted of ['"‸"', "'‸'", "‸", '"tr‸"']) {
          assert.deepEqual(labelsAt(inTag(part, `${attribute.name}=${quoted} />`)), valuesOf(attribute));
        }
      });
    }

    if (children.length > 0 && facts.content !== "policies") {
      test(`${path}: its parts in their order, as many as there may be`, () => {
        assert.deepEqual(labelsAt(inside(part, "<‸")), children);
        for (const [index, child] of children.entries()) {
          const rest = children.filter((name, other) => {
            if (name === child) return (facts.children.get(name)?.max ?? 1) > 1;
            return !facts.ordered || other > index;
          });
          assert.deepEqual(labelsAt(inside(part, `<${child}/><‸`)), rest, `behind ${child}`);
        }
      });
    }
  }

  test("documents whatever it offers", () => {
    for (const part of parts) {
      for (const marked of [inTag(part, "‸>"), inside(part, "<‸")]) {
        for (const { label, documentation } of offersAt(marked)) {
          assert.ok(documentation.length > 3, `${part.path}: ${label}`);
        }
      }
    }
  });
});
