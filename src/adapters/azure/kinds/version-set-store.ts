import type {
  ApiVersionSetContract,
  ApiVersionSetUpdateParameters,
  VersioningScheme,
} from "@azure/arm-apimanagement";
import type { Store } from "../../../resources/kind.ts";
import { type VersionSet, type VersionSetDraft, versionSet } from "../../../resources/kinds/version-set.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** Version sets through Azure's own SDK. */
export function versionSetStore(on: InstanceCalls): Store<VersionSet, VersionSetDraft> {
  return new AzureStore(on, versionSet, {
    list: (client, place, options) => client.apiVersionSet.listByService(...place, options),
    read: (client, ids, options) => client.apiVersionSet.get(...ids, options),
    create: (client, ids, draft, options) =>
      client.apiVersionSet.createOrUpdate(...ids, fromDraft(draft), options),
    update: (client, ids, version, changes, options) =>
      client.apiVersionSet.update(...ids, version, fromChanges(changes), options),
    delete: (client, ids, version, options) => client.apiVersionSet.delete(...ids, version, options),
    to: (_, set) => ({
      displayName: set.displayName ?? set.name ?? "",
      description: set.description || undefined,
      versioningScheme: set.versioningScheme ?? "",
      versionQueryName: set.versionQueryName || undefined,
      versionHeaderName: set.versionHeaderName || undefined,
    }),
  });
}

function fromDraft({ displayName, versioningScheme, ...rest }: VersionSetDraft): ApiVersionSetContract {
  return { displayName, versioningScheme, ...fromChanges(rest) };
}

/** As Azure takes it: a description that goes away becomes empty; a name that goes away is not sent, since it may not be empty. */
function fromChanges(changes: Partial<VersionSetDraft>): ApiVersionSetUpdateParameters {
  const { description = "", versioningScheme, versionQueryName, versionHeaderName, ...rest } = changes;
  return {
    ...rest,
    ...("description" in changes && { description }),
    // the service says what it does not take
    ...(versioningScheme !== undefined && { versioningScheme: versioningScheme as VersioningScheme }),
    ...(versionQueryName !== undefined && { versionQueryName }),
    ...(versionHeaderName !== undefined && { versionHeaderName }),
  };
}
