import type { ClientGrant } from "../../domain/auth0.ts";
import type { Kind } from "../kind.ts";

/** That an application may ask for tokens of an API without a user. */
export const clientGrant: Kind<ClientGrant, Omit<ClientGrant, "id">> = {
  id: "auth0-client-grant",
  cloud: "auth0",
  noun: "client grant",
  plural: "Client grants",
  icon: "key",
  fields: {
    clientId: { label: "Application", fixed: true },
    audience: { label: "Audience", fixed: true },
    scopes: { label: "Scopes", set: {} },
  },
  identity: { by: "fields", fields: ["clientId", "audience"], unique: true },
  titleOf: ({ clientId, audience }, { id }) => (clientId ? `${clientId} on ${audience}` : (id ?? "")),
  rights: {
    read: "read:client_grants",
    create: "create:client_grants",
    update: "update:client_grants",
    delete: "delete:client_grants",
  },
};
