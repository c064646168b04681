import type { Exchange } from "../../../src/sandbox/exchange.ts";

/** What a message carries. */
export type Body =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "unreadable"; readonly type: string };

/** The body of the request. */
export function requestBody({ requestHeaders, requestBody: text }: Exchange): Body {
  return readBody(text, requestHeaders["content-type"]);
}

/** The body of the answer. */
export function responseBody({ responseHeaders, responseBody: text }: Exchange): Body {
  return readBody(text, responseHeaders["content-type"]);
}

/**
 * `value` without members that are null. Azure writes out members that have no value as null, and in a merge patch null
 * takes a member away; the schemas know neither.
 */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

function readBody(text: string, type = ""): Body {
  if (text === "") return { kind: "none" };
  if (/\bjson\b/i.test(type)) return readJson(text, type);
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return { kind: "value", value: Object.fromEntries(new URLSearchParams(text)) };
  }
  return { kind: "unreadable", type };
}

function readJson(text: string, type: string): Body {
  try {
    return { kind: "value", value: JSON.parse(text) };
  } catch {
    return { kind: "unreadable", type: `${type}, but it is no JSON` };
  }
}
