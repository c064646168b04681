import { typeArguments } from "../../facts/type-name.ts";
import { enclosingOpener, endOf, genericOpener, isOfType, typeText } from "./brackets-of.ts";
import { itemOf } from "./members.ts";
import type { Token } from "./tokens.ts";
import type { TypeSource } from "./type-source.ts";

/** Words that a name may follow without being declared. */
const noTypes: ReadonlySet<string> = new Set(
  "return in new out is as else throw await case ref default from join".split(" "),
);

/** The type that `name` was declared with before `at`: `Jwt name`, `var name = …`, in a loop, or of a lambda. */
export function typeOfVariable(reader: TypeSource, at: number, name: string): string | undefined {
  const { tokens } = reader;
  for (let index = at - 1; index >= 0; index -= 1) {
    if (tokens[index]?.text !== name || tokens[index]?.kind !== "name") continue;
    if (isParameter(tokens, index, at)) return typeOfParameter(reader, index);
    const before = tokens[index - 1];
    if (before?.text === "var") return typeOfVar(reader, index, at);
    const declared = declaredBefore(tokens, index);
    if (declared !== undefined) return declared;
  }
  return undefined;
}

/** The variables that are declared before the end of the reader's tokens, the latest first, with their types. */
export function variablesBefore(reader: TypeSource): ReadonlyMap<string, string | undefined> {
  const { tokens } = reader;
  const at = tokens.length;
  const found = new Map<string, string | undefined>();
  for (let index = at - 1; index > 0; index -= 1) {
    const token = tokens[index];
    if (token?.kind !== "name" || found.has(token.text) || !isDeclared(tokens, index, at)) continue;
    found.set(token.text, typeOfVariable(reader, at, token.text));
  }
  return found;
}

function isDeclared(tokens: readonly Token[], index: number, at: number): boolean {
  if (isParameter(tokens, index, at)) return true;
  const next = tokens[index + 1]?.text;
  if (next === undefined || declaredBefore(tokens, index) === undefined) return false;
  // It is not there yet while its first value is written.
  return next !== "=" || endOf(tokens, index + 2, ";") < at;
}

/** Whether the name at `index` is that of a lambda's parameter, and `at` stands in its body. */
function isParameter(tokens: readonly Token[], index: number, at: number): boolean {
  if (tokens[index + 1]?.text !== "=" || tokens[index + 2]?.text !== ">") return false;
  return endOf(tokens, index + 3, ",;") >= at;
}

/** What the method that the lambda is given to calls it with. */
function typeOfParameter(reader: TypeSource, index: number): string | undefined {
  const open = enclosingOpener(reader.tokens, index);
  const member = open === undefined ? undefined : reader.memberAt(open - 1);
  for (const signature of member?.signature ? [member.signature, ...(member.overloads ?? [])] : []) {
    const taker = /(?:Func|Predicate|Action)</.exec(signature);
    if (taker) return typeArguments(signature, taker.index + taker[0].length - 1)[0];
  }
  return undefined;
}

function typeOfVar(reader: TypeSource, index: number, at: number): string | undefined {
  const { tokens } = reader;
  const next = tokens[index + 1]?.text;
  const end = endOf(tokens, index + 2, ";");
  if (end >= at && next !== "in") return undefined;
  if (next === "=") return reader.between(index + 2, end);
  const list = next === "in" && end < at ? reader.between(index + 2, end) : undefined;
  return list === undefined ? undefined : itemOf(list);
}

/** The type before the name at `index`, when that is how a variable is declared. */
function declaredBefore(tokens: readonly Token[], index: number): string | undefined {
  const next = tokens[index + 1];
  if (next && !(next.kind === "operator" ? "=;,)".includes(next.text) : next.text === "in")) return undefined;
  let start = index - 1;
  if (tokens[start]?.text === "?") start -= 1;
  while (tokens[start]?.text === "]" && tokens[start - 1]?.text === "[") start -= 2;
  if (tokens[start]?.text === ">") start = (genericOpener(tokens, start) ?? 0) - 1;
  const name = tokens[start];
  if (name?.kind !== "name" || noTypes.has(name.text)) return undefined;
  const isType = tokens.slice(start, index).every(isOfType);
  return isType ? typeText(tokens, start, index) : undefined;
}
