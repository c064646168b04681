import type { ApiManagementClient } from "@azure/arm-apimanagement";
import type { DeleteOptions } from "../resource-manager-calls.ts";

/** Deletes an API with all its revisions, or one revision that is not the current one. */
export async function deleteApi(
  client: ApiManagementClient,
  ids: readonly [resourceGroup: string, serviceName: string, apiId: string],
  version: string,
  { abortSignal, onResponse }: DeleteOptions,
  pollInterval: number,
): Promise<void> {
  let isFirst = true;
  const isWhole = !ids[2].includes(";rev=");
  const poller = await client.api.beginDelete(...ids, version, {
    abortSignal,
    updateIntervalInMs: pollInterval,
    ...(isWhole && { deleteRevisions: true }),
    // what later answers have is how far the deletion is
    onResponse: (answer) => {
      if (isFirst) onResponse(answer);
      isFirst = false;
    },
  });
  await poller.pollUntilDone({ abortSignal });
}
