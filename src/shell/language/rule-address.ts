import { Uri } from "vscode";
import { commandIds } from "../ids.ts";

/** What a click on a rule's id opens: its page, by way of our own command. */
export function ruleAddress(rule: string): Uri {
  return Uri.parse(`command:${commandIds.showRule}?${encodeURIComponent(JSON.stringify([rule]))}`);
}
