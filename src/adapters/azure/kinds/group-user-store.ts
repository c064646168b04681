import type { Store } from "../../../resources/kind.ts";
import { type GroupUser, groupUser } from "../../../resources/kinds/group-user.ts";
import type { InstanceCalls } from "./azure-store.ts";
import { LinkStore } from "./link-store.ts";

/** Who is in which group, through Azure's own SDK. */
export function groupUserStore(on: InstanceCalls): Store<GroupUser, Pick<GroupUser, "groupId" | "userId">> {
  return new LinkStore(on, groupUser, {
    parent: { noun: "group", field: "groupId" },
    child: { noun: "user", field: "userId" },
    parents: (client, place, options) => client.group.listByService(...place, options),
    async *list(client, ids, options) {
      for await (const { name } of client.groupUser.list(...ids, options)) yield name ? { name } : {};
    },
    put: async (client, ids, options) => {
      const { name } = await client.groupUser.create(...ids, options);
      return name ? { name } : {};
    },
    remove: (client, ids, options) => client.groupUser.delete(...ids, options),
  });
}
