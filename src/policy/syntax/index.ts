export { type CursorContext, contextAt } from "./cursor-context.ts";
export { attribute, childElements, type ElementText, literalValue, textOf } from "./elements.ts";
export { decodeEntities, encodeEntities } from "./entities.ts";
export { type ExpressionUse, expressionsOf } from "./expression-list.ts";
export { maskExpressions } from "./mask.ts";
export {
  hasNamedValue,
  type NamedValueReference,
  namedValueNameAt,
  namedValues,
} from "./named-values.ts";
export type * from "./nodes.ts";
export { attributeAt, elementAt, nodeAround, nodeAt } from "./nodes-at.ts";
export { parsePolicy } from "./parse.ts";
export { isSectionName } from "./sections.ts";
export type { DirectiveRole, TemplateFamily, TemplateForm } from "./template-directives.ts";
export { findTemplates, holdsTemplate, isLiteral } from "./templates.ts";
export { elementValue, exactValue, literally, type Value } from "./value.ts";
