import { Failure } from "../../core/failure.ts";

/**
 * The condition that a call's token names `issuer`, not yet checked by anybody.
 *
 * @throws Failure `invalid-input` for an issuer that no expression can name.
 */
export function isIssuedBy(issuer: string): string {
  if (/["\\<>&\s]/.test(issuer)) {
    throw new Failure("invalid-input", `The issuer “${issuer}” cannot be compared in a policy expression.`, {
      remedy: "Choose another way to meet the check that is there.",
    });
  }
  return `@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split(' ').Last().AsJwt()?.Issuer == "${issuer}")`;
}
