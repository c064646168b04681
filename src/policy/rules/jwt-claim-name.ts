import { isFilledLater } from "../syntax/filled-later.ts";
import type { JwtRule } from "./engine/rule.ts";
import { attribute } from "./reading/elements.ts";

/** A required claim without a name says nothing. */
export const jwtClaimName: JwtRule = {
  id: "jwt-claim-name",
  severity: "error",
  doc: "A required claim has a name.",
  on: "validate-jwt",
  reads: "content",
  check({ claims, element }, context) {
    for (const claim of claims) {
      if (claim.name && claim.name.text !== "") continue;
      // A missing attribute is reported by attribute-required.
      const given = attribute(claim.element, "name");
      if (given) context.report(given.span, "The name of the required claim is empty.");
    }
    for (const child of element.children) {
      if (child.kind !== "element" || child.name !== "required-claims") continue;
      if (child.children.some((claim) => claim.kind === "element")) continue;
      if (isFilledLater(child, context.text)) continue;
      context.report(child.nameSpan, "<required-claims> names no claim.");
    }
  },
};
