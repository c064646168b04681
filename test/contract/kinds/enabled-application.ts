import type { EnabledApplication } from "../../../src/domain/auth0.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { auth0ApplicationExample } from "./auth0-application.ts";
import { auth0ConnectionExample } from "./auth0-connection.ts";
import { type KindExample, make } from "./kind-example.ts";

export const enabledApplicationExample: KindExample<EnabledApplication> = {
  kind: enabledApplication,
  async drafts(cloud, owner) {
    const [users, others] = await auth0ConnectionExample.drafts(cloud, owner);
    const [portal, browser] = await auth0ApplicationExample.drafts(cloud, owner);
    const one = (await make(cloud, auth0Connection, owner, users)).ref.id;
    const another = (await make(cloud, auth0Connection, owner, others)).ref.id;
    const first = (await make(cloud, auth0Application, owner, portal)).ref.id;
    const second = (await make(cloud, auth0Application, owner, browser)).ref.id;
    return [
      { connectionId: one, clientId: first },
      { connectionId: one, clientId: second },
      { connectionId: another, clientId: first },
    ];
  },
  changes: {},
  path: /\/api\/v2\/connections/,
};
