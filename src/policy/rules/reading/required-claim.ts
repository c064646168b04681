import type { Place } from "../../facts/places.ts";

const paths = new Set([
  "validate-jwt/required-claims/claim",
  "validate-azure-ad-token/required-claims/claim",
]);

/** Whether an element at `place` is a required claim; both policies compare them in the same way. */
export function isRequiredClaim({ path }: Place): boolean {
  return paths.has(path);
}
