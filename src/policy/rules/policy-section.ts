import type { ElementRule } from "./engine/rule.ts";
import { listNames } from "./reading/wording.ts";

/** Most policies make sense in some sections only, and the service refuses them elsewhere. */
export const policySection: ElementRule = {
  id: "policy-section",
  severity: "error",
  doc: "A policy stands in a section that allows it.",
  on: "element",
  reads: "name",
  applies: ({ kind, policy: facts, section, resolver, contained }) =>
    kind === "policy" &&
    !resolver &&
    !contained &&
    section !== undefined &&
    facts?.sections?.has(section) === false,
  check({ element, place }, context) {
    const { policy: facts, section } = place;
    if (!facts?.sections) return;
    if (facts.resolver) {
      context.report(element.nameSpan, `"${element.name}" belongs in a GraphQL resolver, not in a section.`);
      return;
    }
    const allowed = listNames([...facts.sections]);
    context.report(
      element.nameSpan,
      `"${element.name}" is not allowed in ${section}; it belongs in ${allowed}.`,
    );
  },
};
