import type { GroupContract, GroupType } from "@azure/arm-apimanagement";
import type { Store } from "../../../resources/kind.ts";
import { type ApimGroup, type ApimGroupDraft, apimGroup } from "../../../resources/kinds/group.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Groups of developers through Azure's own SDK. */
export function groupStore(on: InstanceCalls): Store<ApimGroup, ApimGroupDraft> {
  return new AzureStore(on, apimGroup, {
    list: (client, place, options) => client.group.listByService(...place, options),
    read: (client, ids, options) => client.group.get(...ids, options),
    create: (client, ids, { displayName, description, type, externalId }, options) =>
      client.group.createOrUpdate(
        ...ids,
        {
          displayName,
          ...(description !== undefined && { description }),
          // the service says what it does not take
          ...(type !== undefined && { type: type as GroupType }),
          ...(externalId !== undefined && { externalId }),
        },
        options,
      ),
    update: (client, ids, version, changes, options) => {
      const { displayName, description = "" } = changes;
      const sent = {
        ...(displayName !== undefined && { displayName }),
        ...("description" in changes && { description }),
      };
      return client.group.update(...ids, version, sent, options);
    },
    delete: (client, ids, version, options) => client.group.delete(...ids, version, options),
    to: (_, answer) => toGroup(answer),
  });
}

function toGroup(group: GroupContract): ApimGroup {
  return {
    displayName: group.displayName ?? group.name ?? "",
    description: group.description || undefined,
    type: group.typePropertiesType ?? "custom",
    externalId: group.externalId || undefined,
    builtIn: group.builtIn ?? false,
  };
}
