/**
 * Scopes that never leave the tenant. The authorization server refuses a request that grants nothing, forgets
 * `offline_access` without a consent screen, and gives no access token alone without `openid`; Auth0 does none of
 * these, so requests carry these instead.
 */
const always = "sandbox:always";
const offline = "sandbox:offline_access";
const tokenAlone = "sandbox:token_alone";

/** The OpenID Connect scopes the tenant knows, and the markers. */
export const openIdScopes: readonly string[] = [
  "openid",
  "profile",
  "email",
  "phone",
  "address",
  always,
  offline,
  tokenAlone,
];

/** The scope a request gets when it asks for none. */
const usualScope = "openid profile email";

/** What the authorization server is given for the scope of a request. */
export function markScope(requested: string | undefined): string {
  const scopes = (requested ?? usualScope).split(" ").filter(Boolean);
  const marked = scopes.map((scope) => (scope === "offline_access" ? offline : scope));
  return [...new Set([...marked, always])].join(" ");
}

/** The marked scope of a request for an access token and nothing else. */
export function markTokenAlone(marked: string): string {
  const scopes = marked.split(" ");
  return scopes.includes("openid") ? marked : [...scopes, "openid", tokenAlone].join(" ");
}

/** A scope as the outside sees it. */
export function unmarkScope(scope: string | undefined): string {
  const scopes = (scope ?? "").split(" ");
  const hidden = new Set(["", always, tokenAlone, ...(scopes.includes(tokenAlone) ? ["openid"] : [])]);
  return scopes
    .filter((name) => !hidden.has(name))
    .map((name) => (name === offline ? "offline_access" : name))
    .join(" ");
}

/** Whether a marked scope asks for a refresh token. */
export function asksOffline(scope: string | undefined): boolean {
  return scope?.split(" ").includes(offline) ?? false;
}
