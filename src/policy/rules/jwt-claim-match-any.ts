import { countOf } from "../../core/count.ts";
import { readClaim } from "../jwt/read.ts";
import { attributeValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { addAttribute, setValue } from "./reading/edits.ts";
import { attribute } from "./reading/elements.ts";
import { isRequiredClaim } from "./reading/required-claim.ts";

/** Claims that are one text in every token, with Auth0 and Entra. */
const single = new Set([
  ...["iss", "sub", "azp", "client_id", "gty", "org_id", "org_name", "jti"],
  ...["appid", "tid", "oid"],
]);

/** Without match="any" all values must be in the token. */
export const jwtClaimMatchAny: ElementRule = {
  id: "jwt-claim-match-any",
  severity: "warning",
  doc: 'A required claim that a token has once, with several values, has match="any".',
  on: "element",
  reads: "both",
  names: ["claim"],
  applies: isRequiredClaim,
  check({ element }, context) {
    const match = attribute(element, "match");
    if ((match && match.value.trim() !== "all") || attribute(element, "separator")) return;
    const name = attributeValue(attribute(element, "name"))?.text ?? "";
    if (!single.has(name)) return;
    const { values } = readClaim(element, context.text);
    const wanted = new Set(values.flatMap(({ value }) => (value.literal ? [value.text] : [])));
    if (wanted.size < 2) return;
    const edits = match ? setValue(match, "any") : addAttribute(element, "match", "any");
    context.report(
      element.nameSpan,
      `A token has one "${name}", which cannot equal ${countOf(wanted.size, "value")} at once: use match="any".`,
      { fix: { title: 'Set match="any"', edits, safe: false } },
    );
  },
};
