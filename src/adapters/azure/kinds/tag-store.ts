import type { Store } from "../../../resources/kind.ts";
import { type ApimTag, apimTag } from "../../../resources/kinds/tag.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Tags through Azure's own SDK. */
export function tagStore(on: InstanceCalls): Store<ApimTag> {
  return new AzureStore(on, apimTag, {
    list: (client, place, options) => client.tag.listByService(...place, options),
    read: (client, ids, options) => client.tag.get(...ids, options),
    create: (client, ids, draft, options) => client.tag.createOrUpdate(...ids, draft, options),
    update: (client, ids, version, changes, options) => client.tag.update(...ids, version, changes, options),
    delete: (client, ids, version, options) => client.tag.delete(...ids, version, options),
    to: (_, tag) => ({ displayName: tag.displayName ?? tag.name ?? "" }),
  });
}
