import {
  contextObject,
  extensionsOf,
  type MemberFacts,
  netTypes,
  objectFacts,
} from "../../facts/expressions.ts";
import type { Token } from "./tokens.ts";

/** Types by other names that C# and the service have for them. */
const ALIASES: Readonly<Record<string, string>> = {
  String: "string",
  Boolean: "bool",
  Int32: "int",
  IResponse: "Response",
};

/** Dictionaries besides that of variables, which is described with what is added to it. */
const DICTIONARY = /^IReadOnlyDictionary<string, (?!object>)/;
const DICTIONARY_MEMBERS: readonly MemberFacts[] = [
  {
    name: "ContainsKey",
    type: "bool",
    signature: "ContainsKey(string key)",
    description: "Whether there is an entry of that name.",
  },
  { name: "Keys", type: "IEnumerable<string>", description: "The names of all entries." },
];

/** Members of an object of this type, by what the facts know: its own, inherited ones and extension methods. */
export function membersOf(type: string): readonly MemberFacts[] {
  const name = ALIASES[type] ?? type;
  const own = objectFacts(name);
  const inherited = DICTIONARY.test(own?.extends ?? name) ? DICTIONARY_MEMBERS : [];
  return [...(own?.members.values() ?? []), ...inherited, ...extensionsOf(name), ...netMembers(type)];
}

/** Members of a .NET type that expressions may use, without those that they add themselves. */
export function netMembers(type: string): MemberFacts[] {
  const net = netTypes.find((candidate) => candidate.name === type.replace(/\?$/, ""));
  return (net?.members ?? [])
    .filter((name) => /^[A-Z]\w*$/.test(name))
    .map((name) => ({ name, type: "", description: `Member of ${type} that expressions may use.` }));
}

/** Words that a name may follow without being declared. */
const NO_TYPES: ReadonlySet<string> = new Set([
  "return",
  "in",
  "new",
  "out",
  "is",
  "as",
  "else",
  "throw",
  "await",
]);

/**
 * The type of the expression that ends with the token at `last`, reading backwards: names, members, calls, indexers and
 * casts. `undefined` when that cannot be told.
 */
export function typeEndingAt(tokens: readonly Token[], last: number): string | undefined {
  const token = tokens[last];
  if (!token) return undefined;
  if (token.kind === "string") return "string";
  if (token.text === ")") return typeOfParentheses(tokens, last);
  if (token.text === "]") {
    const open = matching(tokens, last, "[", "]");
    const target = open === undefined ? undefined : typeEndingAt(tokens, open - 1);
    return target && elementType(target);
  }
  return token.kind === "name" ? typeOfName(tokens, last) : undefined;
}

function typeOfName(tokens: readonly Token[], at: number): string | undefined {
  const name = tokens[at]?.text ?? "";
  const dot = dotBefore(tokens, at);
  if (dot === undefined) return name === "context" ? contextObject : typeOfVariable(tokens, at, name);
  const owner = typeEndingAt(tokens, dot - 1);
  const member = owner && membersOf(owner).find((candidate) => candidate.name === name);
  return member ? member.type : undefined;
}

/** The type that `name` was declared with before `at`: `Jwt name`, or `var name = …;`. */
function typeOfVariable(tokens: readonly Token[], at: number, name: string): string | undefined {
  for (let index = at - 1; index > 0; index -= 1) {
    const type = tokens[index - 1];
    if (tokens[index]?.text !== name || type?.kind !== "name" || NO_TYPES.has(type.text)) continue;
    if (type.text !== "var") return type.text;
    const end = tokens.findIndex(({ text }, later) => later > index && text === ";");
    const isSet = tokens[index + 1]?.text === "=" && index + 2 < end && end < at;
    return isSet ? typeEndingAt(tokens, end - 1) : undefined;
  }
  return undefined;
}

/** Where the `.` (or `?.`) before the token at `at` stands, with the `?` skipped. */
function dotBefore(tokens: readonly Token[], at: number): number | undefined {
  if (tokens[at - 1]?.text !== ".") return undefined;
  return tokens[at - 2]?.text === "?" ? at - 2 : at - 1;
}

function typeOfParentheses(tokens: readonly Token[], close: number): string | undefined {
  const open = matching(tokens, close, "(", ")");
  if (open === undefined) return undefined;
  const before = tokens[open - 1];
  if (before?.text === ">") return typeOfGenericCall(tokens, open - 1);
  if (before?.kind === "name") return typeOfName(tokens, open - 1);
  return castInside(tokens, open, close) ?? typeEndingAt(tokens, close - 1);
}

/** `Name<Type>(…)`: a method that returns `T` returns the type it was called with. */
function typeOfGenericCall(tokens: readonly Token[], close: number): string | undefined {
  const open = matching(tokens, close, "<", ">");
  if (open === undefined) return undefined;
  const type = typeOfName(tokens, open - 1);
  return type === "T" ? joined(tokens, open + 1, close) : type;
}

/** `((Type)value)`: the type of the cast. */
function castInside(tokens: readonly Token[], open: number, close: number): string | undefined {
  if (tokens[open + 1]?.text !== "(") return undefined;
  const end = tokens.findIndex((token, index) => index > open + 1 && token.text === ")");
  if (end === -1 || end >= close - 1) return undefined;
  const inner = tokens.slice(open + 2, end);
  const isType = inner.every(({ kind, text }) => kind === "name" || "<>[],?.".includes(text));
  return isType && inner.length > 0 ? joined(tokens, open + 2, end) : undefined;
}

function joined(tokens: readonly Token[], from: number, to: number): string {
  return tokens
    .slice(from, to)
    .map((token) => (token.text === "," ? ", " : token.text))
    .join("");
}

function matching(
  tokens: readonly Token[],
  close: number,
  opener: string,
  closer: string,
): number | undefined {
  let depth = 0;
  for (let index = close; index >= 0; index -= 1) {
    const { text = "" } = tokens[index] ?? {};
    if (text === closer) depth += 1;
    if (text === opener) depth -= 1;
    if (depth === 0) return index;
  }
  return undefined;
}

/** What an indexer on `type` gives. */
function elementType(type: string): string | undefined {
  const array = /^(.+)\[\]$/.exec(type);
  if (array) return array[1];
  const base = objectFacts(type)?.extends ?? type;
  return /^I?(?:ReadOnly)?Dictionary<string, (.+)>$/.exec(base)?.[1] ?? /^I?List<(.+)>$/.exec(base)?.[1];
}
