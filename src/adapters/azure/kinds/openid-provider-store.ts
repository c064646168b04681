import type {
  OpenidConnectProviderContract,
  OpenidConnectProviderUpdateContract,
} from "@azure/arm-apimanagement";
import type { Store } from "../../../resources/kind.ts";
import {
  type OpenIdProvider,
  type OpenIdProviderDraft,
  openIdProvider,
} from "../../../resources/kinds/openid-provider.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

/** OpenID Connect providers through Azure's own SDK. */
export function openIdProviderStore(on: InstanceCalls): Store<OpenIdProvider, OpenIdProviderDraft> {
  return new AzureStore(on, openIdProvider, {
    list: (client, place, options) => client.openIdConnectProvider.listByService(...place, options),
    read: (client, ids, options) => client.openIdConnectProvider.get(...ids, options),
    create: (client, ids, draft, options) =>
      client.openIdConnectProvider.createOrUpdate(...ids, fromChanges(draft), options),
    update: (client, ids, version, changes, options) =>
      client.openIdConnectProvider.update(...ids, version, fromChanges(changes), options),
    delete: (client, ids, version, options) => client.openIdConnectProvider.delete(...ids, version, options),
    to: (_, provider) => toOpenIdProvider(provider),
  });
}

/** One as Azure shows it; what it does not say about itself is its default. */
function toOpenIdProvider(provider: OpenidConnectProviderContract): OpenIdProvider {
  return {
    displayName: provider.displayName ?? provider.name ?? "",
    description: provider.description || undefined,
    metadataEndpoint: provider.metadataEndpoint ?? "",
    clientId: provider.clientId ?? "",
    useInTestConsole: provider.useInTestConsole ?? true,
    useInApiDocumentation: provider.useInApiDocumentation ?? false,
  };
}

/** As Azure takes it: a text that goes away becomes empty. */
function fromChanges(changes: Partial<OpenIdProviderDraft>): OpenidConnectProviderUpdateContract {
  const { description = "", clientSecret = "", ...rest } = changes;
  return {
    ...rest,
    ...("description" in changes && { description }),
    ...("clientSecret" in changes && { clientSecret }),
  };
}
