export {
  type EffectiveElement,
  type EffectiveNode,
  type EffectivePart,
  EffectivePolicy,
  type EffectiveUnknown,
  type FindFragment,
} from "./effective-policy.ts";
export { type FindNamedValue, isRedacted, type NamedValue } from "./filled-text.ts";
export { type PolicyLevelName, type PolicyPlace, type PolicySource, PolicyText } from "./policy-text.ts";
export { type RenderWords, renderEffectivePolicy } from "./render.ts";
export type { RenderedPolicy } from "./rendered-policy.ts";
