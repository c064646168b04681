import type { Scope } from "../../domain/auth0.ts";
import { type back, type PromptFrame, pickMany } from "../prompts.ts";

/** Asks which of these scopes. */
export function pickScopes(
  frame: PromptFrame,
  placeholder: string,
  scopes: readonly Scope[],
  isPicked: (value: string) => boolean,
): Promise<readonly string[] | typeof back> {
  const options = scopes.map(({ value, description }) => ({
    icon: "symbol-key",
    label: value,
    ...(description !== undefined && { description }),
    value,
    picked: isPicked(value),
  }));
  return pickMany({ ...frame, placeholder, options });
}
