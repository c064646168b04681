export type { ElementFacts, Scope } from "../../../policy/facts/model.ts";
export { childPlace, type Place, rootPlace } from "../../../policy/facts/places.ts";
export { policy } from "../../../policy/facts/policies.ts";
export type * from "../../../policy/syntax/index.ts";
export {
  childElements,
  decodeEntities,
  encodeEntities,
  expressionsOf,
  literalValue,
  namedValues,
  parsePolicy,
  textOf,
} from "../../../policy/syntax/index.ts";
