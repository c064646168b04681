import type { ApiManagementServiceResource } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import type { Store } from "../../../resources/kind.ts";
import { type ApimInstance, apimInstance, type InstanceSettings } from "../../../resources/kinds/instance.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Instances themselves through Azure's own SDK: made and deleted by operations that take up to an hour. */
export function instanceStore(on: InstanceCalls): Store<ApimInstance, InstanceSettings> {
  return new AzureStore<Versioned, ApimInstance, InstanceSettings>(
    { ...on, calls: on.instanceCalls },
    apimInstance,
    {
      list: (client, [group], options) => client.apiManagementService.listByResourceGroup(group, options),
      read: async (client, [group, , name], options) =>
        settled(await client.apiManagementService.get(group, name, options)),
      async create({ apiManagementService }, [group, , name], draft, { abortSignal, requestOptions }) {
        const options = { abortSignal, requestOptions, updateIntervalInMs: on.pollInterval };
        const poller = await apiManagementService.beginCreateOrUpdate(group, name, { ...draft }, options);
        return settled(await poller.pollUntilDone({ abortSignal }));
      },
      update: stays,
      async delete({ apiManagementService }, [group, , name], _, { abortSignal, onResponse }) {
        let isFirst = true;
        const poller = await apiManagementService.beginDelete(group, name, {
          abortSignal,
          updateIntervalInMs: on.pollInterval,
          // what later answers have is how far the deletion is
          onResponse: (answer) => {
            if (isFirst) onResponse(answer);
            isFirst = false;
          },
        });
        await poller.pollUntilDone({ abortSignal });
      },
      to: (_, { location, sku, publisherName, publisherEmail, hostnameConfigurations = [] }) => ({
        location,
        sku: { name: sku?.name ?? "", capacity: sku?.capacity ?? 0 },
        publisherName,
        publisherEmail,
        hosts: hostnameConfigurations.map(({ hostName, certificate, keyVaultId }) => ({
          name: hostName,
          ...(certificate && { thumbprint: certificate.thumbprint }),
          ...(keyVaultId && { keyVault: keyVaultId }),
        })),
      }),
    },
  );
}

type Versioned = ApiManagementServiceResource & { readonly eTag?: string };

/** What the service calls it while it is being made, or after it was given up. */
const unready: Readonly<Record<string, string>> = {
  Created: "is still being set up",
  Activating: "is still being set up",
  Failed: "could not be set up",
  Terminating: "is being deleted",
  Deleted: "is deleted",
};

/** @throws Failure `unreachable` for one of which nobody knows yet what becomes of it. */
function settled(resource: ApiManagementServiceResource): Versioned {
  const { name, provisioningState = "", etag } = resource;
  const state = unready[provisioningState];
  // An instance has its ETag in the answer itself; a deletion takes none.
  if (state === undefined) return { ...resource, ...(etag !== undefined && { eTag: etag }) };
  throw new Failure("unreachable", `The instance ${name} ${state} (${provisioningState}).`, {
    remedy: "Look again later, or look at it in the Azure portal.",
  });
}

async function stays(): Promise<never> {
  throw new Failure("unsupported", "Settings of an instance are changed in the Azure portal.");
}
