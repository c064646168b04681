import { endOf, isOfType, maxType } from "./brackets-of.ts";
import type { Token } from "./tokens.ts";

/** What stands between two operands: what it makes of them, and how many tokens it has. */
interface Sign {
  readonly kind: "truth" | "arithmetic" | "choice" | "condition" | "conversion" | "other";
  readonly length: number;
}

/** A part of an expression outside of brackets. */
export interface Operand {
  readonly from: number;
  readonly to: number;
  /** What stands behind it; `undefined` for the last. */
  readonly sign: Sign["kind"] | undefined;
}

/** The operands between the tokens at `from` and `to`, in order. */
export function operandsBetween(tokens: readonly Token[], from: number, to: number): readonly Operand[] {
  const operands: Operand[] = [];
  let start = from;
  let index = from;
  while (index < to) {
    const sign = signAt(tokens, index, index === start);
    if (sign) {
      operands.push({ from: start, to: index, sign: sign.kind });
      start = index + sign.length;
    }
    index = sign ? start : behind(tokens, index);
  }
  operands.push({ from: start, to, sign: undefined });
  return operands;
}

/** Behind the token at `index`, or behind the brackets or type arguments that it opens. */
function behind(tokens: readonly Token[], index: number): number {
  const token = tokens[index];
  if (token?.kind !== "operator") return index + 1;
  if ("([{".includes(token.text)) return endOf(tokens, index + 1, "") + 1;
  return (token.text === "<" && genericEnd(tokens, index)) || index + 1;
}

function signAt(tokens: readonly Token[], index: number, isFirst: boolean): Sign | undefined {
  const token = tokens[index];
  if (token?.kind === "name") return wordSign(token.text);
  if (token?.kind !== "operator") return undefined;
  const next = tokens[index + 1]?.text ?? "";
  const twice = next === token.text ? 2 : 1;
  switch (token.text) {
    case "=":
      return { kind: next === "=" ? "truth" : "other", length: 2 };
    case "&":
    case "|":
      return { kind: "truth", length: twice };
    case "<":
      return genericEnd(tokens, index) === undefined ? comparison(next) : undefined;
    case "!":
    case ">":
      return comparison(next);
    case "?":
      return choiceSign(next);
    case ":":
      return { kind: "choice", length: 1 };
    default:
      return "+-*/%".includes(token.text) && !isFirst ? { kind: "arithmetic", length: 1 } : undefined;
  }
}

function wordSign(word: string): Sign | undefined {
  if (word === "is") return { kind: "truth", length: 1 };
  return word === "as" ? { kind: "conversion", length: 1 } : undefined;
}

function comparison(next: string): Sign {
  return { kind: "truth", length: next === "=" ? 2 : 1 };
}

function choiceSign(next: string): Sign | undefined {
  if (next === "?") return { kind: "choice", length: 2 };
  return next === "." || next === "[" ? undefined : { kind: "condition", length: 1 };
}

/** Behind the `>` of the type arguments that the `<` at `open` begins; `undefined` when it means "less than". */
function genericEnd(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < open + maxType; index += 1) {
    const token = tokens[index];
    if (!token || !isOfType(token)) return undefined;
    if (token.text === "<") depth += 1;
    if (token.text === ">") depth -= 1;
    if (depth === 0) return "([{".includes(tokens[index + 1]?.text ?? " ") ? index + 1 : undefined;
  }
  return undefined;
}
