import type { Application, ApplicationDraft } from "../../../domain/auth0.ts";
import type { Settings } from "../../../domain/settings.ts";
import type { Store } from "../../../resources/kind.ts";
import { auth0Application } from "../../../resources/kinds/auth0-application.ts";
import { pathSegment } from "../../path-segment.ts";
import { lacksScope, WrongAnswer } from "../failures.ts";
import { openNames, toChange, toCreation } from "../kind-fields.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toApplication } from "../mapping.ts";
import { auth0Store, offsetPage } from "./auth0-store.ts";

/** Applications through Auth0's own SDK, where they are clients. */
export function auth0ApplicationStore(calls: ManagementCalls): Store<Application, ApplicationDraft> {
  const { clients } = calls.client;
  const query = { fields: `client_id,${openNames(auth0Application)}`, include_fields: true };
  const store = auth0Store(calls, auth0Application, ({ clientId }) => clientId, {
    list: ({ type }, options) =>
      clients.list(
        { ...offsetPage(), ...query, is_global: false, ...(type !== undefined && { app_type: type }) },
        options,
      ),
    read: (id, options) => clients.get(id, query, options),
    readAll: (id, options) => clients.get(id, {}, options),
    create: (draft, options) =>
      clients.create({ ...toCreation(auth0Application, draft), name: draft.name }, options),
    update: (id, changes, options, before) => clients.update(id, toClientChange(changes, before), options),
    delete: (id, options) => clients.delete(id, options),
    to: toApplication,
  });
  return {
    ...store,
    secretOf: ({ id }, signal) => readClientSecret(calls, id, signal),
    rotateSecret: ({ id }, signal) => rotateClientSecret(calls, id, signal),
  };
}

/** The lists that must have an element: with the last one they go away as a whole. */
const gone = { approvalChannels: null, organizationDiscoveryMethods: null };

function toClientChange(changes: Partial<ApplicationDraft>, before: Application) {
  const { jwtConfiguration, clientMetadata } = changes;
  const worded = {
    ...changes,
    ...(jwtConfiguration && { jwtConfiguration: changeable(jwtConfiguration) }),
    ...(clientMetadata && { clientMetadata: { ...withoutValues(before.clientMetadata), ...clientMetadata } }),
  };
  return toChange(auth0Application, worded, gone);
}

/** Whether the secret is in base64 is decided when an application is made, and refused in any change. */
function changeable({ secret_encoded: _, ...settings }: Settings): Settings {
  return settings;
}

/** The tenant keeps the pairs that a change does not name: those that go away must say so. */
function withoutValues(metadata: Settings = {}): Settings {
  return Object.fromEntries(Object.keys(metadata).map((name) => [name, null]));
}

/** The answer is the only one that tells the new secret to who may not read client keys. */
async function rotateClientSecret(
  calls: ManagementCalls,
  clientId: string,
  signal: AbortSignal,
): Promise<string> {
  const id = pathSegment(clientId);
  const doing = `rotate the client secret of application ${clientId}`;
  return calls.ask(doing, signal, async (options) => {
    const answer = await calls.client.clients.rotateSecret(id, options);
    const secret = answer.client_id === clientId ? answer.client_secret : undefined;
    if (!secret) throw new WrongAnswer();
    return secret;
  });
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
