/** A directory (tenant) of Microsoft Entra ID. */
export interface Directory {
  readonly id: string;
  readonly name?: string;
  /** Its first domain. */
  readonly domain?: string;
}

/** An Azure subscription that the account may see. */
export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
}

/** Names one API Management instance. */
export interface InstanceRef {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly serviceName: string;
}

/** An API Management instance. */
export interface Instance extends InstanceRef {
  /** The Azure resource id. */
  readonly id: string;
  readonly location: string;
  /** `Developer`, `Consumption`, `StandardV2`… */
  readonly sku: string;
  /** Without a trailing slash. */
  readonly gatewayUrl: string | undefined;
  /** Every address the developer portal answers on, custom domain first, without a trailing slash; empty for tiers without one. */
  readonly developerPortalUrls: readonly string[];
  /** What the instance itself signs in with elsewhere; left out where it has none of its own. */
  readonly managedIdentity?: ManagedIdentity;
}

/** A system-assigned identity, as Microsoft Entra ID knows it. */
export interface ManagedIdentity {
  /** Its object id. */
  readonly principalId: string;
  /** Id of the directory that it is in. */
  readonly tenantId: string;
}

/** A tier that a subscription may make instances in. */
export interface InstanceTier {
  /** `Developer`, `Consumption`, `StandardV2`… */
  readonly name: string;
  /** Where it is offered, without those that are closed for the subscription. */
  readonly locations: readonly string[];
  /** How many units a new one has, as is usual. */
  readonly capacity: number;
}

/** Names what has APIs, products, fragments and named values of its own: an instance itself, or one of its workspaces. */
export interface SpaceRef {
  readonly instance: InstanceRef;
  /** The workspace's id; left out for the instance itself. */
  readonly workspace?: string;
}

/** Names one workspace of an instance. */
export interface WorkspaceRef extends SpaceRef {
  readonly workspace: string;
}

/** A part of an instance that a team has for itself. */
export interface Workspace extends WorkspaceRef {
  /** The Azure resource id. */
  readonly id: string;
  readonly displayName: string;
}

/** Names one API (a revision of it when `apiId` ends in `;rev=n`). */
export interface ApiRef extends SpaceRef {
  readonly apiId: string;
}

/** One authorization server that an API names for its users' sign-in. */
export interface OAuth2Setting {
  readonly authorizationServerId: string;
  readonly scope: string | undefined;
}

/**
 * An API's user authorization. The service keeps it in one of two forms that exclude each other; the developer portal of
 * today reads the list.
 */
export interface UserAuthorization {
  readonly form: "none" | "single" | "list";
  readonly oauth2: readonly OAuth2Setting[];
  /** OpenID Connect providers that the API also names, which a change must keep. */
  readonly openIdProviderIds: readonly string[];
}

/** Where a caller says which version of an API is meant. */
export type VersionScheme =
  | { readonly kind: "segment" }
  | { readonly kind: "header"; readonly name: string }
  | { readonly kind: "query"; readonly name: string };

export interface ApimApi extends ApiRef {
  /** The Azure resource id. */
  readonly id: string;
  readonly displayName: string;
  /** Below the gateway's address, without slashes at its ends; empty for the root. */
  readonly path: string;
  readonly protocols: readonly string[];
  readonly serviceUrl: string | undefined;
  readonly revision: string;
  readonly isCurrent: boolean;
  /** `false` for a revision that callers do not reach. */
  readonly isOnline?: boolean;
  readonly version: string | undefined;
  /** Names the version set it belongs to; `undefined` for an API without versions. */
  readonly versionSetId: string | undefined;
  /** Set where the scheme came along with the API; else the version set says it. */
  readonly versionScheme?: VersionScheme;
  readonly subscriptionRequired: boolean;
  /** Names of header and query parameter that carry the subscription key. */
  readonly subscriptionKeyNames: { readonly header: string; readonly query: string };
  /** `http`, `soap`, `graphql`, `websocket`… */
  readonly type: string;
  readonly userAuthorization: UserAuthorization;
}

/** One revision of an API. */
export interface ApiRevision {
  /** As the number in `;rev=`. */
  readonly number: string;
  readonly description: string | undefined;
  /** The one that callers get. */
  readonly isCurrent: boolean;
  /** Whether callers reach it at all. */
  readonly isOnline: boolean;
}

/** An API with the ETag that a change of it must present. */
export interface VersionedApi {
  readonly api: ApimApi;
  readonly etag: string;
}

export interface OperationParameter {
  readonly name: string;
  readonly required: boolean;
  readonly defaultValue: string | undefined;
  /** Values the service suggests. */
  readonly values: readonly string[];
}

export interface Operation {
  readonly id: string;
  /** The last segment of the resource id. */
  readonly operationId: string;
  readonly displayName: string;
  readonly method: string;
  readonly urlTemplate: string;
  readonly templateParameters: readonly OperationParameter[];
  readonly queryParameters: readonly OperationParameter[];
}

/** What an authorization server says, without its secrets; what the service did not say of one has no value. */
interface AuthorizationServerSettings {
  /** 1 to 50 characters. */
  readonly displayName: string;
  readonly description: string | undefined;
  readonly clientRegistrationEndpoint: string;
  /** May carry a query: for Auth0 `?audience=…`. */
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string | undefined;
  readonly clientId: string;
  /** `authorizationCode`, `authorizationCodeWithPkce`, `clientCredentials`, `implicit`, `resourceOwnerPassword`, or one from tomorrow. */
  readonly grantTypes: readonly string[];
  /** How the client authenticates at the token endpoint: `Basic`, `Body`. */
  readonly clientAuthenticationMethods: readonly string[];
  /** With spaces between scopes. */
  readonly defaultScope: string | undefined;
  readonly tokenBodyParameters: readonly { readonly name: string; readonly value: string }[];
  /** HTTP methods of the authorization endpoint; `GET` is always among them. */
  readonly authorizationMethods?: readonly string[];
  /** How the token goes to the API: `authorizationHeader`, `query`. */
  readonly bearerTokenSendingMethods?: readonly string[];
  /** Whether it gives back the `state` of an authorization request. */
  readonly supportState?: boolean | undefined;
  readonly resourceOwnerUsername?: string | undefined;
  readonly useInTestConsole: boolean | undefined;
  readonly useInApiDocumentation: boolean | undefined;
}

/** What is decided of an authorization server, its secrets among it: no read ever gives those. */
export interface AuthorizationServerDraft extends AuthorizationServerSettings {
  readonly clientSecret?: string;
  readonly resourceOwnerPassword?: string;
}

export interface AuthorizationServer extends AuthorizationServerSettings {
  readonly instance: InstanceRef;
  /** The Azure resource id. */
  readonly id: string;
  /** The last segment of the resource id; lower-case, or the portal's PKCE sign-in fails. */
  readonly authorizationServerId: string;
}

/** Where a policy document applies; all but the first may be in a workspace. */
export type PolicyLevel =
  | { readonly kind: "global"; readonly instance: InstanceRef; readonly workspace?: undefined }
  /** All APIs of a workspace. */
  | ({ readonly kind: "workspace" } & WorkspaceRef)
  | ({ readonly kind: "product"; readonly productId: string } & SpaceRef)
  | ({ readonly kind: "api"; readonly apiId: string } & SpaceRef)
  | ({ readonly kind: "operation"; readonly apiId: string; readonly operationId: string } & SpaceRef)
  /** A document of its own, which other policies take in by its id. */
  | ({ readonly kind: "fragment"; readonly fragmentId: string } & SpaceRef);

/** A policy document as the service has it, in its human form (`rawxml`). */
export interface StoredPolicy {
  readonly level: PolicyLevel;
  readonly text: string;
  readonly etag: string;
}

export interface Product {
  readonly id: string;
  readonly productId: string;
  readonly displayName: string;
  /** Whether a call needs a key of it; one that needs none is open. */
  readonly subscriptionRequired: boolean;
}

/** A piece of policy that `include-fragment` puts into others; its text is read as that of a {@link PolicyLevel}. */
export interface PolicyFragment {
  /** The Azure resource id. */
  readonly id: string;
  /** As policies name it. */
  readonly fragmentId: string;
  readonly description: string | undefined;
}

/** One publication of the developer portal. */
export interface PortalRevision {
  readonly id: string;
  /** As given when it was published. */
  readonly description: string | undefined;
  readonly isCurrent: boolean;
  readonly createdAt: Date | undefined;
}
