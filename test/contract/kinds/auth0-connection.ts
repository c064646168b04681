import type { Connection, ConnectionDraft } from "../../../src/domain/auth0.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import type { KindExample } from "./kind-example.ts";

export const auth0ConnectionExample: KindExample<Connection, ConnectionDraft> = {
  kind: auth0Connection,
  drafts: async () => [
    { name: "orders-users", strategy: "auth0" },
    {
      name: "orders-users-2",
      strategy: "auth0",
      displayName: "Orders",
      options: { passwordPolicy: "good", disable_signup: true },
    },
    { name: "Orders-Users", strategy: "auth0", metadata: { team: "orders" }, showsAsButton: true },
  ],
  changes: {
    displayName: "Users of orders",
    isDomainConnection: true,
    showsAsButton: true,
    realms: ["orders.example"],
    metadata: { team: "orders" },
    authentication: { active: false },
    connectedAccounts: { active: true },
    crossAppAccess: { active: true },
    options: {
      passwordPolicy: "excellent",
      requires_username: true,
      password_history: { enable: true, size: 5 },
    },
  },
  apart: ["enabledApplications"],
  path: /\/api\/v2\/connections/,
};
