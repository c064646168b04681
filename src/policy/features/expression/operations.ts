import { endOf, isOfType, typeText } from "./brackets-of.ts";
import { type Operand, operandsBetween } from "./operands.ts";
import type { TypeSource } from "./type-source.ts";

/**
 * The type of what the tokens from `from` up to `to` compute. Of several values that `?:` and `??` choose from, that of
 * the last whose type can be told.
 */
export function typeOfOperation(reader: TypeSource, from: number, to: number): string | undefined {
  const operands = operandsBetween(reader.tokens, from, to);
  let end = operands.length;
  for (let index = end - 1; index >= 0; index -= 1) {
    const before = operands[index - 1]?.sign;
    if (before !== undefined && before !== "choice" && before !== "condition") continue;
    const type = typeOfValue(reader, operands.slice(index, end));
    if (type !== undefined) return type;
    // What stands before a `?` decides only.
    if (before === "condition") return undefined;
    end = index;
  }
  return undefined;
}

/** The type of operands that none of is a choice. */
function typeOfValue(reader: TypeSource, operands: readonly Operand[]): string | undefined {
  const signs = operands.slice(0, -1).map(({ sign }) => sign);
  if (signs.includes("other")) return undefined;
  if (signs.includes("truth")) return "bool";
  const last = operands.at(-1);
  if (last && signs.at(-1) === "conversion") return typeText(reader.tokens, last.from, last.to);
  const types = operands.map((operand) => typeOfOperand(reader, operand));
  return types.length > 1 ? typeOfArithmetic(types) : types[0];
}

function typeOfArithmetic(types: readonly (string | undefined)[]): string | undefined {
  if (types.includes("string")) return "string";
  const [first, second] = types;
  const isDifference = first === second && (first === "DateTime" || first === "DateTimeOffset");
  if (isDifference) return "TimeSpan";
  return types.includes(undefined) ? undefined : (types.find((type) => type === "double") ?? first);
}

function typeOfOperand(reader: TypeSource, { from, to }: Operand): string | undefined {
  const { tokens } = reader;
  const first = tokens[from];
  if (first?.text === "throw") return undefined;
  if (first?.text === "(") {
    const close = endOf(tokens, from + 1, "");
    const target = tokens[close + 1];
    const isCast = close + 1 < to && (target?.kind !== "operator" || target.text === "(");
    if (isCast && tokens.slice(from + 1, close).every(isOfType)) return typeText(tokens, from + 1, close);
  }
  const last = tokens[to - 1];
  if (last?.kind === "number" && to - from <= 2) return typeOfNumber(last.text);
  return reader.endingAt(to - 1);
}

function typeOfNumber(text: string): string {
  if (/^0[xXbB]/.test(text)) return "int";
  if (/[mM]$/.test(text)) return "decimal";
  if (/[lL]$/.test(text)) return "long";
  return /[.eEdDfF]/.test(text) ? "double" : "int";
}
