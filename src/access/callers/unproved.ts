import { accessOf } from "../access.ts";
import { askedOfKey } from "../demands.ts";
import type { InstanceSnapshot } from "../instance-snapshot.ts";
import type { Check } from "../report.ts";
import type { OperationName } from "./fates.ts";

/**
 * Picks the operations at which some call gets in that no check refuses, or may, whoever makes it: with a certificate of its own, a
 * header that nobody checks. No list of callers can hold all of those.
 */
export function unprovedIn(instance: InstanceSnapshot): (operation: OperationName) => boolean {
  const found = accessOf(instance).entries.filter(
    ({ verdict, paths }) =>
      verdict === "open" ||
      verdict === "key" ||
      verdict === "unknown" ||
      (verdict === "restricted" && paths.some(({ checks }) => checks.every(asksForKeyAlone))),
  );
  const keys = new Set(found.map(keyOf));
  return (operation) => keys.has(keyOf(operation));
}

/** A condition of which key a call has counts as a check; whoever has that key needs no token all the same. */
function asksForKeyAlone({ kind, asks }: Check): boolean {
  return kind === "key" || asks?.some((all) => all.every((asked) => asked === askedOfKey)) === true;
}

function keyOf({ api, operation }: OperationName): string {
  return JSON.stringify([api, operation]);
}
