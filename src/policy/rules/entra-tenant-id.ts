import { attributeValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { attribute } from "./reading/elements.ts";
import { isGuid } from "./reading/guid.ts";

const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const words = /^(common|organizations|consumers)$/i;

/** The tenant is named by id or domain, not by an address. */
export const entraTenantId: ElementRule = {
  id: "entra-tenant-id",
  severity: "warning",
  doc: "tenant-id is an id, a domain, or organizations, common or consumers.",
  on: "element",
  reads: "attributes",
  names: ["validate-azure-ad-token"],
  check({ element }, context) {
    const value = attributeValue(attribute(element, "tenant-id"));
    if (!value?.literal || value.text === "") return;
    if (isGuid(value.text) || domain.test(value.text) || words.test(value.text)) return;
    context.report(value.span, `"${value.text}" is neither the id nor a domain of an Entra tenant.`);
  },
};
