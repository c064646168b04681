import { type AccessChange, accessChange, callersOf, type WantedToken } from "../../access/index.ts";
import type { ApiRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import type { Shelved } from "../../resources/clouds.ts";
import type { Change } from "../../resources/kind.ts";
import { readApiSnapshot } from "../read-access/read-api.ts";
import { withChanges } from "../read-access/with-changes.ts";
import type { SecureApiChoices } from "./choices.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** The tokens that the link is to let in. */
export function wantedToken(
  { discovery: { issuer, url: discoveryUrl } }: Pick<SecureApiSnapshot, "discovery">,
  audience: string,
  { requiredScopes, operationScopes }: SecureApiChoices["policy"],
): WantedToken {
  const scopes = [...requiredScopes, ...operationScopes.flatMap((one) => one.scopes)];
  return { issuer, audience, discoveryUrl, scopes: [...new Set(scopes)] };
}

/** Who gets in at every operation of the API, as it is and once `changes` are made. */
export function whoGetsIn(
  snapshot: Pick<SecureApiSnapshot, "instance" | "policies">,
  wanted: WantedToken,
  changes: readonly Change[],
): AccessChange {
  const before = snapshot.policies.access;
  const after = withChanges(before, snapshot.instance, changes);
  return accessChange(before, after, callersOf([before, after], wanted));
}

/** Who gets in at every operation of the API now; all policies that decide it are read anew. */
export async function readWhoGetsIn(
  cloud: AzureCloud & Shelved,
  api: ApiRef,
  wanted: WantedToken,
  signal: AbortSignal,
): Promise<AccessChange> {
  const now = await readApiSnapshot(cloud, api, signal);
  return accessChange(now, now, callersOf([now], wanted));
}
