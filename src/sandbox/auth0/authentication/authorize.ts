import { createHash, randomUUID } from "node:crypto";
import { asText } from "../json.ts";
import type { Client } from "../state.ts";
import { checkUserAccess, effectiveAudience, findApi } from "./audiences.ts";
import { missingParameter, OAuthProblem } from "./oauth-problem.ts";
import { callbackMismatchPage, errorPage } from "./pages.ts";
import { findClient, type Realm } from "./realm.ts";
import { markScope, markTokenAlone } from "./scope-markers.ts";
import { loginConnections } from "./users.ts";
import { webMessagePage } from "./web-message.ts";

/** What is to happen with a request to `/authorize`. */
type AuthorizeOutcome =
  | { readonly kind: "page"; readonly status: 200 | 400 | 403; readonly html: string }
  | { readonly kind: "redirect"; readonly location: string }
  | { readonly kind: "proceed"; readonly query: URLSearchParams };

/**
 * Checks a request as Auth0 does before it hands it on: application and callback with a page of their own, the rest
 * with a redirect that carries `error`, `error_description` and `state`.
 */
export function checkAuthorize(realm: Realm, sent: URLSearchParams): AuthorizeOutcome {
  const client = findClient(realm.state, sent.get("client_id") ?? undefined);
  if (!client) return unknownClient(sent.get("client_id"));
  const callback = sent.get("redirect_uri") ?? client.callbacks?.[0];
  if (callback === undefined || !client.callbacks?.includes(callback)) {
    return { kind: "page", status: 403, html: callbackMismatchPage(client.name, callback ?? "(none)") };
  }
  const query = new URLSearchParams(sent);
  query.set("redirect_uri", callback);
  try {
    checkRequest(realm, client, query);
    return { kind: "proceed", query: rewrite(query) };
  } catch (error) {
    if (!(error instanceof OAuthProblem)) throw error;
    return refusal(callback, error, query);
  }
}

function unknownClient(id: string | null): AuthorizeOutcome {
  const description = id ? `Unknown client: ${id}` : "Missing required parameter: client_id";
  const html = errorPage(
    "invalid_request",
    description,
    "Check the client id of the application that sent you here.",
  );
  return { kind: "page", status: id ? 403 : 400, html };
}

function checkRequest({ state }: Realm, client: Client, query: URLSearchParams): void {
  const type = query.get("response_type");
  if (!type) throw missingParameter("response_type");
  const method = query.get("code_challenge_method") ?? "plain";
  if (method !== "S256" && method !== "plain") {
    throw new OAuthProblem(403, "invalid_request", `Unsupported code_challenge_method: ${method}`);
  }
  const needed = type.split(" ").includes("code") ? "authorization_code" : "implicit";
  if (!client.grant_types.includes(needed)) {
    throw new OAuthProblem(403, "unauthorized_client", `Grant type '${needed}' not allowed for the client.`);
  }
  checkOrganization(client, query);
  const audience = effectiveAudience(state, query.get("audience") ?? undefined);
  if (audience !== undefined) {
    const api = findApi(state, audience);
    if (!api) throw new OAuthProblem(403, "access_denied", `Service not found: ${audience}`);
    checkUserAccess(state, client, api);
    if (!api.allow_offline_access) dropScope(query, "offline_access");
  }
  if (!client.grant_types.includes("refresh_token")) dropScope(query, "offline_access");
  loginConnections(state, client, query.get("connection") ?? undefined);
}

function checkOrganization(client: Client, query: URLSearchParams): void {
  const usage = asText(client.organization_usage) ?? "deny";
  if (query.has("organization") && usage === "deny") {
    throw new OAuthProblem(403, "invalid_request", "parameter organization is not allowed for this client");
  }
  if (!query.has("organization") && usage === "require") {
    throw new OAuthProblem(403, "invalid_request", "parameter organization is required for this client");
  }
}

/** Takes one scope out of a request. */
export function dropScope(query: URLSearchParams, name: string): void {
  const scope = query.get("scope");
  if (scope === null) return;
  query.set(
    "scope",
    scope
      .split(" ")
      .filter((one) => one !== name)
      .join(" "),
  );
}

const understoodPrompts = new Set(["none", "login"]);

/** The request as the authorization server can take it: marked scope, known prompts, S256 only. */
function rewrite(sent: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams(sent);
  query.set("scope", markScope(query.get("scope") ?? undefined));
  const prompts = (query.get("prompt") ?? "").split(" ").filter((prompt) => understoodPrompts.has(prompt));
  if (prompts.length > 0) query.set("prompt", prompts.join(" "));
  else query.delete("prompt");
  if (query.get("response_type") === "token") askForTokenAlone(query);
  const challenge = query.get("code_challenge");
  if (challenge !== null && query.get("code_challenge_method") !== "S256") {
    // A plain challenge is the verifier itself, so its digest is the S256 challenge of the same verifier.
    query.set("code_challenge", createHash("sha256").update(challenge).digest("base64url"));
    query.set("code_challenge_method", "S256");
  }
  return query;
}

/** The parameter that says that the ID token of the answer was not asked for. */
export const tokenAloneParameter = "sandbox_token_alone";

/** The server gives no access token without an ID token, so one is asked for and taken out of the answer. */
function askForTokenAlone(query: URLSearchParams): void {
  query.set("response_type", "id_token token");
  query.set("scope", markTokenAlone(query.get("scope") ?? ""));
  query.set(tokenAloneParameter, "true");
  if (!query.has("nonce")) query.set("nonce", randomUUID());
}

/** The error goes where the answer would have gone: to another window, the query, or the fragment for tokens. */
function refusal(callback: string, problem: OAuthProblem, query: URLSearchParams): AuthorizeOutcome {
  const state = query.get("state");
  const response = {
    error: problem.error,
    error_description: problem.message,
    ...(state === null ? {} : { state }),
  };
  return query.get("response_mode") === "web_message"
    ? { kind: "page", status: 200, html: webMessagePage(callback, response) }
    : { kind: "redirect", location: errorLocation(callback, new URLSearchParams(response), query) };
}

function errorLocation(callback: string, answer: URLSearchParams, query: URLSearchParams): string {
  const location = new URL(callback);
  const type = query.get("response_type") || "code";
  if (query.get("response_mode") === "fragment" || (type !== "code" && query.get("response_mode") === null)) {
    location.hash = answer.toString();
  } else {
    for (const [name, value] of answer) location.searchParams.set(name, value);
  }
  return location.href;
}
