import { accessOf } from "../access.ts";
import type { InstanceSnapshot } from "../instance-snapshot.ts";
import type { OperationName } from "./fates.ts";

/**
 * Picks the operations at which some call gets in that no check refuses, or may, whoever makes it: with a certificate of its own, a
 * header that nobody checks. No list of callers can hold all of those.
 */
export function unprovedIn(instance: InstanceSnapshot): (operation: OperationName) => boolean {
  const found = accessOf(instance).entries.filter(
    ({ verdict }) => verdict === "open" || verdict === "key" || verdict === "unknown",
  );
  const keys = new Set(found.map(keyOf));
  return (operation) => keys.has(keyOf(operation));
}

function keyOf({ api, operation }: OperationName): string {
  return JSON.stringify([api, operation]);
}
