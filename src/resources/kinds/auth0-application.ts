import type { Application, ApplicationDraft } from "../../domain/auth0.ts";
import type { Kind } from "../kind.ts";

/** What Auth0's dashboard calls an application; several may bear one name. */
export const auth0Application: Kind<Application, ApplicationDraft> = {
  id: "auth0-application",
  cloud: "auth0",
  noun: "application",
  plural: "Applications",
  icon: "window",
  fields: {
    name: { label: "Name" },
    type: { label: "Application type" },
    callbacks: { label: "Allowed callback URLs", set: {} },
    grantTypes: { label: "Grant types", set: {} },
    tokenEndpointAuthMethod: { label: "Client authentication" },
  },
  identity: { by: "fields", fields: ["name"], unique: false },
  secretHint:
    "Choose a Regular Web Application that authenticates with a client secret, and see that the connected application may read client keys (read:client_keys).",
  titleOf: ({ name }, { id }) => name ?? id ?? "",
  rights: {
    read: "read:clients",
    create: "create:clients",
    update: "update:clients",
    delete: "delete:clients",
  },
};
