import { elementValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { isGuid } from "./reading/guid.ts";

/** Applications are named by client id; what begins with `api://` is an audience. */
export const entraApplicationId: ElementRule = {
  id: "entra-application-id",
  severity: "warning",
  doc: "An application-id is a client id.",
  on: "element",
  reads: "content",
  names: ["application-id"],
  check({ element, place }, context) {
    if (place.policy?.name !== "validate-azure-ad-token") return;
    const { text, literal, span } = elementValue(element, context.text);
    // Of several in one element another rule speaks.
    if (!literal || text.split(/[\s,;]+/).every((each) => each === "" || isGuid(each))) return;
    const hint = text.startsWith("api://") ? " An application id URI belongs in <audiences>." : "";
    context.report(span, `"${text}" is not the client id of an application.${hint}`);
  },
};
