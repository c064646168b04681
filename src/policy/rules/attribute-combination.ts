import type { AttributeGroup } from "../facts/model.ts";
import type { AttributeNode, ElementNode } from "../syntax/nodes.ts";
import type { ElementRule, RuleContext } from "./engine/rule.ts";
import { removeAttribute } from "./reading/edits.ts";
import { listQuoted } from "./reading/wording.ts";

/** Some attributes exclude each other, of others one must be there. */
export const attributeCombination: ElementRule = {
  id: "attribute-combination",
  severity: "error",
  doc: "Of attributes that exclude each other one is given; of alternatives at least one.",
  on: "element",
  reads: "attributes",
  // A rule of its own says more about the token of validate-jwt.
  applies: ({ facts, path }) => facts !== undefined && facts.groups.length > 0 && path !== "validate-jwt",
  check({ element, place }, context) {
    for (const group of place.facts?.groups ?? []) checkGroup(element, group, context);
  },
};

function checkGroup(element: ElementNode, group: AttributeGroup, context: RuleContext): void {
  const names = group.exactlyOne ?? group.atLeastOne ?? group.atMostOne ?? [];
  const given = element.attributes.filter(({ name }) => names.includes(name));
  if (given.length === 0 && !group.atMostOne) {
    context.report(element.nameSpan, `<${element.name}> needs ${listQuoted(names)}.`);
  } else if (given.length > 1 && !group.atLeastOne) {
    given.slice(1).forEach((second) => {
      reportSecond(second, given[0], names, context);
    });
  }
}

function reportSecond(
  second: AttributeNode,
  first: AttributeNode | undefined,
  names: readonly string[],
  context: RuleContext,
): void {
  context.report(second.nameSpan, `Only one of ${listQuoted(names, "and")} may be given.`, {
    fix: { title: `Remove "${second.name}"`, edits: removeAttribute(second, context.text), safe: false },
    related: first && [{ span: first.nameSpan, message: "This one is given, too." }],
  });
}
