import type { AuthorizationServer, AuthorizationServerDraft } from "../../../domain/apim.ts";
import type { Store } from "../../../resources/kind.ts";
import { authorizationServer } from "../../../resources/kinds/authorization-server.ts";
import {
  fromAuthorizationServerChanges,
  fromAuthorizationServerDraft,
  toAuthorizationServer,
} from "../mapping/authorization-server.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Authorization servers through Azure's own SDK. */
export function authorizationServerStore(
  on: InstanceCalls,
): Store<AuthorizationServer, AuthorizationServerDraft> {
  return new AzureStore(on, authorizationServer, {
    list: (client, place, options) => client.authorizationServer.listByService(...place, options),
    read: (client, ids, options) => client.authorizationServer.get(...ids, options),
    create: (client, ids, draft, options) =>
      client.authorizationServer.createOrUpdate(...ids, fromAuthorizationServerDraft(draft), options),
    update: (client, ids, version, changes, options) =>
      client.authorizationServer.update(...ids, version, fromAuthorizationServerChanges(changes), options),
    delete: (client, ids, version, options) => client.authorizationServer.delete(...ids, version, options),
    to: toAuthorizationServer,
  });
}
