import { isFilledLater } from "../syntax/filled-later.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";

const restricting = ["backend-application-ids", "client-application-ids", "audiences", "required-claims"];

/** The tenant alone lets any token of anybody in it pass, for whatever API. */
export const entraRestrictsCallers: ElementRule = {
  id: "entra-restricts-callers",
  severity: "warning",
  doc: "validate-azure-ad-token names audiences, applications or claims.",
  on: "element",
  reads: "content",
  names: ["validate-azure-ad-token"],
  check({ element }, context) {
    if (childElements(element).some(({ name }) => restricting.includes(name))) return;
    if (isFilledLater(element, context.text)) return;
    context.report(
      element.nameSpan,
      "Any token of this tenant passes, for whatever API: add audiences or client-application-ids.",
    );
  },
};
