import type { EnabledApplication } from "../../domain/auth0.ts";
import type { Kind, Named } from "../kind.ts";

const connection = (id: string): Named => ({ kind: "auth0-connection", id });
const application = (id: string): Named => ({ kind: "auth0-application", id });

/** That an application may sign users in with a connection; its id is `connectionId/clientId`. */
export const enabledApplication: Kind<EnabledApplication> = {
  id: "auth0-enabled-application",
  cloud: "auth0",
  noun: "enabled application",
  plural: "Enabled Applications",
  icon: "plug",
  tree: { under: "auth0-connection", field: "connectionId" },
  fields: {
    connectionId: { label: "Connection", names: connection },
    clientId: { label: "Application", names: application },
  },
  identity: { by: "fields", fields: ["connectionId", "clientId"], unique: true },
  titleOf: ({ clientId }, { id }) => clientId ?? id ?? "",
  titleBy: ({ clientId }, { id }, nameOf) =>
    clientId === undefined ? (id ?? "") : nameOf(application(clientId)),
  sentenceOf(verb, { connectionId, clientId }, _, nameOf) {
    if (verb === "update" || connectionId === undefined || clientId === undefined) return undefined;
    const [from, to] = [nameOf(connection(connectionId)), nameOf(application(clientId))];
    return `${verb === "create" ? "Enable" : "Disable"} the connection “${from}” for the application “${to}”`;
  },
  verbs: { create: "Enable", delete: "Disable" },
  rights: { read: "read:connections", create: "update:connections", delete: "update:connections" },
};
