import { type ClaimFacts, standardClaims, wellKnownPath } from "./jwt.ts";

/** Regions that a tenant's host may name. A public-cloud host may have one more part, as in `prod.us.auth0.com`. */
export const auth0Regions: readonly string[] = ["us", "eu", "au", "jp", "ca", "uk"];

/** The `iss` of tokens that `domain` issues; the slash is a part of it. */
export function auth0Issuer(domain: string): string {
  return `https://${domain}/`;
}

/** The discovery document of `domain`. */
export function auth0DiscoveryUrl(domain: string): string {
  return `https://${domain}${wellKnownPath}`;
}

/** How an Auth0 API writes its access tokens. */
export type TokenDialect =
  | "access_token"
  | "access_token_authz"
  | "rfc9068_profile"
  | "rfc9068_profile_authz";

/** What a dialect means for the claims of an access token. */
interface DialectFacts {
  readonly dialect: TokenDialect;
  /** The claim that names the client. */
  readonly clientClaim: "azp" | "client_id";
  /** Whether `permissions` is in the token once RBAC is on. */
  readonly permissions: boolean;
}

/** The four dialects of an API. */
export const tokenDialects: readonly DialectFacts[] = [
  { dialect: "access_token", clientClaim: "azp", permissions: false },
  { dialect: "access_token_authz", clientClaim: "azp", permissions: true },
  { dialect: "rfc9068_profile", clientClaim: "client_id", permissions: false },
  { dialect: "rfc9068_profile_authz", clientClaim: "client_id", permissions: true },
];

const auth0Claims: readonly ClaimFacts[] = [
  { name: "scope", form: "list", description: 'Granted scopes in one text. Needs `separator=" "`.' },
  {
    name: "permissions",
    form: "array",
    description:
      "Permissions of the user or application. Only with RBAC and permissions in the token switched on.",
  },
  { name: "azp", form: "text", description: "Client that asked for the token, in Auth0's own dialect." },
  {
    name: "client_id",
    form: "text",
    description: "Client that asked for the token, in the RFC 9068 dialect.",
  },
  {
    name: "gty",
    form: "text",
    description: "Grant type, `client-credentials` for an application of its own.",
  },
  { name: "org_id", form: "text", description: "Organization that the user signed in to." },
  {
    name: "org_name",
    form: "text",
    description: "Name of that organization, when the tenant puts it in tokens.",
  },
];

/** Claims of an Auth0 access token. Claims of one's own have a URL as their name. */
export const accessTokenClaims: readonly ClaimFacts[] = [...auth0Claims, ...standardClaims];

/** Claims that other providers put in access tokens and Auth0 does not, with what Auth0 has in their place. */
export const foreignClaims: ReadonlyMap<string, string | undefined> = new Map([
  ["scp", "scope"],
  ["appid", "azp"],
  ["tid", undefined],
  ["oid", "sub"],
]);
