import { inNumber } from "../../core/count.ts";
import { Failure, type FailureCode } from "../../core/failure.ts";
import { asObject, asText, type JsonObject, parseJson } from "../json.ts";
import { type Peer, signInsFor, unreachable } from "../unreachable.ts";
import { reasonOf, withoutBody } from "../without-body.ts";
import { signInFailure } from "./sign-in-failure.ts";

/** What was being done when a call failed. */
export interface AzureCall {
  readonly peer: Peer;
  /** Where tokens come from. */
  readonly authority: Peer;
  /** Key of the account that asks. */
  readonly account: string;
  /** As it completes "Could not …", e.g. `list the APIs of contoso-apim`. */
  readonly doing: string;
}

/** What an answer of Azure Resource Manager says when it refuses. */
interface Refusal {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
  readonly details: readonly { readonly target?: string; readonly message: string }[];
  readonly retryAfter: string | undefined;
}

/** Statuses that are told apart; 403, 429 and 5xx are explained on their own. */
const codes: Readonly<Record<number, FailureCode>> = {
  400: "rejected",
  401: "unauthorized",
  404: "not-found",
  405: "unsupported",
  409: "rejected",
  412: "changed-on-server",
  422: "rejected",
};
const remedies: Readonly<Record<number, string>> = {
  401: "Sign in to Azure again.",
  409: "Try again once the instance has finished what it is doing.",
  412: "Read it again, then repeat the change.",
};
/** What the Consumption tier answers, with 400, where it lacks a whole kind of thing. */
const notInTier = "MethodNotAllowedInPricingTier";
/** Azure's built-in roles for API Management. */
const role =
  "Ask an owner for the role “API Management Service Contributor” there (“… Reader Role” is enough to look).";

/** Whatever a call of Azure's SDKs threw, as a failure that a person can act on; one that a sign-in mends says whose. */
export function azureFailure(error: unknown, call: AzureCall): Failure {
  const failure = translated(error, call);
  const { code, message, remedy, details, signIns, cause } = failure;
  if (failure.account !== undefined || !signIns.includes("azure")) return failure;
  const { account } = call;
  return new Failure(code, message, { ...(remedy && { remedy }), details, signIns, account, cause });
}

function translated(error: unknown, call: AzureCall): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof Error && /^(?:TimeoutError|AbortError)$/.test(error.name))
    return tooSlow(call.doing, error);
  const refusal = readRefusal(error);
  if (refusal) return refused(refusal, call, withoutBody(error));
  return (
    unreachable(isAboutToken(error) ? call.authority : call.peer, error) ??
    signInUnreachable(error, call.authority) ??
    signInFailure(error, call.authority) ??
    unexpected(error, call)
  );
}

/** Azure understood the call and refused it. */
function refused(refusal: Refusal, { doing, peer }: AzureCall, cause: unknown): Failure {
  const { status, message, details } = refusal;
  if (status === 408) return tooSlow(doing, cause);
  // Azure names every refusal of its own; a proxy's page says nothing of what became of the request.
  const isAzures = refusal.code !== undefined || status === 429 || status >= 500;
  if (status < 400 || !isAzures) return garbled(doing, cause);
  if (status === 403) return forbidden(refusal, doing, cause);
  if (status === 429) {
    const after = refusal.retryAfter;
    return new Failure("rate-limited", `Could not ${doing}: Azure accepts no more requests at the moment.`, {
      remedy: after
        ? `Try again in ${after} ${inNumber(Number(after), "second", "seconds")}.`
        : "Try again in a minute.",
      cause,
    });
  }
  if (status >= 500) {
    return new Failure("unreachable", `Could not ${doing}: Azure has a problem (${message}).`, {
      remedy: "Try again in a while; see Azure’s status page.",
      cause,
    });
  }
  if (refusal.code === notInTier) {
    const remedy = "The instance's tier does not have this; another tier may.";
    return new Failure("unsupported", explain("unsupported", doing, message), { remedy, cause });
  }
  const code = codes[status] ?? "rejected";
  // the message of a ValidationError only announces its details
  const text = details[0]?.message ?? message;
  const remedy = remedies[status];
  return new Failure(code, explain(code, doing, text), {
    ...(remedy ? { remedy } : {}),
    ...(code === "unauthorized" ? { signIns: signInsFor(peer, "azure") } : {}),
    details,
    cause,
  });
}

/** An answer that is not Azure's, or not all of it. */
export function garbled(doing: string, cause?: unknown): Failure {
  return new Failure(
    "unreachable",
    `Could not ${doing}: the answer was cut off, or is not what Azure answers.`,
    {
      remedy: "Try again; if it stays so, look at what stands between you and Azure, such as a proxy.",
      cause,
    },
  );
}

/** No answer within the limit. */
function tooSlow(doing: string, cause: unknown): Failure {
  return new Failure("unreachable", `Could not ${doing}: Azure took too long to answer.`, {
    remedy: "Check your network, then try again.",
    cause,
  });
}

function explain(code: FailureCode, doing: string, text: string): string {
  if (code === "changed-on-server")
    return `Could not ${doing}: it was changed by someone else in the meantime.`;
  if (code === "unauthorized") return `Could not ${doing}: Azure no longer accepts the sign-in.`;
  return `Could not ${doing}: ${/[.!?]$/.test(text) ? text : `${text}.`}`;
}

/** AuthorizationFailed names action and scope in the middle of its message, and ids that help nobody. */
function forbidden({ message }: Refusal, doing: string, cause: unknown): Failure {
  const action = /perform action '([^']+)'/.exec(message)?.[1];
  const scope = /over scope '([^']+)'/.exec(message)?.[1];
  const reason = action
    ? `the account has no right to ${action}${scope ? ` on ${scope}` : ""}`
    : message.replace(/\.$/, "");
  return new Failure("forbidden", `Could not ${doing}: ${reason}.`, { remedy: role, cause });
}

function unexpected(error: unknown, { doing }: AzureCall): Failure {
  return new Failure("internal", `Could not ${doing}: ${reasonOf(error)}.`, {
    remedy: "See the log (command “Auth0 for APIM: Show Log”).",
    cause: withoutBody(error),
  });
}

/** The library that asks for tokens hides what the network said; only its words are left. */
function signInUnreachable(error: unknown, authority: Peer): Failure | undefined {
  if (!(error instanceof Error) || !isAboutToken(error)) return undefined;
  // what Entra ID itself says was answered, also when it speaks of certificates
  const code = /AADSTS\d/.test(error.message) ? undefined : networkCode(error.message);
  if (code === undefined) return undefined;
  return unreachable(authority, Object.assign(new Error(error.message, { cause: error }), { code }));
}

function networkCode(message: string): string | undefined {
  const code = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT)\b/.exec(message)?.[1];
  if (code) return code;
  if (/certificate/i.test(message)) return "CERT_UNTRUSTED";
  return /network_error|endpoints_resolution_error/.test(message) ? "ECONNREFUSED" : undefined;
}

/** By name: the classes are spread over packages that are not dependencies of ours. */
function isAboutToken(error: unknown): boolean {
  return error instanceof Error && /Authentication|Credential|AuthError|ServerError/.test(error.name);
}

/** Reads the answer itself: the SDKs' models of an error differ and leave members out. */
function readRefusal(error: unknown): Refusal | undefined {
  const { name, statusCode, response } = asObject(error instanceof Error ? toRecord(error) : error);
  if (name !== "RestError" || typeof statusCode !== "number") return undefined;
  const { bodyAsText, headers } = asObject(response);
  const envelope = asObject(asObject(parseJson(asText(bodyAsText) ?? ""))["error"]);
  return {
    status: statusCode,
    code: asText(envelope["code"]),
    // the error's own message is the body where that is no JSON
    message: asText(envelope["message"]) ?? `HTTP ${statusCode}`,
    details: readDetails(envelope),
    retryAfter: retryAfter(headers),
  };
}

function toRecord(error: Error): JsonObject {
  return {
    name: error.name,
    statusCode: "statusCode" in error ? error.statusCode : undefined,
    response: "response" in error ? error.response : undefined,
  };
}

function readDetails(envelope: JsonObject): Refusal["details"] {
  const details = Array.isArray(envelope["details"]) ? envelope["details"] : [];
  return details.flatMap((detail) => {
    const { target, message } = asObject(detail);
    const text = asText(message);
    const where = asText(target);
    return text ? [where ? { target: where, message: text } : { message: text }] : [];
  });
}

function retryAfter(headers: unknown): string | undefined {
  const get = asObject(headers)["get"];
  const value = typeof get === "function" ? get.call(headers, "retry-after") : undefined;
  return typeof value === "string" && /^\d{1,6}$/.test(value) ? value : undefined;
}
