import type { EnabledApplication } from "../../domain/auth0.ts";
import type { Kind } from "../kind.ts";

/** That an application may sign users in with a connection; its id is `connectionId/clientId`. */
export const enabledApplication: Kind<EnabledApplication> = {
  id: "auth0-enabled-application",
  cloud: "auth0",
  noun: "enabled application",
  plural: "Enabled Applications",
  icon: "plug",
  tree: { under: "auth0-connection", field: "connectionId" },
  fields: {
    connectionId: { label: "Connection" },
    clientId: { label: "Application" },
  },
  identity: { by: "fields", fields: ["connectionId", "clientId"], unique: true },
  titleOf: ({ clientId }, { id }) => clientId ?? id ?? "",
  verbs: { create: "Enable", delete: "Disable" },
  rights: { read: "read:connections", create: "update:connections", delete: "update:connections" },
};
