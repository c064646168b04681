import type { AzureCloud } from "../../domain/azure-cloud.ts";
import type { Shelf } from "../../resources/kind.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { credentialConnection } from "../../resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../resources/kinds/credential-provider.ts";
import { currentRevision } from "../../resources/kinds/current-revision.ts";
import { importedApi } from "../../resources/kinds/imported-api.ts";
import { apimInstance } from "../../resources/kinds/instance.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { openIdProvider } from "../../resources/kinds/openid-provider.ts";
import { policy } from "../../resources/kinds/policy.ts";
import { publication } from "../../resources/kinds/publication.ts";
import { userAuthorization } from "../../resources/kinds/user-authorization.ts";
import { apimApiStore } from "./kinds/apim-api-store.ts";
import { authorizationServerStore } from "./kinds/authorization-server-store.ts";
import type { InstanceCalls } from "./kinds/azure-store.ts";
import { credentialConnectionStore } from "./kinds/credential-connection-store.ts";
import { credentialProviderStore } from "./kinds/credential-provider-store.ts";
import { currentRevisionStore } from "./kinds/current-revision-store.ts";
import { importedApiStore } from "./kinds/imported-api-store.ts";
import { instanceStore } from "./kinds/instance-store.ts";
import { namedValueStore } from "./kinds/named-value-store.ts";
import { openIdProviderStore } from "./kinds/openid-provider-store.ts";
import { policyStore } from "./kinds/policy-store.ts";
import { publicationStore } from "./kinds/publication-store.ts";
import { userAuthorizationStore } from "./kinds/user-authorization-store.ts";

/** Every kind of an instance with the store it is kept in. */
export function azureShelves(on: InstanceCalls, cloud: AzureCloud): ReadonlyMap<string, Shelf> {
  const shelves: readonly Shelf[] = [
    { kind: apimInstance, store: instanceStore(on) },
    { kind: apimApi, store: apimApiStore(on) },
    { kind: importedApi, store: importedApiStore(on, cloud) },
    { kind: currentRevision, store: currentRevisionStore(on, cloud) },
    { kind: authorizationServer, store: authorizationServerStore(on) },
    { kind: openIdProvider, store: openIdProviderStore(on) },
    { kind: credentialProvider, store: credentialProviderStore(on) },
    { kind: credentialConnection, store: credentialConnectionStore(on) },
    { kind: namedValue, store: namedValueStore(on) },
    { kind: policy, store: policyStore(cloud) },
    { kind: userAuthorization, store: userAuthorizationStore(cloud) },
    { kind: publication, store: publicationStore(on) },
  ];
  return new Map(shelves.map((shelf) => [shelf.kind.id, shelf]));
}
