import { type Code, codeOf, evaluateCode, PassedOver, type Thing } from "../policy/index.ts";
import { allCode, hasUnreadable, replaced, textOfCode, variableRead } from "./code-text.ts";

/** Where a value comes from that no expression computes. */
type Source = "answer" | "token" | "unknown";

/** What a variable holds. */
export type VariableValue = { readonly key: string } & (
  | { readonly kind: "literal"; readonly value: unknown }
  /** Computed from the call, other variables put in. */
  | { readonly kind: "code"; readonly code: Code }
  | { readonly kind: "source"; readonly source: Source }
);

/** More code than this is not kept for a variable: each use of another may double it. */
const mostCode = 400;

/** A value that comes from elsewhere; `name` tells one from another. */
export function fromSource(source: Source, name = ""): VariableValue {
  return { kind: "source", source, key: `#${source}:${name}` };
}

/** A value that is known. */
export function literalVariable(value: unknown): VariableValue {
  return { kind: "literal", value, key: JSON.stringify(value) };
}

/** A value computed by `code`. */
export function computed(code: Code, context: Thing): VariableValue {
  try {
    const value = hasUnreadable(code) ? undefined : evaluateCode(code, context);
    const isPlain = value === null || ["string", "number", "boolean"].includes(typeof value);
    if (isPlain) return literalVariable(value);
  } catch (error) {
    if (!(error instanceof PassedOver)) throw error;
  }
  if (isLong(code)) return fromSource("unknown");
  return { kind: "code", code, key: textOfCode(code) };
}

function isLong(code: Code): boolean {
  let count = 0;
  for (const _ of allCode(code)) {
    count += 1;
    if (count > mostCode) return true;
  }
  return false;
}

/** The code that is written, `undefined` where it is not understood. */
export function readCode(written: string): Code | undefined {
  try {
    return codeOf(written);
  } catch (error) {
    if (error instanceof PassedOver) return undefined;
    throw error;
  }
}

/** `code` with what the variables hold in the place of their names. */
export function withVariables(code: Code, variables: ReadonlyMap<string, VariableValue>): Code {
  return replaced(code, (part) => {
    const name = variableRead(part);
    const value = name === undefined ? undefined : (variables.get(name) ?? variables.get("*"));
    if (value?.kind === "code") return value.code;
    return value?.kind === "source" ? { kind: "name", name: value.key } : undefined;
  });
}
