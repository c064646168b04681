export * from "./edits/index.ts";
export * from "./effective/index.ts";
export * from "./expressions/index.ts";
export type { LiveApi, LiveFacts, LiveNamedValue, LiveTenant } from "./facts/live-facts.ts";
export type { ElementFacts, Scope } from "./facts/model.ts";
export { childPlace, type Place, rootPlace } from "./facts/places.ts";
export { isPolicyName } from "./facts/policies.ts";
export {
  type Completion,
  type CompletionKind,
  type CompletionOptions,
  complete,
} from "./features/complete/index.ts";
export type { Hover } from "./features/describe.ts";
export * from "./features/format/index.ts";
export { hover } from "./features/hover.ts";
export * from "./features/navigate/index.ts";
export { type ClaimReading, type Item, type JwtPolicy, readClaim, readJwtPolicy } from "./jwt/read.ts";
export * from "./rules/index.ts";
export * from "./syntax/index.ts";
