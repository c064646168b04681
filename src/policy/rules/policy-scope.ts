import type { ElementRule } from "./engine/rule.ts";
import { listNames } from "./reading/wording.ts";

/** Some policies may be attached to some scopes only. Silent as long as the scope is not known. */
export const policyScope: ElementRule = {
  id: "policy-scope",
  severity: "error",
  doc: "A policy stands at a scope that allows it.",
  on: "element",
  reads: "name",
  applies: ({ kind }) => kind === "policy",
  check({ element, place }, context) {
    const { scope } = context.options;
    const scopes = place.policy?.scopes;
    if (place.kind !== "policy" || !scope || !scopes || scopes.has(scope) || place.policy?.resolver) return;
    const allowed = listNames([...scopes]);
    context.report(
      element.nameSpan,
      `"${element.name}" is not allowed at the scope ${scope}; it may be used at ${allowed}.`,
    );
  },
};
