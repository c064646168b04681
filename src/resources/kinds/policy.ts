import type { Json, Kind } from "../kind.ts";

/** What the service changes when it keeps a text. */
const kept = (text: Json | undefined) => (typeof text === "string" ? text.replace(/\s+/g, "") : text);

/** The policy of a level, which its id says: `global`, `products/x`, `apis/x`, `apis/x/operations/y`, `fragments/x`. */
export const policy: Kind<{ readonly text: string }> = {
  id: "azure-policy",
  cloud: "azure",
  noun: "policy",
  plural: "Policies",
  icon: "file-code",
  fields: { text: { label: "Policy", confidential: true } },
  identity: { by: "id" },
  titleOf: (_, { id }) => id ?? "",
  isSame: (_, sent, found) => kept(sent) === kept(found),
  rights: {
    read: "Microsoft.ApiManagement/service/apis/policies/read",
    create: "Microsoft.ApiManagement/service/apis/policies/write",
    update: "Microsoft.ApiManagement/service/apis/policies/write",
    delete: "Microsoft.ApiManagement/service/apis/policies/delete",
  },
};
