import type { Answer } from "./arm.ts";

/** Collections of API Management that are there and empty: the sandbox's instance has none of them, and makes none. */
const EMPTY: ReadonlySet<string> = new Set(
  [
    "apis/diagnostics",
    "apis/issues",
    "apis/resolvers",
    "apis/tagDescriptions",
    "apis/wikis",
    "authorizationProviders",
    "caches",
    "diagnostics",
    "documentations",
    "gateways",
    "groups",
    "identityProviders",
    "issues",
    "loggers",
    "openidConnectProviders",
    "policyRestrictions",
    "products/groupLinks",
    "products/groups",
    "products/wikis",
    "schemas",
    "users",
    "workspaces",
  ].map((chain) => chain.toLowerCase()),
);

/** An empty page for a collection that the instance has none of; `undefined` for any other. */
export function emptyList(chain: string): Answer | undefined {
  if (!EMPTY.has(chain.toLowerCase())) return undefined;
  return { status: 200, body: { value: [], count: 0, nextLink: "" } };
}
