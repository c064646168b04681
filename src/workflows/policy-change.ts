import type { PolicyLevel, StoredPolicy } from "../domain/apim.ts";
import { levelPath } from "../domain/azure-paths.ts";
import { instancePath } from "../domain/instance-path.ts";
import { creation, update } from "../resources/changes.ts";
import type { Change } from "../resources/kind.ts";
import { policy } from "../resources/kinds/policy.ts";

/** The change of a level's policy as a whole, from what was read: somebody else's change meanwhile keeps it from being written. */
export function policyChange(
  level: PolicyLevel,
  stored: StoredPolicy | undefined,
  text: string,
  options: { readonly id: string; readonly title: string; readonly needs: readonly string[] },
): Change | undefined {
  const owner = instancePath(level.instance);
  const refId = levelPath(level);
  if (!stored) return creation(policy, owner, { text }, { ...options, refId });
  const ref = { kind: policy.id, owner, id: refId };
  return update(policy, { ref, value: { text: stored.text }, version: stored.etag }, { text }, options);
}
