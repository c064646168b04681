import type { Reader, Ref } from "../kind.ts";
import { policy } from "./policy.ts";
import { collected } from "./stays-for.ts";
import { subscriptionsTo } from "./subscription.ts";

/** How many policies are read at a time. */
const atATime = 16;

/** Where an API, and its operations of these names, have policies, as trees and other policies say it. */
export async function policiesOf(
  { owner, id }: Required<Ref>,
  operations: readonly string[],
  reader: Reader,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const levels = [`apis/${id}`, ...operations.map((name) => `apis/${id}/operations/${name}`)];
  const found: string[] = [];
  for (let from = 0; from < levels.length; from += atATime) {
    const some = levels.slice(from, from + atATime);
    const read = (level: string) => reader.read(policy, { kind: policy.id, owner, id: level }, signal);
    const policies = await Promise.all(some.map(read));
    found.push(...policies.flatMap((one) => (one ? [one.ref.id] : [])));
  }
  return found;
}

/** The ids of the subscriptions whose keys open this API alone. */
export function subscriptionIdsTo(
  { owner, id }: Required<Ref>,
  reader: Reader,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return collected(subscriptionsTo(`/apis/${id}`, owner, reader, signal), ({ ref }) => ref.id);
}
