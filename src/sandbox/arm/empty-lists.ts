import type { Answer } from "./arm.ts";

/** Collections of API Management that are there and empty: the sandbox's instance has none of them, and makes none. */
const counted = [
  "apis/diagnostics",
  "apis/issues",
  "apis/resolvers",
  "apis/tagDescriptions",
  "caches",
  "diagnostics",
  "gateways",
  "groups/users",
  "identityProviders",
  "issues",
  "loggers",
  "products/groupLinks",
  "schemas",
  "users",
  "workspaces/apis/diagnostics",
  "workspaces/backends",
  "workspaces/certificates",
  "workspaces/diagnostics",
  "workspaces/groups",
  "workspaces/loggers",
  "workspaces/products/groupLinks",
  "workspaces/schemas",
  "workspaces/tags",
];
/** Those whose pages have no `count` in the contract. */
const uncounted = ["apis/wikis", "authorizationProviders", "documentations", "policyRestrictions"];

const counts: ReadonlyMap<string, object> = new Map([
  ...counted.map((chain) => [chain.toLowerCase(), { count: 0 }] as const),
  ...uncounted.map((chain) => [chain.toLowerCase(), {}] as const),
]);

/** An empty page for a collection that the instance has none of; `undefined` for any other. */
export function emptyList(chain: string): Answer | undefined {
  const count = counts.get(chain.toLowerCase());
  return count && { status: 200, body: { value: [], ...count, nextLink: "" } };
}
