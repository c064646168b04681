import type { Management } from "auth0";
import type { Auth0Api, Auth0ApiDraft } from "../../../domain/auth0.ts";
import type { Store } from "../../../resources/kind.ts";
import { auth0Api } from "../../../resources/kinds/auth0-api.ts";
import { toChange, toCreation } from "../kind-fields.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toApi } from "../mapping.ts";
import { auth0Store, offsetPage } from "./auth0-store.ts";

/** APIs through Auth0's own SDK, where they are resource servers. */
export function auth0ApiStore(calls: ManagementCalls): Store<Auth0Api, Auth0ApiDraft> {
  const { resourceServers } = calls.client;
  return auth0Store(calls, auth0Api, ({ id }) => id, {
    list: ({ identifier }, options) =>
      resourceServers.list({ ...offsetPage(), ...(identifier && { identifiers: [identifier] }) }, options),
    read: (id, options) => resourceServers.get(id, {}, options),
    create: (draft, options) => {
      const body: Management.CreateResourceServerRequestContent = {
        ...toCreation(auth0Api, draft),
        identifier: draft.identifier,
      };
      return resourceServers.create(body, options);
    },
    update: (id, changes, options) => resourceServers.update(id, toChange(auth0Api, changes), options),
    delete: (id, options) => resourceServers.delete(id, options),
    to: toApi,
  });
}
