export { decodeToken, looksLikeIdToken } from "./decode.ts";
export type {
  DecodedToken,
  SignedToken,
} from "./decoded-token.ts";
export { evaluateToken, type PresentedToken, readPresentedToken } from "./evaluate.ts";
export { explain } from "./explain.ts";
export type { Explanation } from "./explanation.ts";
export { type DiscoveredKeys, type KeySets, noKeySets } from "./keys.ts";
export { readJwtRequirements } from "./read-requirements.ts";
export type { JwtRequirements, KeyMaterial, SigningKey } from "./requirements.ts";
export type { Finding, KeySearch, RejectedVerdict, Verdict } from "./verdict.ts";
export { type ResolveValue, readAttribute, readContent } from "./written-value.ts";
