import { ManagementError, ManagementTimeoutError } from "auth0";
import { Failure, type FailureCode } from "../../core/failure.ts";
import type { Auth0Way } from "../../domain/account.ts";
import { asObject, asText } from "../json.ts";
import { type Peer, signInsFor, unreachable } from "../unreachable.ts";
import { reasonOf, withoutBody } from "../without-body.ts";
import { retryMoment } from "./rate-limit.ts";

/** What was being done when a call failed. */
export interface Auth0Call {
  readonly peer: Peer;
  /** The connected application. */
  readonly clientId: string;
  /** How it signs in. */
  readonly way: Auth0Way["kind"] | "client-secret";
  /** As it completes "Could not …", e.g. `list the APIs`. */
  readonly doing: string;
}

/** Where in the dashboard things are, as its menus call them. */
const application = "Auth0 Dashboard > Applications > Applications";
const grantManagementApi = `Grant it in the ${application} > this application > APIs > Auth0 Management API`;
/** Statuses of the Management API that are told apart; 403, 429 and 5xx are explained on their own. */
const codes: Readonly<Record<number, FailureCode>> = {
  400: "rejected",
  401: "unauthorized",
  404: "not-found",
  409: "already-exists",
  422: "rejected",
};

/** An answer that says it went well, and is not what was asked for. */
export class WrongAnswer extends Error {}

/** Whatever a call of the Management API threw, as a failure that a person can act on. */
export function auth0Failure(error: unknown, call: Auth0Call): Failure {
  if (error instanceof Failure) return error;
  const network = unreachable(call.peer, error);
  if (network) return network;
  const cause = withoutBody(error);
  if (isGarbled(error)) return garbled(call, cause);
  if (error instanceof ManagementTimeoutError) return tooSlow(call, cause);
  if (!(error instanceof ManagementError)) return unexpected(call, error);
  const { statusCode, body } = error;
  if (statusCode === undefined) return unexpected(call, error);
  if (statusCode === 408) return tooSlow(call, cause);
  if (statusCode === 429) return rateLimited(call, error.rawResponse?.headers, cause);
  // every refusal of both of Auth0's APIs has a member `error`; another host's page has none
  if (asText(asObject(body)["error"]) === undefined)
    return notATenant(call.peer, `HTTP ${statusCode}`, cause);
  return error.message.startsWith("ManagementClient: token request")
    ? signInFailure(call, statusCode, body, cause)
    : answerFailure(call, statusCode, body, cause);
}

/** The failure for a host that answers, but not as Auth0 does. */
export function notATenant(peer: Peer, how: string, cause?: unknown): Failure {
  return new Failure("invalid-input", `${peer.host} is not an Auth0 tenant: it answered with ${how}.`, {
    remedy:
      "Use the domain shown in the Auth0 Dashboard > Applications > your application > Settings, e.g. contoso.eu.auth0.com.",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The failure for an answer 429, with the moment from which it makes sense to try again. */
export function rateLimited(call: Auth0Call, headers: Headers | undefined, cause?: unknown): Failure {
  const moment = retryMoment(headers, Date.now());
  return new Failure(
    "rate-limited",
    `Could not ${call.doing}: ${call.peer.name} accepts no more requests at the moment.`,
    {
      remedy: moment ? `Try again after ${moment}.` : "Try again in a minute.",
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

/** The SDK gave up waiting for a token. */
function tooSlow({ doing, peer }: Auth0Call, cause: unknown): Failure {
  return new Failure("unreachable", `Could not ${doing}: ${peer.name} took too long to answer.`, {
    remedy: "Check your network, then try again.",
    cause,
  });
}

function unexpected({ doing, peer }: Auth0Call, error: unknown): Failure {
  return new Failure("internal", `Could not ${doing} in ${peer.name}: ${reasonOf(error)}.`, {
    remedy: "See the log (command “Auth0 for APIM: Show Log”).",
    cause: withoutBody(error),
  });
}

/** The parser's error may be wrapped by the SDK. */
function isGarbled(error: unknown): boolean {
  return (
    error instanceof WrongAnswer ||
    error instanceof SyntaxError ||
    (error instanceof ManagementError && error.cause instanceof SyntaxError)
  );
}

function garbled({ doing, peer }: Auth0Call, cause: unknown): Failure {
  return new Failure(
    "unreachable",
    `Could not ${doing}: the answer of ${peer.name} was cut off, or is not what Auth0 answers.`,
    {
      remedy: "Try again; if it stays so, look at what stands between you and Auth0, such as a proxy.",
      cause,
    },
  );
}

/** A token that was pasted is good no more; `expiresAt` in seconds since 1970. */
export function tokenExpired(domain: string, expiresAt: number): Failure {
  const moment = new Date(expiresAt * 1000).toLocaleString();
  return new Failure("unauthorized", `The token for ${domain} expired at ${moment}.`, {
    remedy: "Connect the tenant again with a new token.",
    signIns: ["auth0"],
    account: domain,
  });
}

/** The application could not get a token for the Management API. */
function signInFailure(
  { peer, clientId, way }: Auth0Call,
  status: number,
  body: unknown,
  cause: unknown,
): Failure {
  const proof = way === "private-key" ? "key" : "secret";
  const { error, error_description: description } = asObject(body);
  // the SDK asks for a token for https://{domain}/api/v2/, which is an API on the tenant's own domain only
  if (isNoService(asText(description))) {
    return new Failure("invalid-input", `${peer.host} is not the tenant's own domain.`, {
      remedy: "Connect the domain that ends with auth0.com, not a custom domain.",
      cause,
    });
  }
  if (error === "unauthorized_client") {
    return new Failure("forbidden", `The application ${clientId} may not use client credentials.`, {
      remedy: `Choose a Machine to Machine application, or allow the grant type in the ${application} > this application > Settings > Advanced Settings > Grant Types.`,
      cause,
    });
  }
  if (status === 403) {
    return new Failure("forbidden", `The application ${clientId} may not use the Auth0 Management API.`, {
      remedy: `${grantManagementApi}, with the permissions that it needs.`,
      cause,
    });
  }
  return new Failure(
    "unauthorized",
    `${peer.name} refused the client id or ${proof} of application ${clientId}.`,
    {
      remedy:
        proof === "secret"
          ? `Copy both again from the ${application} > this application > Settings.`
          : `Look in the ${application} > this application > Credentials whether it has the public key, with the same algorithm, and not expired.`,
      signIns: signInsFor(peer, "auth0"),
      account: peer.host,
      cause,
    },
  );
}

/** Whether a refusal to give a token means that the tenant has no such API under the domain that was asked. */
export function isNoService(description: string | undefined): boolean {
  return /^Service not (?:found|enabled within domain)/.test(description ?? "");
}

/** A connection that no application has is as good as none: nobody is made in it. */
const enableFirst = "Enable it for an application with “Enable for Applications…” first.";

/** The tenant understood the call and refused it. */
function answerFailure(call: Auth0Call, status: number, body: unknown, cause: unknown): Failure {
  const { message, errorCode } = asObject(body);
  const text = asText(message) ?? `HTTP ${status}`;
  if (status === 403) return forbidden(call, text, errorCode === "insufficient_scope", cause);
  if (status >= 500) {
    return new Failure("unreachable", `Could not ${call.doing}: ${call.peer.name} has a problem (${text}).`, {
      remedy: "See status.auth0.com, and try again later.",
      cause,
    });
  }
  const code = codes[status] ?? "rejected";
  return new Failure(code, `Could not ${call.doing} in ${call.peer.name}: ${sentence(text)}`, {
    ...(code === "unauthorized"
      ? {
          remedy:
            call.way === "token" ? "Connect the tenant again with a new token." : "Connect the tenant again.",
          signIns: signInsFor(call.peer, "auth0"),
          account: call.peer.host,
        }
      : {}),
    ...(/^The connection is disabled\b/.test(text) ? { remedy: enableFirst } : {}),
    ...(code === "rejected" ? { details: [{ message: text }] } : {}),
    cause,
  });
}

function forbidden(call: Auth0Call, text: string, isScope: boolean, cause: unknown): Failure {
  const scopes = isScope ? missingScopes(text) : [];
  if (scopes.length === 0) {
    return new Failure("forbidden", `Could not ${call.doing} in ${call.peer.name}: ${sentence(text)}`, {
      cause,
    });
  }
  return new Failure(
    "forbidden",
    `Could not ${call.doing}: the application ${call.clientId} lacks ${oneOf(scopes)} in ${call.peer.name}.`,
    {
      remedy: `${grantManagementApi}, then try again.`,
      account: call.peer.host,
      missingScopes: scopes,
      cause,
    },
  );
}

/** The failure for a scope whose lack shows only in what an answer leaves out. */
export function lacksScope(call: Auth0Call, scope: string): Failure {
  return forbidden(call, `Insufficient scope, expected any of: ${scope}`, true, undefined);
}

/** The scopes that a message of `insufficient_scope` lists, separated by commas. */
function missingScopes(message: string): string[] {
  const list = /expected (?:any|all) of: ?(.*)$/.exec(message)?.[1] ?? "";
  return list.split(/[\s,]+/).filter((scope) => /^[\w:.-]+$/.test(scope));
}

function oneOf(scopes: readonly string[]): string {
  const [first, ...others] = scopes;
  return others.length === 0 ? `the permission ${first}` : `one of the permissions ${scopes.join(", ")}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
