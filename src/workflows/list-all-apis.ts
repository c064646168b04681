import { isCancelled } from "../core/failure.ts";
import type { ApimApi, InstanceRef } from "../domain/apim.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";
import { collect } from "./collect.ts";

/** The APIs of an instance and those of its workspaces; where a workspace cannot be read, without its own. */
export async function listAllApis(
  cloud: Pick<AzureCloud, "listApis" | "workspaces">,
  instance: InstanceRef,
  signal: AbortSignal,
): Promise<readonly ApimApi[]> {
  const [own, workspaces] = await Promise.all([
    collect(cloud.listApis(instance, signal), signal),
    orNone(collect(cloud.workspaces.list(instance, signal), signal)),
  ]);
  const others = workspaces.map((one) => orNone(collect(cloud.workspaces.listApis(one, signal), signal)));
  return [...own, ...(await Promise.all(others)).flat()];
}

async function orNone<T>(list: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await list;
  } catch (error) {
    if (isCancelled(error)) throw error;
    return [];
  }
}
