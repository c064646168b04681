import type { Kind } from "../kind.ts";

/** Which revision of an API callers get; its id is that of the API. */
export const currentRevision: Kind<{ readonly revision: string }> = {
  id: "azure-current-revision",
  cloud: "azure",
  noun: "current revision",
  plural: "Current revisions",
  icon: "git-commit",
  verbs: { update: "Make another one" },
  fields: { revision: { label: "Revision that callers get" } },
  identity: { by: "id" },
  titleOf: (_, { id }) => id ?? "",
  rights: {
    read: "Microsoft.ApiManagement/service/apis/read",
    update: "Microsoft.ApiManagement/service/apis/releases/write",
  },
};
