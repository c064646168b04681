import type { AzureCloud } from "../../domain/azure-cloud.ts";
import type { Shelf } from "../../resources/kind.ts";
import { apiTag } from "../../resources/kinds/api-tag.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { backend } from "../../resources/kinds/backend.ts";
import { certificate } from "../../resources/kinds/certificate.ts";
import { connectionAccess } from "../../resources/kinds/connection-access.ts";
import { credentialConnection } from "../../resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../resources/kinds/credential-provider.ts";
import { currentRevision } from "../../resources/kinds/current-revision.ts";
import { apimGroup } from "../../resources/kinds/group.ts";
import { groupUser } from "../../resources/kinds/group-user.ts";
import { importedApi } from "../../resources/kinds/imported-api.ts";
import { apimInstance } from "../../resources/kinds/instance.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { openIdProvider } from "../../resources/kinds/openid-provider.ts";
import { policy } from "../../resources/kinds/policy.ts";
import { policyFragment } from "../../resources/kinds/policy-fragment.ts";
import { product } from "../../resources/kinds/product.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { productGroup } from "../../resources/kinds/product-group.ts";
import { publication } from "../../resources/kinds/publication.ts";
import { subscription } from "../../resources/kinds/subscription.ts";
import { apimTag } from "../../resources/kinds/tag.ts";
import { userAuthorization } from "../../resources/kinds/user-authorization.ts";
import { versionSet } from "../../resources/kinds/version-set.ts";
import { apiTagStore } from "./kinds/api-tag-store.ts";
import { apimApiStore } from "./kinds/apim-api-store.ts";
import { authorizationServerStore } from "./kinds/authorization-server-store.ts";
import type { InstanceCalls } from "./kinds/azure-store.ts";
import { backendStore } from "./kinds/backend-store.ts";
import { certificateStore } from "./kinds/certificate-store.ts";
import { connectionAccessStore } from "./kinds/connection-access-store.ts";
import { credentialConnectionStore } from "./kinds/credential-connection-store.ts";
import { credentialProviderStore } from "./kinds/credential-provider-store.ts";
import { currentRevisionStore } from "./kinds/current-revision-store.ts";
import { groupStore } from "./kinds/group-store.ts";
import { groupUserStore } from "./kinds/group-user-store.ts";
import { importedApiStore } from "./kinds/imported-api-store.ts";
import { instanceStore } from "./kinds/instance-store.ts";
import { namedValueStore } from "./kinds/named-value-store.ts";
import { openIdProviderStore } from "./kinds/openid-provider-store.ts";
import { policyFragmentStore } from "./kinds/policy-fragment-store.ts";
import { policyStore } from "./kinds/policy-store.ts";
import { productApiStore } from "./kinds/product-api-store.ts";
import { productGroupStore } from "./kinds/product-group-store.ts";
import { productStore } from "./kinds/product-store.ts";
import { publicationStore } from "./kinds/publication-store.ts";
import { subscriptionStore } from "./kinds/subscription-store.ts";
import { tagStore } from "./kinds/tag-store.ts";
import { userAuthorizationStore } from "./kinds/user-authorization-store.ts";
import { versionSetStore } from "./kinds/version-set-store.ts";

/** Every kind of an instance with the store it is kept in. */
export function azureShelves(on: InstanceCalls, cloud: AzureCloud): ReadonlyMap<string, Shelf> {
  const shelves: readonly Shelf[] = [
    { kind: apimInstance, store: instanceStore(on) },
    { kind: apimApi, store: apimApiStore(on) },
    { kind: importedApi, store: importedApiStore(on, cloud) },
    { kind: currentRevision, store: currentRevisionStore(on, cloud) },
    { kind: versionSet, store: versionSetStore(on) },
    { kind: product, store: productStore(on) },
    { kind: productApi, store: productApiStore(on) },
    { kind: productGroup, store: productGroupStore(on) },
    { kind: apimGroup, store: groupStore(on) },
    { kind: groupUser, store: groupUserStore(on) },
    { kind: apimTag, store: tagStore(on) },
    { kind: apiTag, store: apiTagStore(on) },
    { kind: subscription, store: subscriptionStore(on) },
    { kind: authorizationServer, store: authorizationServerStore(on) },
    { kind: openIdProvider, store: openIdProviderStore(on) },
    { kind: credentialProvider, store: credentialProviderStore(on) },
    { kind: credentialConnection, store: credentialConnectionStore(on) },
    { kind: connectionAccess, store: connectionAccessStore(on) },
    { kind: namedValue, store: namedValueStore(on) },
    { kind: backend, store: backendStore(on) },
    { kind: certificate, store: certificateStore(on) },
    { kind: policyFragment, store: policyFragmentStore(on) },
    { kind: policy, store: policyStore(cloud) },
    { kind: userAuthorization, store: userAuthorizationStore(cloud) },
    { kind: publication, store: publicationStore(on) },
  ];
  return new Map(shelves.map((shelf) => [shelf.kind.id, shelf]));
}
