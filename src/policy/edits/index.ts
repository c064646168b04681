export { insertValidateJwt, isForPreflights } from "./insert-validate-jwt.ts";
export { type JwtLink, type LinkValue, type RequiredClaim, readJwtLinks } from "./jwt-links.ts";
export type { ValidateJwtOptions } from "./jwt-options.ts";
export { isStructurallySound } from "./refuse-broken.ts";
export { type RemoveValidateJwtOptions, removeValidateJwt } from "./remove-validate-jwt.ts";
