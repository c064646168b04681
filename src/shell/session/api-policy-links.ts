import { throwIfCancelled } from "../../core/failure.ts";
import type { ApimApi } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import type { PolicyLink } from "../../workflows/derive-links.ts";

/** Policies read at the same time. */
const atOnce = 5;
/** More policies than this are not read for the sake of badges. */
const maxPolicies = 100;

/**
 * What the policies of `apis` say about Auth0, by the API's resource id in lower case: the only link there is where an API
 * names no authorization server, as in tiers without a developer portal. A policy that cannot be read says nothing.
 */
export async function readApiPolicyLinks(
  cloud: AzureCloud,
  apis: readonly ApimApi[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly PolicyLink[]>> {
  const found = new Map<string, readonly PolicyLink[]>();
  const waiting = apis.filter(({ userAuthorization }) => userAuthorization.oauth2.length === 0);
  waiting.splice(maxPolicies);
  if (waiting.length === 0) return found;
  // The parser is loaded only now: activation does without it.
  const { readPolicyLinks } = await import("../../workflows/policy-links.ts");
  const work = async () => {
    for (let api = waiting.shift(); api; api = waiting.shift()) {
      const level = { kind: "api", instance: api.instance, apiId: api.apiId } as const;
      const policy = await cloud.readPolicy(level, signal).catch(() => undefined);
      throwIfCancelled(signal);
      if (policy) found.set(api.id.toLowerCase(), readPolicyLinks(policy.text));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}
