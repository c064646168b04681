import type { Kind } from "./kind.ts";
import { apiTag } from "./kinds/api-tag.ts";
import { apimApi } from "./kinds/apim-api.ts";
import { auth0Api } from "./kinds/auth0-api.ts";
import { auth0Application } from "./kinds/auth0-application.ts";
import { auth0Connection } from "./kinds/auth0-connection.ts";
import { auth0User } from "./kinds/auth0-user.ts";
import { authorizationServer } from "./kinds/authorization-server.ts";
import { backend } from "./kinds/backend.ts";
import { certificate } from "./kinds/certificate.ts";
import { clientGrant } from "./kinds/client-grant.ts";
import { connectionAccess } from "./kinds/connection-access.ts";
import { credentialConnection } from "./kinds/credential-connection.ts";
import { credentialProvider } from "./kinds/credential-provider.ts";
import { currentRevision } from "./kinds/current-revision.ts";
import { customDomain } from "./kinds/custom-domain.ts";
import { defaultAudience } from "./kinds/default-audience.ts";
import { enabledApplication } from "./kinds/enabled-application.ts";
import { apimGroup } from "./kinds/group.ts";
import { groupUser } from "./kinds/group-user.ts";
import { importedApi } from "./kinds/imported-api.ts";
import { apimInstance } from "./kinds/instance.ts";
import { namedValue } from "./kinds/named-value.ts";
import { openIdProvider } from "./kinds/openid-provider.ts";
import { policy } from "./kinds/policy.ts";
import { policyFragment } from "./kinds/policy-fragment.ts";
import { product } from "./kinds/product.ts";
import { productApi } from "./kinds/product-api.ts";
import { productGroup } from "./kinds/product-group.ts";
import { publication } from "./kinds/publication.ts";
import { subscription } from "./kinds/subscription.ts";
import { apimTag } from "./kinds/tag.ts";
import { tenantSettings } from "./kinds/tenant-settings.ts";
import { userAuthorization } from "./kinds/user-authorization.ts";
import { versionSet } from "./kinds/version-set.ts";

/** Every kind that this version knows. */
export const kinds: readonly Kind[] = [
  auth0Api,
  auth0Application,
  auth0Connection,
  enabledApplication,
  auth0User,
  clientGrant,
  apimInstance,
  customDomain,
  tenantSettings,
  defaultAudience,
  apimApi,
  importedApi,
  currentRevision,
  versionSet,
  authorizationServer,
  product,
  productApi,
  productGroup,
  apimGroup,
  groupUser,
  apimTag,
  apiTag,
  subscription,
  openIdProvider,
  credentialProvider,
  credentialConnection,
  connectionAccess,
  namedValue,
  backend,
  certificate,
  policyFragment,
  policy,
  userAuthorization,
  publication,
];

const byId: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.id, kind]));

/** A kind by its id, whether or not a cloud is open; `undefined` for one that this version does not know. */
export function kindOf(id: string): Kind | undefined {
  return byId.get(id);
}
