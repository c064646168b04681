import type { Kind } from "../kind.ts";

/** Which user of the developer portal is in which group. */
interface GroupUserLink {
  readonly groupId: string;
  readonly userId: string;
}

export interface GroupUser extends GroupUserLink {
  /** Left out: the service tells first and last names, which nobody needs here. */
  readonly displayName?: string | undefined;
}

/** A user in a group; its id is `groupId/userId`. Read only here: it is asked for before a group goes. */
export const groupUser: Kind<GroupUser, GroupUserLink> = {
  id: "azure-group-user",
  cloud: "azure",
  noun: "user in a group",
  plural: "Users",
  icon: "person",
  fields: {
    groupId: { label: "Group", fixed: true, names: (id) => ({ kind: "azure-group", id }) },
    userId: { label: "User", fixed: true },
  },
  identity: { by: "fields", fields: ["groupId", "userId"], unique: true },
  titleOf: ({ userId }, { id }) => userId ?? id ?? "",
  isPersonal: true,
  rights: { read: "Microsoft.ApiManagement/service/groups/users/read" },
};
