import type { Connection, ConnectionDraft } from "../../../src/domain/auth0.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import type { KindExample } from "./kind-example.ts";

export const auth0ConnectionExample: KindExample<Connection, ConnectionDraft> = {
  kind: auth0Connection,
  drafts: async () => [
    { name: "orders-users", strategy: "auth0" },
    { name: "orders-users-2", strategy: "auth0" },
    { name: "Orders-Users", strategy: "auth0" },
  ],
  changes: {},
  path: /\/api\/v2\/connections/,
};
