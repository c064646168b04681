import type { Place } from "../../facts/places.ts";
import type { ClaimReading, JwtPolicy } from "../../jwt/read.ts";
import { hasAllAttributes } from "./elements.ts";

const paths = new Set([
  "validate-jwt/required-claims/claim",
  "validate-azure-ad-token/required-claims/claim",
]);

/** Whether an element at `place` is a required claim; both policies compare them in the same way. */
export function isRequiredClaim({ path }: Place): boolean {
  return paths.has(path);
}

/** Whether the claim `name` is required, as far as that is known. */
export function mayRequire(jwt: JwtPolicy, name: string): boolean {
  const isIt = ({ element, name: given }: ClaimReading) =>
    given === undefined ? !hasAllAttributes(element) : given.text === name || !given.literal;
  return jwt.claims.some(isIt) || jwt.mayHoldMore("required-claims");
}
