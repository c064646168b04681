import type { UserAuthorization } from "../../domain/apim.ts";
import type { Kind } from "../kind.ts";

/** What the users of an API sign in with. */
export const userAuthorization: Kind<UserAuthorization> = {
  id: "azure-user-authorization",
  cloud: "azure",
  noun: "user authorization",
  plural: "User authorizations",
  icon: "person",
  fields: {
    form: { label: "Form" },
    oauth2: {
      label: "Authorization servers",
      set: { key: "authorizationServerId", anyCase: true },
      names: (id, member) =>
        member === "authorizationServerId" ? { kind: "azure-authorization-server", id } : undefined,
    },
    openIdProviderIds: {
      label: "OpenID Connect providers",
      set: {},
      names: (id) => ({ kind: "azure-openid-provider", id }),
    },
  },
  identity: { by: "id" },
  titleOf: (_, { id }) => id ?? "",
  complete(draft) {
    const counts = [draft.oauth2.length, draft.openIdProviderIds.length];
    if (counts.every((count) => count === 0)) return { ...draft, form: "none" };
    const isSingle = draft.form === "single" && counts.every((count) => count <= 1);
    return { ...draft, form: isSingle ? "single" : "list" };
  },
  rights: {
    read: "Microsoft.ApiManagement/service/apis/read",
    update: "Microsoft.ApiManagement/service/apis/write",
  },
};
