import type { ElementFacts } from "../../facts/model.ts";
import type { AttributeNode } from "../../syntax/nodes.ts";
import type { Fix } from "../engine/rule.ts";
import { replace } from "./edits.ts";

const variableRead = /\bcontext\.Variables\[\s*(?:"|&quot;)([\w.-]+)(?:"|&quot;)\s*\]/;

/**
 * What to say of code in `attribute` when that takes no expression, so that the code must not become one either; with
 * the name of the variable that it reads, where that was meant. `undefined` when an expression may stand there.
 */
export function codeInPlaceOfName(
  { name, value, valueSpan, element }: AttributeNode,
  facts: ElementFacts | undefined,
): { readonly message: string; readonly fix: Fix | undefined } | undefined {
  if (facts?.attributes.get(name)?.expressions !== false || !valueSpan) return undefined;
  if (!name.endsWith("variable-name")) {
    return {
      message: `"${name}" of <${element.name}> takes no expression, and this is code.`,
      fix: undefined,
    };
  }
  const variable = variableRead.exec(value)?.[1];
  const fix: Fix | undefined =
    variable === undefined
      ? undefined
      : { title: `Write "${variable}"`, edits: [replace(valueSpan, variable)], safe: false, mends: true };
  return { message: `The name of a variable belongs into "${name}", and no expression.`, fix };
}
