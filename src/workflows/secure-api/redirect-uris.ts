/**
 * Where developer portals take the answer of an authorization code sign-in, one for each of their addresses. The portal
 * lower-cases the id of the authorization server.
 */
export function redirectUris(
  portalUrls: readonly string[],
  authorizationServerId: string,
): readonly string[] {
  const path = `/signin-oauth/code/callback/${encodeURIComponent(authorizationServerId.toLowerCase())}`;
  return [...new Set(portalUrls.map((url) => `${url.replace(/\/+$/, "")}${path}`))];
}
