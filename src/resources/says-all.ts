import type { Json } from "./kind.ts";

/**
 * Whether `found` says all that `sent` does, and perhaps more in the objects of it. Where nothing was asked for, “off” is as good
 * as nothing.
 */
export function saysAll(sent: Json | undefined, found: Json | undefined): boolean {
  if (sent === undefined || sent === null) return found === undefined || found === null || found === false;
  if (isList(sent)) {
    return isList(found) && found.length === sent.length && sent.every((one, at) => saysAll(one, found[at]));
  }
  if (typeof sent !== "object") return sent === found;
  if (typeof found !== "object" || found === null || isList(found)) return false;
  return Object.entries(sent).every(([name, one]) => saysAll(one, found[name]));
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
