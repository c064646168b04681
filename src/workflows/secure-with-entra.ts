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
  const portalRevisions = hasPortal
    ? await collect(azure.listPortalRevisions(ref.instance, signal), signal)
    : [];
  return { ...snapshot, authorizationServers, portalRevisions };
}
