import type { AttributeNode } from "../../syntax/nodes.ts";
import type { RuleContext } from "../engine/rule.ts";
import { removeAttribute } from "./edits.ts";

/** Whether a boolean attribute is given as true, however it is written. */
export function isOn(attribute: AttributeNode | undefined): boolean {
  return attribute !== undefined && /^\s*(true|1)\s*$/i.test(attribute.value);
}

/** Whether a boolean attribute is given as false, however it is written. */
export function isOff(attribute: AttributeNode | undefined): boolean {
  return attribute !== undefined && /^\s*(false|0)\s*$/i.test(attribute.value);
}

/** Reports a boolean attribute that is given as false, and offers to take it away: what it switches off is on by itself. */
export function reportOff(attribute: AttributeNode | undefined, context: RuleContext, message: string): void {
  if (!attribute || !isOff(attribute)) return;
  const edits = removeAttribute(attribute, context.text);
  context.report(attribute.span, message, { fix: { title: "Remove it", edits, safe: false } });
}
