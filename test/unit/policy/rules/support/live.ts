import { known, unknown } from "../../../../../src/core/known.ts";
import type { LiveApi, LiveFacts } from "../../../../../src/policy/facts/live-facts.ts";

const orders: LiveApi = {
  identifier: "https://api.shop.example/orders",
  name: "Orders",
  signingAlgorithm: known("RS256"),
  scopes: known(["read:orders", "write:orders"]),
  dialect: known("rfc9068_profile_authz"),
  permissionsInToken: known(true),
};

const legacy: LiveApi = {
  identifier: "https://api.shop.example/legacy",
  name: "Legacy",
  signingAlgorithm: known("HS256"),
  scopes: known(["read:legacy"]),
  dialect: known("access_token"),
  permissionsInToken: known(false),
};

const unread: LiveApi = {
  identifier: "https://api.shop.example/unread",
  name: "Nothing but its name could be read",
  signingAlgorithm: unknown,
  scopes: unknown,
  dialect: unknown,
  permissionsInToken: unknown,
};

/** A shop with a custom domain, a tenant of which nothing could be read, and an instance. */
export const live: LiveFacts = {
  tenants: known([
    {
      domain: "shop.eu.auth0.com",
      customDomains: known(["login.shop.example"]),
      apis: known([orders, legacy, unread]),
      clientIds: known(["shop-web"]),
    },
    { domain: "dark.eu.auth0.com", customDomains: unknown, apis: unknown, clientIds: unknown },
  ]),
  namedValues: known([{ displayName: "signing-key", secret: true, value: unknown }]),
  fragments: known(["check-token"]),
  backends: known(["orders"]),
  certificates: known(["client"]),
};

/** Connected, but nothing could be read. */
export const unreadable: LiveFacts = {
  tenants: unknown,
  namedValues: unknown,
  fragments: unknown,
  backends: unknown,
  certificates: unknown,
};
