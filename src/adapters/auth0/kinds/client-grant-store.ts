import type { ClientGrant } from "../../../domain/auth0.ts";
import type { Store } from "../../../resources/kind.ts";
import { clientGrant } from "../../../resources/kinds/client-grant.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toClientGrant } from "../mapping.ts";
import { auth0Store, pageSize } from "./auth0-store.ts";

/** Client grants through Auth0's own SDK. */
export function clientGrantStore(calls: ManagementCalls): Store<ClientGrant, Omit<ClientGrant, "id">> {
  const { clientGrants } = calls.client;
  return auth0Store(calls, clientGrant, ({ id }) => id, {
    list: ({ clientId, audience }, options) => {
      const query = { ...(clientId && { client_id: clientId }), ...(audience && { audience }) };
      // a grant of subject type `user` says what users may get through the application
      return clientGrants.list({ take: pageSize, subject_type: "client", ...query }, options);
    },
    read: (id, options) => clientGrants.get(id, options),
    create: ({ clientId, audience, scopes }, options) =>
      clientGrants.create({ client_id: clientId, audience, scope: [...scopes] }, options),
    update: (id, { scopes }, options) =>
      clientGrants.update(id, { ...(scopes && { scope: [...scopes] }) }, options),
    delete: (id, options) => clientGrants.delete(id, options),
    to: toClientGrant,
  });
}
