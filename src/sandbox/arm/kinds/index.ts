import type { Kind } from "../kind.ts";
import { apiReleases } from "./api-releases.ts";
import { apiVersionSets } from "./api-version-sets.ts";
import { apis } from "./apis.ts";
import { authorizationServers } from "./authorization-servers.ts";
import { backends, certificates } from "./backends.ts";
import { authorizationAccessPolicies, authorizationProviders, authorizations } from "./credential-manager.ts";
import { groups } from "./groups.ts";
import { namedValues } from "./named-values.ts";
import { openIdProviders } from "./openid-providers.ts";
import { operations, schemas } from "./operations.ts";
import { policies, policyFragments } from "./policies.ts";
import { portalRevisions } from "./portal-revisions.ts";
import { products, tags } from "./products.ts";
import { subscriptions } from "./subscriptions.ts";
import { ofWorkspaces } from "./workspaces.ts";

/** All kinds of entities that the sandbox stores below an instance. */
const kinds: readonly Kind[] = [
  apis,
  apiVersionSets,
  apiReleases,
  operations,
  schemas,
  ...policies,
  policyFragments,
  authorizationServers,
  openIdProviders,
  authorizationProviders,
  authorizations,
  authorizationAccessPolicies,
  products,
  namedValues,
  backends,
  certificates,
  subscriptions,
  portalRevisions,
  tags,
  groups,
  ...ofWorkspaces,
];

const byChain = new Map(kinds.map((kind) => [kind.chain.toLowerCase(), kind]));

/** The kind at a chain of collection names in whatever casing. */
export function kindOf(chain: string): Kind | undefined {
  return byChain.get(chain.toLowerCase());
}

/** The kind at a chain that is known to exist. */
export function requireKind(chain: string): Kind {
  const kind = kindOf(chain);
  if (!kind) throw new Error(`There is no kind ${chain}.`);
  return kind;
}
