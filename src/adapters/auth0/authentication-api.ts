import { Failure } from "../../core/failure.ts";
import type { Discovery, IssuedToken, PublicKey } from "../../domain/auth0.ts";
import type { TokenRequest } from "../../domain/auth0-cloud.ts";
import { asObject, asText, parseJson } from "../json.ts";
import { assertionType, clientAssertion } from "./client-assertion.ts";
import { type Auth0Call, isNoService, notATenant, rateLimited } from "./failures.ts";
import type { ManagementCalls } from "./management-calls.ts";

interface Answer {
  readonly response: Response;
  /** The body, `undefined` when it is no JSON. */
  readonly body: unknown;
}

/** The tenant's discovery document. */
export async function readDiscovery(calls: ManagementCalls, signal: AbortSignal): Promise<Discovery> {
  const call = calls.about("read the discovery document");
  const url = `https://${call.peer.host}/.well-known/openid-configuration`;
  const { response, body } = await send(calls, call, url, {}, signal);
  if (response.status === 429) throw rateLimited(call, response.headers);
  if (!response.ok) throw notATenant(call.peer, `HTTP ${response.status} to the request for ${url}`);
  const document = asObject(body);
  const issuer = asText(document["issuer"]);
  const authorizationEndpoint = asText(document["authorization_endpoint"]);
  const tokenEndpoint = asText(document["token_endpoint"]);
  const jwksUri = asText(document["jwks_uri"]);
  if (!issuer || !authorizationEndpoint || !tokenEndpoint || !jwksUri) {
    throw notATenant(call.peer, "something that is no discovery document");
  }
  return { url, issuer, authorizationEndpoint, tokenEndpoint, jwksUri };
}

/** The public keys that the discovery document names. */
export async function readPublicKeys(
  calls: ManagementCalls,
  signal: AbortSignal,
): Promise<readonly PublicKey[]> {
  const call = calls.about("read the signing keys");
  const { jwksUri } = await readDiscovery(calls, signal);
  const { response, body } = await send(calls, call, jwksUri, {}, signal);
  if (response.status === 429) throw rateLimited(call, response.headers);
  const { keys } = asObject(body);
  if (!response.ok || !Array.isArray(keys)) {
    throw notATenant(call.peer, "something that is no set of keys");
  }
  return keys.map(asObject);
}

/** A token by client credentials. */
export async function requestToken(
  calls: ManagementCalls,
  request: TokenRequest,
  signal: AbortSignal,
): Promise<IssuedToken> {
  const call = calls.about(`get a token for ${request.audience}`);
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: request.clientId,
    audience: request.audience,
    ...proofOf(request, call.peer.host),
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  };
  const { response, body } = await send(calls, call, `https://${call.peer.host}/oauth/token`, init, signal);
  if (response.status === 429) throw rateLimited(call, response.headers);
  const answer = asObject(body);
  if (!response.ok) throw refusedToken(call, request, response.status, answer);
  const accessToken = asText(answer["access_token"]);
  if (!accessToken) throw notATenant(call.peer, "something that is no token");
  return {
    accessToken,
    expiresIn: typeof answer["expires_in"] === "number" ? answer["expires_in"] : 0,
    scope: asText(answer["scope"]),
  };
}

function proofOf(request: TokenRequest, domain: string): Readonly<Record<string, string>> {
  if ("clientSecret" in request) return { client_secret: request.clientSecret };
  const key = { pem: request.privateKey, algorithm: request.algorithm };
  const { clientId } = request;
  const assertion = clientAssertion({ domain, clientId }, key, Date.now());
  return { client_assertion_type: assertionType, client_assertion: assertion };
}

/** One request with its whole answer; every status is an answer. */
function send(
  calls: ManagementCalls,
  { doing }: Auth0Call,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<Answer> {
  return calls.ask(doing, signal, async ({ abortSignal }) => {
    const response = await calls.fetch(url, { ...init, signal: abortSignal });
    return { response, body: parseJson(await response.text()) };
  });
}

/** The wording of the description is all that tells a missing API from a missing grant: both are 403 access_denied. */
function refusedToken(
  { peer }: Auth0Call,
  request: TokenRequest,
  status: number,
  body: Readonly<Record<string, unknown>>,
): Failure {
  const { clientId, audience } = request;
  const error = asText(body["error"]);
  const description = asText(body["error_description"]) ?? error ?? `HTTP ${status}`;
  if (error === undefined) return notATenant(peer, `HTTP ${status}`);
  if (isNoService(description)) {
    return new Failure("not-found", `${peer.name} has no API with the identifier ${audience}.`, {
      remedy: "Compare the identifier letter by letter, a slash at its end included.",
    });
  }
  if (error === "unauthorized_client") {
    return new Failure("forbidden", `The application ${clientId} may not use client credentials.`, {
      remedy: "Allow the grant type in the application's Settings > Advanced Settings > Grant Types.",
    });
  }
  if (status === 403) {
    return new Failure("forbidden", `The application ${clientId} has no grant on the API ${audience}.`, {
      remedy: `Authorize it in the Auth0 Dashboard > Applications > APIs > this API > Application Access.`,
    });
  }
  if (status === 401) {
    const [proof, remedy] =
      "clientSecret" in request
        ? ["client secret", "Compare it with the one in the application's settings."]
        : ["key", "Compare it, and its algorithm, with the credentials of the application."];
    return new Failure("unauthorized", `${peer.name} refused the ${proof} of application ${clientId}.`, {
      remedy,
      // of an application that is tested, not of the connected one
      signIns: [],
    });
  }
  return new Failure("rejected", `${peer.name} gave no token for ${audience}: ${description}.`);
}
