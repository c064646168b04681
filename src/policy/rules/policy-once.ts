import { policy } from "../facts/policies.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";

/** Of some policies the reference allows one per section. */
export const policyOnce: ElementRule = {
  id: "policy-once",
  severity: "warning",
  doc: "A policy that may be used once per section is used once.",
  on: "element",
  reads: "content",
  names: ["inbound", "backend", "outbound", "on-error"],
  applies: ({ kind }) => kind === "section",
  check({ element }, context) {
    const seen = new Map<string, { readonly start: number; readonly end: number }>();
    for (const child of childElements(element)) {
      if (!policy(child.name)?.once) continue;
      const first = seen.get(child.name);
      if (!first) seen.set(child.name, child.nameSpan);
      else {
        context.report(child.nameSpan, `"${child.name}" may be used once per section.`, {
          related: [{ span: first, message: "It is used here before." }],
        });
      }
    }
  },
};
