export { callerAddress } from "./caller-address.ts";
export { acceptBoth, decideByIssuer, replaceCheck } from "./existing-checks.ts";
export { holdsInInbound, insertIntoInbound, isForPreflights } from "./insert-inbound.ts";
export { insertValidateJwt } from "./insert-validate-jwt.ts";
export { type JwtLink, type LinkValue, type RequiredClaim, readJwtLink, readJwtLinks } from "./jwt-links.ts";
export type { ValidateJwtOptions } from "./jwt-options.ts";
export { fragmentOf, type NewElement, type NewValue } from "./new-element.ts";
export { isStructurallySound } from "./refuse-broken.ts";
export { type RemoveValidateJwtOptions, removeValidateJwt } from "./remove-validate-jwt.ts";
