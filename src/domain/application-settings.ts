import type { Settings } from "./settings.ts";

/** Those that people choose between; integrations have some twenty others. */
export type ApplicationType = "regular_web" | "spa" | "native" | "non_interactive";

type Texts = readonly string[];

/** Everything of an application but its name. What the tenant did not say, or may not be read, is left out. */
export interface ApplicationSettings {
  readonly description?: string | undefined;
  /** An {@link ApplicationType}, or what an integration is called. */
  readonly type?: string | undefined;
  readonly callbacks?: Texts | undefined;
  readonly logoutUrls?: Texts | undefined;
  readonly webOrigins?: Texts | undefined;
  /** Origins of CORS; those of the callbacks are always allowed. */
  readonly allowedOrigins?: Texts | undefined;
  readonly grantTypes?: Texts | undefined;
  /** `client_secret_post`, `client_secret_basic` or `none`; left out with `clientAuthenticationMethods`, which it excludes. */
  readonly tokenEndpointAuthMethod?: string | undefined;
  /** How and how long ID tokens are made. */
  readonly jwtConfiguration?: Settings | undefined;
  readonly refreshToken?: Settings | undefined;
  readonly allowedClients?: Texts | undefined;
  readonly approvalChannels?: Texts | undefined;
  readonly clientAliases?: Texts | undefined;
  /** Keys or certificates instead of a secret, by their ids; read with `read:client_credentials` only. */
  readonly clientAuthenticationMethods?: Settings | undefined;
  /** At most ten pairs of texts. */
  readonly clientMetadata?: Settings | undefined;
  readonly complianceLevel?: string | undefined;
  readonly allowsCrossOriginAuthentication?: boolean | undefined;
  readonly crossOriginLocation?: string | undefined;
  /** HTML. */
  readonly customLoginPage?: string | undefined;
  readonly usesCustomLoginPage?: boolean | undefined;
  readonly customLoginPagePreview?: string | undefined;
  readonly defaultOrganization?: Settings | undefined;
  readonly encryptionKey?: Settings | undefined;
  readonly expressConfiguration?: Settings | undefined;
  readonly fedcmLogin?: Settings | undefined;
  /** HTML. */
  readonly formTemplate?: string | undefined;
  readonly initiateLoginUri?: string | undefined;
  readonly isFirstParty?: boolean | undefined;
  /** The header `auth0-forwarded-for` of a token request is believed. */
  readonly trustsIpHeader?: boolean | undefined;
  readonly logoUri?: string | undefined;
  readonly mobile?: Settings | undefined;
  readonly myOrganizationConfiguration?: Settings | undefined;
  readonly nativeSocialLogin?: Settings | undefined;
  readonly isOidcConformant?: boolean | undefined;
  readonly oidcLogout?: Settings | undefined;
  readonly organizationDiscoveryMethods?: Texts | undefined;
  readonly organizationRequireBehavior?: string | undefined;
  readonly organizationUsage?: string | undefined;
  /** Seconds that a pushed authorization request lives. */
  readonly parRequestExpiry?: number | undefined;
  readonly redirectionPolicy?: string | undefined;
  readonly requiresProofOfPossession?: boolean | undefined;
  readonly requiresPushedRequests?: boolean | undefined;
  /** The API that it is linked to, of an application that acts for one. */
  readonly apiIdentifier?: string | undefined;
  readonly sessionTransfer?: Settings | undefined;
  readonly signedRequestObject?: Settings | undefined;
  readonly skipsCallbackConfirmation?: boolean | undefined;
  readonly sso?: boolean | undefined;
  readonly disablesSso?: boolean | undefined;
  readonly thirdPartySecurityMode?: string | undefined;
  readonly tokenExchange?: Settings | undefined;
  readonly tokenQuota?: Settings | undefined;
  readonly tokenVaultAccess?: Settings | undefined;
}
