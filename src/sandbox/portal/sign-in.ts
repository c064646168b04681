import { createHash, randomBytes } from "node:crypto";
import { type Dispatcher, request } from "undici";
import type { PortalGrant, PortalServer } from "./published.ts";
import type { PendingSignIn, Session, SignedIn } from "./sessions.ts";

/** Below this path of the portal an authorization server sends people back, followed by its own id. */
export const callbackPaths: Readonly<Record<PortalGrant, string>> = {
  authorizationCode: "/signin-oauth/code/callback",
  authorizationCodeWithPkce: "/signin-oauth/code-pkce/callback",
};

/** The portal could not sign somebody in; the message is for them. */
export class SignInProblem extends Error {}

/** Begins a sign-in and returns the address that the browser is sent to. */
export function beginSignIn(
  session: Session,
  from: Pick<PendingSignIn, "apiId" | "operationId">,
  server: PortalServer,
  grant: PortalGrant,
  portal: string,
): string {
  const state = randomBytes(16).toString("base64url");
  const verifier = grant === "authorizationCodeWithPkce" ? randomBytes(32).toString("base64url") : undefined;
  session.pending.set(state, { ...from, serverId: server.id, grant, verifier });
  const parameters = new URLSearchParams({
    response_type: "code",
    client_id: server.clientId,
    redirect_uri: redirectUri(portal, server, grant),
    state,
  });
  if (server.scope !== "") parameters.set("scope", server.scope);
  if (verifier === undefined) return joinQuery(server.authorizationEndpoint, parameters);
  parameters.set("code_challenge", createHash("sha256").update(verifier).digest("base64url"));
  parameters.set("code_challenge_method", "S256");
  // the real portal puts a second "?" behind an endpoint that has a query already
  return `${server.authorizationEndpoint}?${parameters}`;
}

function joinQuery(endpoint: string, parameters: URLSearchParams): string {
  const url = new URL(endpoint);
  for (const [name, value] of parameters) url.searchParams.set(name, value);
  return url.href;
}

function redirectUri(portal: string, server: PortalServer, grant: PortalGrant): string {
  return `${portal}${callbackPaths[grant]}/${server.id.toLowerCase()}`;
}

/**
 * Exchanges an authorization code for a token.
 *
 * @throws SignInProblem with the identity provider's own words.
 */
export async function redeemCode(
  code: string,
  pending: PendingSignIn,
  server: PortalServer,
  portal: string,
  now: number,
  dispatcher: Dispatcher,
): Promise<SignedIn> {
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: server.clientId,
    code,
    redirect_uri: redirectUri(portal, server, pending.grant),
  });
  const headers: Record<string, string> = { "content-type": "application/x-www-form-urlencoded" };
  if (pending.verifier !== undefined) form.set("code_verifier", pending.verifier);
  else if (server.authenticatesBy === "Basic") headers["authorization"] = basicCredentials(server);
  else if (server.clientSecret !== "") form.set("client_secret", server.clientSecret);
  for (const [name, value] of server.tokenBody) form.set(name, value);
  return readAnswer(await post(server.tokenEndpoint, form, headers, dispatcher), now);
}

function basicCredentials({ clientId, clientSecret }: PortalServer): string {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

async function post(
  url: string,
  form: URLSearchParams,
  headers: Record<string, string>,
  dispatcher: Dispatcher,
): Promise<object> {
  try {
    const { body } = await request(url, { dispatcher, method: "POST", headers, body: form.toString() });
    const answer: unknown = await body.json();
    if (typeof answer === "object" && answer !== null) return answer;
  } catch (error) {
    throw new SignInProblem("The token endpoint gave no answer that can be read.", { cause: error });
  }
  throw new SignInProblem("The token endpoint gave no answer that can be read.");
}

function readAnswer(answer: object, now: number): SignedIn {
  const [accessToken, expiresIn, error, description] = [
    "access_token",
    "expires_in",
    "error",
    "error_description",
  ].map((name): unknown => Reflect.get(answer, name));
  if (typeof error === "string") throw new SignInProblem(describeError(error, description));
  if (typeof accessToken !== "string") throw new SignInProblem("The token endpoint gave no access token.");
  return { accessToken, expiresAt: typeof expiresIn === "number" ? now + expiresIn * 1000 : undefined };
}

/** An error of the identity provider as text. */
export function describeError(error: string, description: unknown): string {
  return typeof description === "string" && description !== "" ? `${error}: ${description}` : error;
}
