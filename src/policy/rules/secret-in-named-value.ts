import { attributeValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { attribute } from "./reading/elements.ts";

/** Whoever may read the policy reads the password; a secret named value keeps it apart. */
export const secretInNamedValue: ElementRule = {
  id: "secret-in-named-value",
  severity: "warning",
  doc: "A password stands in a named value, not in the policy.",
  on: "element",
  reads: "attributes",
  names: ["authentication-basic", "authentication-certificate", "proxy"],
  check({ element, place }, context) {
    if (place.kind !== "policy") return;
    const value = attributeValue(attribute(element, "password"));
    if (!value?.literal || value.text === "") return;
    context.report(
      value.span,
      "Everybody who may read this policy can read the password: put it into a secret named value, {{name}}.",
    );
  },
};
