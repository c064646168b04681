import type { Kind } from "../kind.ts";

/** The one setting of a tenant that is written here, and only in the sandbox, which has no dashboard: whom tokens are for that name no audience. */
export const defaultAudience: Kind<{ readonly audience: string | undefined }> = {
  id: "auth0-default-audience",
  cloud: "auth0",
  noun: "default audience",
  plural: "Default audiences",
  icon: "settings-gear",
  verbs: { update: "Set" },
  fields: {
    audience: {
      label: "Default audience",
      names: (id) => ({ kind: "auth0-api", id, by: "identifier" }),
    },
  },
  identity: { by: "id" },
  titleOf: (_, { id }) => id ?? "",
  rights: { read: "read:tenant_settings", update: "update:tenant_settings" },
};
