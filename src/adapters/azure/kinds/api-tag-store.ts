import type { Store } from "../../../resources/kind.ts";
import { type ApiTag, type ApiTagLink, apiTag } from "../../../resources/kinds/api-tag.ts";
import type { InstanceCalls } from "./azure-store.ts";
import { LinkStore } from "./link-store.ts";

/** Which tags are on which API, through Azure's own SDK. */
export function apiTagStore(on: InstanceCalls): Store<ApiTag, ApiTagLink> {
  return new LinkStore(on, apiTag, {
    parent: { noun: "API", field: "apiId" },
    child: { noun: "tag", field: "tagId" },
    async *parents(client, place, options) {
      for await (const api of client.api.listByService(...place, options))
        if (api.isCurrent !== false) yield api;
    },
    list: (client, ids, options) => client.tag.listByApi(...ids, options),
    put: (client, ids, options) => client.tag.assignToApi(...ids, options),
    remove: (client, ids, options) => client.tag.detachFromApi(...ids, options),
  });
}
