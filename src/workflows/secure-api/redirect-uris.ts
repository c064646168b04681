/** Where the portal takes the answer of each way of signing in that comes back to it, by grant type. */
const callbacks = new Map<string, (id: string) => string>([
  ["authorizationCode", (id) => `/signin-oauth/code/callback/${id}`],
  ["authorizationCodeWithPkce", (id) => `/signin-oauth/code-pkce/callback/${id}`],
  ["implicit", () => "/signin-oauth/implicit/callback"],
]);

/**
 * Where developer portals take the answer of a sign-in by an authorization server, one for each of their addresses and of
 * `grantTypes`. The portal lower-cases the id of the server. Source: the portal's published code.
 */
export function redirectUris(
  portalUrls: readonly string[],
  authorizationServerId: string,
  grantTypes: readonly string[] = ["authorizationCode"],
): readonly string[] {
  const id = encodeURIComponent(authorizationServerId.toLowerCase());
  const paths = grantTypes.flatMap((grantType) => callbacks.get(grantType)?.(id) ?? []);
  return [...new Set(paths.flatMap((path) => portalUrls.map((url) => `${url.replace(/\/+$/, "")}${path}`)))];
}
