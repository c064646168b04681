import type { Application, ApplicationDraft } from "../../../domain/auth0.ts";
import type { Store } from "../../../resources/kind.ts";
import { auth0Application } from "../../../resources/kinds/auth0-application.ts";
import { pathSegment } from "../../path-segment.ts";
import { lacksScope } from "../failures.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { applicationFields, fromApplication, toApplication } from "../mapping.ts";
import { auth0Store, offsetPage } from "./auth0-store.ts";

/** Applications through Auth0's own SDK, where they are clients. */
export function auth0ApplicationStore(calls: ManagementCalls): Store<Application, ApplicationDraft> {
  const { clients } = calls.client;
  const query = { fields: applicationFields, include_fields: true };
  // made as the dashboard makes one: OIDC conformant, ID tokens signed with RS256
  const dashboard = { oidc_conformant: true, jwt_configuration: { alg: "RS256" } } as const;
  const store = auth0Store(calls, auth0Application, ({ clientId }) => clientId, {
    list: (_, options) => clients.list({ ...offsetPage(), ...query, is_global: false }, options),
    read: (id, options) => clients.get(id, query, options),
    create: ({ name, ...draft }, options) =>
      clients.create({ name, ...dashboard, ...fromApplication(draft) }, options),
    update: (id, changes, options) => clients.update(id, fromApplication(changes), options),
    delete: (id, options) => clients.delete(id, options),
    to: toApplication,
  });
  return { ...store, secretOf: ({ id }, signal) => readClientSecret(calls, id, signal) };
}

/** `undefined` for an application that is public, uses keys, or does not exist. */
async function readClientSecret(
  calls: ManagementCalls,
  clientId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const fields = "client_id,client_secret,token_endpoint_auth_method,client_authentication_methods";
  const doing = `read the client secret of application ${clientId}`;
  const id = pathSegment(clientId);
  const client = await calls.find(doing, signal, async (options) => {
    const answer = await calls.client.clients.get(id, { fields, include_fields: true }, options);
    toApplication(answer);
    return answer;
  });
  // a public application has a secret too, which nobody may use
  const hasOne =
    client && client.token_endpoint_auth_method !== "none" && !client.client_authentication_methods;
  if (!hasOne) return undefined;
  if (!client.client_secret) throw lacksScope(calls.about(doing), "read:client_keys");
  return client.client_secret;
}
