import { known } from "../../core/known.ts";
import type { Auth0Api, Auth0ApiDraft } from "../../domain/auth0.ts";
import type { Kind } from "../kind.ts";
import { clientGrant } from "./client-grant.ts";

/** What Auth0's dashboard calls an API. */
export const auth0Api: Kind<Auth0Api, Auth0ApiDraft> = {
  id: "auth0-api",
  cloud: "auth0",
  noun: "Auth0 API",
  plural: "APIs",
  icon: "symbol-interface",
  fields: {
    name: { label: "Name" },
    identifier: { label: "Identifier (audience)", fixed: true },
    signingAlgorithm: { label: "Signing algorithm" },
    scopes: { label: "Scopes", set: { key: "value" } },
    enforcesPolicies: { label: "Role-based access control" },
  },
  identity: { by: "fields", fields: ["identifier"], unique: true },
  titleOf: ({ name, identifier }, { id }) => name ?? identifier ?? id ?? "",
  async inUse({ ref, value: { identifier } }, reader, signal) {
    for await (const { value } of reader.list(clientGrant, ref.owner, { audience: identifier }, signal)) {
      return known(
        `The application ${value.clientId} may ask for its tokens by now, so the Auth0 API “${identifier}” stays. Take that grant away in Auth0, then undo again.`,
      );
    }
    return known(undefined);
  },
  rights: {
    read: "read:resource_servers",
    create: "create:resource_servers",
    update: "update:resource_servers",
    delete: "delete:resource_servers",
  },
};
