import { asJwt } from "./jwt-text.ts";
import { PassedOver } from "./passed-over.ts";
import { isThing, type Method, toText } from "./values.ts";

type TextMethod = (text: string, ...parameters: readonly unknown[]) => unknown;

const textMethods: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ["ToString", (text) => text],
  ["ToLower", (text) => text.toLowerCase()],
  ["ToLowerInvariant", (text) => text.toLowerCase()],
  ["ToUpper", (text) => text.toUpperCase()],
  ["ToUpperInvariant", (text) => text.toUpperCase()],
  ["Trim", (text) => text.trim()],
  ["Contains", (text, part) => text.includes(toText(part))],
  ["StartsWith", (text, part) => text.startsWith(toText(part))],
  ["EndsWith", (text, part) => text.endsWith(toText(part))],
  ["Equals", (text, other) => text === other],
  ["Replace", (text, old, fresh) => text.replaceAll(toText(old), toText(fresh))],
  ["AsJwt", asJwt],
  ["Split", (text, separator) => text.split(toText(separator))],
]);

/** Ways to compare texts in which capital letters make no difference; what a culture does to others is not known here. */
const ignoringCase = /^(?:Ordinal|InvariantCulture)IgnoreCase$/;

/** Methods that take a way to compare behind their text. */
const comparingMethods: ReadonlySet<string> = new Set(["Contains", "StartsWith", "EndsWith", "Equals"]);

/** `string.X` and `String.X`. */
const staticMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["IsNullOrEmpty", (text) => text === null || text === undefined || text === ""],
  ["IsNullOrWhiteSpace", (text) => toText(text).trim() === ""],
  ["Equals", (first, second, way) => equalTexts(first, second, way)],
  ["Concat", (...parts) => parts.map(toText).join("")],
]);

/** The static method `string.name`. */
export function findStatic(name: string): Method {
  const method = staticMethods.get(name);
  if (!method) throw new PassedOver(`string.${name} is not known.`);
  return method;
}

/** The property `name` of a value. */
export function readMember(target: unknown, name: string): unknown {
  if (isThing(target)) {
    const member = target.members.get(name);
    if (member) return member();
  }
  const measurable = typeof target === "string" || Array.isArray(target);
  if (measurable && (name === "Length" || name === "Count")) return target.length;
  throw new PassedOver(`There is no “${name}” here.`);
}

/** Calls the method `name` of a value. */
export function callMethod(target: unknown, name: string, parameters: readonly unknown[]): unknown {
  if (isThing(target)) {
    const method = target.methods.get(name);
    if (method) return method(...parameters);
  } else if (typeof target === "string") {
    const method = textMethods.get(name);
    if (method && comparingMethods.has(name) && parameters.length === 2) {
      return callMethod(folded(target, parameters[1]), name, [folded(toText(parameters[0]), parameters[1])]);
    }
    // another number of parameters is an overload with other rules, such as a comparison without case
    if (method && parameters.length === method.length - 1) return method(target, ...parameters);
  } else if (Array.isArray(target)) {
    if (name === "Contains") return target.includes(parameters[0]);
    if (name === "First" && parameters.length === 0 && target.length > 0) return target[0];
    if (name === "FirstOrDefault" && parameters.length === 0) return target[0] ?? null;
    if (name === "Last" && parameters.length === 0 && target.length > 0) return target.at(-1);
    if (name === "LastOrDefault" && parameters.length === 0) return target.at(-1) ?? null;
  } else if (name === "ToString" && target !== null && parameters.length === 0) return toText(target);
  throw new PassedOver(`The method “${name}” is not known here.`);
}

/** `target[key]`. */
export function readIndex(target: unknown, key: unknown): unknown {
  if (isThing(target) && target.index) return target.index(key);
  const list: readonly unknown[] | string = Array.isArray(target) || typeof target === "string" ? target : [];
  if (typeof key !== "number" || key < 0 || key >= list.length)
    throw new PassedOver("The index leads nowhere.");
  return list[key];
}

function equalTexts(first: unknown, second: unknown, way: unknown): boolean {
  if (first === null || second === null) return first === second;
  return folded(toText(first), way) === folded(toText(second), way);
}

/** `text` as it is compared in this way. */
function folded(text: string, way: unknown): string {
  if (way === undefined || way === "Ordinal") return text;
  if (typeof way === "string" && ignoringCase.test(way)) return text.toLowerCase();
  throw new PassedOver("How the texts are compared is not known here.");
}
