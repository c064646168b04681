import { base64url } from "jose";

/** A JSON object of a token. */
export type Json = Readonly<Record<string, unknown>>;

/** Levels that the gateway's library reads. */
const maxDepth = 64;
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The JSON object in a base64url-encoded part of a token; `undefined` when it is none. */
export function readJsonPart(part: string): Json | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(base64url.decode(part));
    if (depthOf(text) > maxDepth) return undefined;
    const value: unknown = JSON.parse(keepIntegers(text));
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Integers that JavaScript would round become texts of the same digits: claims are compared as text. */
function keepIntegers(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  return text.replace(stringOrNumber, (found) =>
    /^-?\d{16,}$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found,
  );
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.replace(stringOrNumber, "").matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
