import { randomUUID } from "node:crypto";

/** One answer of the token endpoint that refuses. */
export interface EntraError {
  readonly status: 400 | 401;
  /** OAuth error code. */
  readonly error: string;
  /** The number behind `AADSTS`. */
  readonly code: number;
  readonly text: string;
}

/** `grant_type`, `client_id` or another parameter is missing. */
export const missingParameter = (name: string): EntraError => ({
  status: 400,
  error: "invalid_request",
  code: 900144,
  text: `The request body must contain the following parameter: '${name}'.`,
});

/** The grant is none that the sandbox has. */
export const unsupportedGrant = (grant: string): EntraError => ({
  status: 400,
  error: "unsupported_grant_type",
  code: 70003,
  text: `The app requested an unsupported grant type '${grant}'.`,
});

/** No such directory. */
export const unknownTenant = (tenant: string): EntraError => ({
  status: 400,
  error: "invalid_request",
  code: 90002,
  text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
});

/** No such application in this directory. */
export const unknownClient = (clientId: string, tenant: string): EntraError => ({
  status: 400,
  error: "unauthorized_client",
  code: 700016,
  text: `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
});

/** The secret is wrong. */
export const wrongSecret = (clientId: string): EntraError => ({
  status: 401,
  error: "invalid_client",
  code: 7000215,
  text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
});

/** No certificate of the application has made the assertion. */
export const wrongAssertion = (clientId: string): EntraError => ({
  status: 401,
  error: "invalid_client",
  code: 700027,
  text: `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found.] Client: '${clientId}'.`,
});

/** Client credentials ask for all of one resource, never for single permissions. */
export const scopeWithoutDefault = (scope: string): EntraError => ({
  status: 400,
  error: "invalid_scope",
  code: 1002012,
  text: `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
});

/** The resource before `/.default` is not Azure Resource Manager. */
export const unknownResource = (resource: string, tenant: string): EntraError => ({
  status: 400,
  error: "invalid_resource",
  code: 500011,
  text: `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
});

/** The body the token endpoint sends. */
export function errorBody(failure: EntraError, authority: string, now: number): Record<string, unknown> {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace("T", " ")}Z`;
  return {
    error: failure.error,
    error_description: `AADSTS${failure.code}: ${failure.text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [failure.code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `${authority}/error?code=${failure.code}`,
  };
}
