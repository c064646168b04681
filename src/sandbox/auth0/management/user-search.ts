import { isObject, type Json, type JsonObject } from "../json.ts";
import { invalidQuery } from "./problem.ts";

/**
 * Whether a user matches a search: `field:value`, `field:"value"` with `*` as wildcard, and bare words against e-mail
 * and names, joined by `AND` and `OR` without brackets. What it does not understand is refused, never guessed.
 */
export function createUserFilter(query: string | null): (user: JsonObject) => boolean {
  if (!query?.trim()) return () => true;
  if (/[()[\]{}]|\bNOT\b/.test(query.replace(/"(?:[^"\\]|\\.)*"|\\./g, ""))) {
    throw invalidQuery("'The sandbox searches by field:value with AND and OR only' on property q");
  }
  const alternatives = query.split(/\s+OR\s+/).map((part) => {
    const terms = part.match(/[\w.]+:"(?:[^"\\]|\\.)*"|[\w.]+:\S+|"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
    return terms.filter((term) => term !== "AND").map(createTerm);
  });
  return (user) => alternatives.some((terms) => terms.every((matches) => matches(user)));
}

function createTerm(term: string): (user: JsonObject) => boolean {
  const named = /^([\w.]+):(.*)$/s.exec(term);
  const fields = named?.[1] ? [named[1]] : ["email", "name", "nickname"];
  const pattern = toPattern((named?.[2] ?? term).replace(/^"(.*)"$/s, "$1"));
  return (user) =>
    fields.some((field) => valuesAt(user, field.split(".")).some((value) => pattern.test(value)));
}

function toPattern(value: string): RegExp {
  const parts = value.match(/\\.|[^\\]|\\$/gs) ?? [];
  const pattern = parts.map((part) => {
    if (part === "*") return ".*";
    return part.slice(-1).replace(/[.+?^${}()|[\]\\*/]/, "\\$&");
  });
  return new RegExp(`^${pattern.join("")}$`, "is");
}

function valuesAt(value: Json | undefined, path: readonly string[]): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [first, ...rest] = path;
  if (first === undefined) return isObject(value) ? [] : [String(value)];
  return isObject(value) ? valuesAt(value[first], rest) : [];
}
