import type { InstanceSnapshot } from "../../access/index.ts";
import type { Maybe } from "../../core/known.ts";
import type {
  ApimApi,
  AuthorizationServer,
  Instance,
  Operation,
  PortalRevision,
  StoredPolicy,
} from "../../domain/apim.ts";
import type { Application, Auth0Api, Auth0User, Connection, Discovery, Tenant } from "../../domain/auth0.ts";
import type { NamedValueSettings } from "../../resources/kinds/named-value.ts";
import type { ApiPolicies } from "../read-access/api-policies.ts";

/** What is there of all that a check in a fragment is made of. */
export interface Sharing {
  /** `undefined` where there is no fragment of the chosen id. */
  readonly fragment: StoredPolicy | undefined;
  readonly namedValues: readonly StoredNamedValue[];
}

/** A named value with its id, which no other one may have. */
export interface StoredNamedValue extends Pick<NamedValueSettings, "displayName" | "value"> {
  readonly id: string;
}

/** Everything both clouds say that matters for securing one API; see {@link readSecureApi}. */
export interface SecureApiSnapshot {
  readonly instance: Instance;
  readonly api: ApimApi;
  readonly operations: readonly Operation[];
  readonly authorizationServers: readonly AuthorizationServer[];
  /** `undefined` when the API has no policy of its own. */
  readonly policy: StoredPolicy | undefined;
  /** Every policy that a call of the API may meet, its own among them. */
  readonly policies: ApiPolicies;
  /** The Auth0 API that the link is to be made to, where the person has said so before. */
  readonly wanted?: Auth0Api;
  readonly tenant: Tenant;
  readonly discovery: Discovery;
  /** Without the tenant's own Management API. */
  readonly auth0Apis: readonly Auth0Api[];
  readonly applications: readonly Application[];
  /** Database connections only: others cannot hold a test user. */
  readonly connections: readonly Connection[];
  /** Client ids enabled for a connection, by connection id; a connection that was not asked is missing. */
  readonly enabledClients: ReadonlyMap<string, readonly string[]>;
  /** Publications of the developer portal; read only when the API is linked by a server made here. */
  readonly portalRevisions: Maybe<readonly PortalRevision[]>;
  /** Display names of the other APIs that have the policy at the chosen place of the check; read only where it is not the API's own. */
  readonly otherApis: Maybe<readonly string[]>;
  /** The other APIs of the instance with what decides who gets in there; read only where the choices change what they meet. */
  readonly elsewhere?: Maybe<InstanceSnapshot>;
  /** Read only where the check is to stand in a fragment. */
  readonly sharing?: Sharing;
  /** Users that were looked for and found. */
  readonly users: readonly Auth0User[];
}
