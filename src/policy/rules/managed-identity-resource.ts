import { attributeValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";

const suffix = "/.default";

/** A managed identity is asked for a resource; the scope form is for other libraries. */
export const managedIdentityResource: ElementRule = {
  id: "managed-identity-resource",
  severity: "warning",
  doc: "The resource of a managed identity is an application id URI, not a scope.",
  on: "element",
  reads: "attributes",
  names: ["authentication-managed-identity"],
  check({ element }, context) {
    const given = attribute(element, "resource");
    const value = attributeValue(given);
    if (!given || !value?.literal) return;
    if (value.text === "") context.report(value.span, "No token is issued without a resource.");
    if (!value.text.endsWith(suffix)) return;
    const resource = value.text.slice(0, -suffix.length);
    context.report(value.span, `This is a scope; the resource is "${resource}".`, {
      // Whose token is asked for, somebody chose.
      fix: changeTo(resource, (to) => setValue(given, to)),
    });
  },
};
