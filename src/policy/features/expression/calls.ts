import type { MemberFacts } from "../../facts/expressions.ts";
import { endOf, genericOpener, typeText } from "./brackets-of.ts";
import { itemOf } from "./members.ts";
import type { TypeSource } from "./type-source.ts";

/** The type of `name(…)` or `name<Type>(…)` with its parentheses at `open` and `close`. */
export function typeOfCall(reader: TypeSource, open: number, close: number): string | undefined {
  const { tokens } = reader;
  const angle = tokens[open - 1]?.text === ">" ? genericOpener(tokens, open - 1) : undefined;
  const name = (angle ?? open) - 1;
  const member = reader.memberAt(name);
  // Everything can be made a text.
  if (!member)
    return tokens[name]?.text === "ToString" && tokens[name - 1]?.text === "." ? "string" : undefined;
  const parameter = /^\w+<(\w+)>/.exec(member.signature ?? "")?.[1];
  if (angle !== undefined && parameter !== undefined) {
    return put(member.type, parameter, typeText(tokens, angle + 1, open - 1));
  }
  if (/\bTResult\b/.test(member.type))
    return put(member.type, "TResult", resultOfLambda(reader, open, member));
  return member.type === "T" ? lastArgument(reader, open, close) : member.type;
}

function put(type: string, parameter: string, value: string | undefined): string {
  return value === undefined ? type : type.replace(new RegExp(`\\b${parameter}\\b`, "g"), () => value);
}

/** What `x => …` gives that is the first argument of the call. */
function resultOfLambda(reader: TypeSource, open: number, { signature }: MemberFacts): string | undefined {
  const { tokens } = reader;
  const isLambda = tokens[open + 2]?.text === "=" && tokens[open + 3]?.text === ">";
  if (!isLambda) return undefined;
  const result = reader.between(open + 4, endOf(tokens, open + 4, ","));
  return result !== undefined && signature?.includes("IEnumerable<TResult>") ? itemOf(result) : result;
}

/** The type of a default value, which is that of the method's result. */
function lastArgument(reader: TypeSource, open: number, close: number): string | undefined {
  let start = open + 1;
  for (let end = endOf(reader.tokens, start, ","); end < close; end = endOf(reader.tokens, start, ",")) {
    start = end + 1;
  }
  return start === open + 1 ? undefined : reader.between(start, close);
}
