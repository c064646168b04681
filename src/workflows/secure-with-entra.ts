import { toFailure } from "../core/failure.ts";
import { known, unknown } from "../core/known.ts";
import type { ApiRef } from "../domain/apim.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";
import { instancePath } from "../domain/instance-path.ts";
import { type Shelved, valuesOf } from "../resources/clouds.ts";
import { authorizationServer } from "../resources/kinds/authorization-server.ts";
import { collect } from "./collect.ts";
import { readProtectApi } from "./protect-api/snapshot.ts";
import type { EntraSnapshot } from "./secure-with-entra/plan.ts";

export { type EntraChoices, type EntraSnapshot, entraServerId, planEntra } from "./secure-with-entra/plan.ts";
export {
  type RegistrationPart,
  type RegistrationStep,
  type RegistrationSteps,
  registrationSteps,
  type StepField,
} from "./secure-with-entra/steps.ts";

/** Reads what the instance says about one API and its servers. Writes nothing. */
export async function readEntra(
  azure: AzureCloud & Shelved,
  ref: ApiRef,
  signal: AbortSignal,
): Promise<EntraSnapshot> {
  const servers = valuesOf(azure, authorizationServer, instancePath(ref.instance), signal);
  const [snapshot, authorizationServers] = await Promise.all([
    readProtectApi(azure, ref, signal),
    collect(servers, signal),
  ]);
  const hasPortal = snapshot.instance.developerPortalUrls.length > 0;
  const portalRevisions = hasPortal ? await readPublications(azure, ref, signal) : known([]);
  return { ...snapshot, authorizationServers, portalRevisions };
}

/** Unknown to who may not read them, and where the portal is not enabled: the rest of the plan does not hang on it. */
async function readPublications(
  azure: AzureCloud,
  { instance }: ApiRef,
  signal: AbortSignal,
): Promise<EntraSnapshot["portalRevisions"]> {
  try {
    return known(await collect(azure.listPortalRevisions(instance, signal), signal));
  } catch (error) {
    if (!["forbidden", "not-found", "unsupported", "rejected"].includes(toFailure(error).code)) throw error;
    return unknown;
  }
}
