import type { ApimApi, InstanceRef, Operation } from "../../domain/apim.ts";
import type { Scope } from "../../domain/auth0.ts";
import { auth0Limits, auth0Name, cut } from "../../domain/auth0-limits.ts";
import type { SecureApiChoices } from "./choices.ts";

/** Longest display name that the service takes for an authorization server. */
const maxDisplayName = 50;

/** Longest id that the service takes for an authorization server. */
const maxServerId = 80;

/** Of an id of a fragment that begins with `auth0-`, as much as the service takes behind that. */
const maxFragmentId = 74;

/** The suggested audience: the API's name, else its path or id, lower-case and safe in a URL. */
export function apiIdentifier(api: ApimApi): string {
  return slug(api.displayName) || slug(api.path) || slug(api.apiId);
}

/** The suggested name of the Auth0 API: the API's own, as far as Auth0 takes it. */
export function auth0ApiName(api: ApimApi): string {
  return auth0Name(api.displayName) || api.apiId;
}

/** The suggested name of the application that the developer portal signs in with. */
export function applicationName(api: ApimApi): string {
  return auth0Name(`${api.displayName} (developer portal of ${api.instance.serviceName})`);
}

/** The name under which the test of a link keeps its machine-to-machine application. */
export function testApplicationName(api: {
  readonly displayName: string;
  readonly instance: InstanceRef;
}): string {
  return auth0Name(`${api.displayName} (test of ${api.instance.serviceName})`);
}

/** The suggested id of a new authorization server: lower-case, or the portal's sign-in fails, and not `taken`. */
export function authorizationServerId(identifier: string, taken: readonly string[]): string {
  const base = `auth0-${slug(identifier) || "api"}`.slice(0, maxServerId - 4);
  const used = new Set(taken.map((id) => id.toLowerCase()));
  let id = base;
  for (let number = 2; used.has(id); number += 1) id = `${base}-${number}`;
  return id;
}

/** The suggested id of a fragment that checks tokens: the same for the API in every environment. */
export function suggestFragmentId(api: ApimApi): string {
  return `auth0-${apiIdentifier(api).slice(0, maxFragmentId)}`.replace(/-+$/, "");
}

/** The suggested display name of a new authorization server. */
export function authorizationServerName(api: ApimApi): string {
  const name = `Auth0 (${api.displayName})`;
  return name.length <= maxDisplayName ? name : `${name.slice(0, maxDisplayName - 2).trimEnd()}…)`;
}

/** Scopes for what the operations do to the API: read, write, delete; none for an API without operations. */
export function suggestScopes(api: ApimApi, operations: readonly Operation[]): readonly Scope[] {
  const resource = apiIdentifier(api);
  const verbs = new Set(operations.map(({ method }) => verbOf(method)));
  return (["read", "write", "delete"] as const)
    .filter((verb) => verbs.has(verb))
    .map((verb) => ({
      value: `${verb}:${resource}`,
      description: cut(`${descriptions[verb]} ${api.displayName}`, auth0Limits.scopeDescription),
    }));
}

/** For each operation the scope that {@link suggestScopes} has for its method. */
export function scopesByMethod(
  api: ApimApi,
  operations: readonly Operation[],
): SecureApiChoices["policy"]["operationScopes"] {
  const resource = apiIdentifier(api);
  return operations.map(({ operationId, method }) => ({
    operationId,
    scopes: [`${verbOf(method)}:${resource}`],
  }));
}

const descriptions = { read: "Read from", write: "Write to", delete: "Delete from" };

function verbOf(method: string): keyof typeof descriptions {
  const name = method.toUpperCase();
  if (name === "GET" || name === "HEAD" || name === "OPTIONS") return "read";
  return name === "DELETE" ? "delete" : "write";
}

/** `text` in lower-case letters, digits and single hyphens; empty when it has none of them. */
export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
