import type { AttributeNode } from "../../syntax/nodes.ts";

/** Whether a boolean attribute is given as true, however it is written. */
export function isOn(attribute: AttributeNode | undefined): boolean {
  return attribute !== undefined && /^\s*(true|1)\s*$/i.test(attribute.value);
}

/** Whether a boolean attribute is given as false, however it is written. */
export function isOff(attribute: AttributeNode | undefined): boolean {
  return attribute !== undefined && /^\s*(false|0)\s*$/i.test(attribute.value);
}
