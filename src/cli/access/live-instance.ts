import type { InstanceSnapshot } from "../../access/index.ts";
import { SdkCloudFactory } from "../../adapters/cloud-factory.ts";
import { readInstanceSnapshot } from "../../workflows/read-access/read-instance.ts";
import { azureAccountFrom, readInstanceId } from "./azure-account.ts";

/**
 * Reads the instance with a resource id, signed in to as the environment says.
 *
 * @throws Failure that says what is missing: a sign-in, rights, the instance.
 */
export async function readLiveInstance(id: string): Promise<InstanceSnapshot> {
  const instance = readInstanceId(id);
  const { account, credentials } = await azureAccountFrom(process.env);
  const cloud = await new SdkCloudFactory().openAzure(account, credentials);
  return readInstanceSnapshot(cloud, instance, new AbortController().signal);
}
