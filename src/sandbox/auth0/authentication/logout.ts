import { decodeJwt } from "jose";
import { asTexts } from "../json.ts";
import { errorPage } from "./pages.ts";
import { findClient, issuerOf, type Realm } from "./realm.ts";

/** What ending a session answers; the session is over unless it is a page. */
export type LogoutOutcome =
  | { readonly kind: "page"; readonly html: string }
  | { readonly kind: "redirect"; readonly location: string };

/** `/v2/logout`: ends the session and returns to `returnTo`, which must be an allowed logout URL. */
export function logOut(realm: Realm, query: URLSearchParams, sessionId: string | undefined): LogoutOutcome {
  return end(
    realm,
    sessionId,
    query.get("client_id") ?? undefined,
    query.get("returnTo"),
    "returnTo",
    undefined,
  );
}

/** `/oidc/logout`: the same in OpenID Connect's words. */
export function endSession(
  realm: Realm,
  query: URLSearchParams,
  sessionId: string | undefined,
): LogoutOutcome {
  const clientId = query.get("client_id") ?? audienceOf(query.get("id_token_hint"));
  const wanted = query.get("post_logout_redirect_uri");
  return end(realm, sessionId, clientId, wanted, "post_logout_redirect_uri", query.get("state") ?? undefined);
}

/** The application an ID token was issued to; the token need not be valid any more. */
function audienceOf(idToken: string | null): string | undefined {
  if (idToken === null) return undefined;
  try {
    const { aud } = decodeJwt(idToken);
    return Array.isArray(aud) ? aud[0] : aud;
  } catch {
    return undefined;
  }
}

function end(
  realm: Realm,
  sessionId: string | undefined,
  clientId: string | undefined,
  wanted: string | null,
  parameter: string,
  state: string | undefined,
): LogoutOutcome {
  const client = findClient(realm.state, clientId);
  const allowed = asTexts(client ? client.allowed_logout_urls : realm.state.settings["allowed_logout_urls"]);
  if (wanted !== null && !allowed.includes(wanted)) {
    const html = errorPage(
      "invalid_request",
      `The ${parameter} ${wanted} is not an allowed logout URL.`,
      "Add exactly this URL to the Allowed Logout URLs of the application, or of the tenant when no client_id is sent.",
    );
    return { kind: "page", html };
  }
  if (sessionId !== undefined) realm.store.delete("Session", sessionId);
  const location = new URL(wanted ?? client?.allowed_logout_urls?.[0] ?? issuerOf(realm));
  if (state !== undefined) location.searchParams.set("state", state);
  return { kind: "redirect", location: location.href };
}
