import { attributeValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { attribute } from "./reading/elements.ts";
import { isGuid } from "./reading/guid.ts";

/** A user-assigned identity is named by its client id, neither by its name nor by its resource id. */
export const managedIdentityClientId: ElementRule = {
  id: "managed-identity-client-id",
  severity: "warning",
  doc: "The client-id of a managed identity is a client id.",
  on: "element",
  reads: "attributes",
  names: ["authentication-managed-identity"],
  check({ element }, context) {
    const value = attributeValue(attribute(element, "client-id"));
    if (!value?.literal || value.text === "" || isGuid(value.text)) return;
    context.report(value.span, `"${value.text}" is not the client id of an identity.`);
  },
};
