import type { Auth0User, UserDraft } from "../../../src/domain/auth0.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { enabledApplicationExample } from "./enabled-application.ts";
import { type KindExample, make } from "./kind-example.ts";

/** Users can be created in connections that are enabled for an application only. */
export const auth0UserExample: KindExample<Auth0User, UserDraft> = {
  kind: auth0User,
  async drafts(cloud, owner) {
    const [first, , third] = await enabledApplicationExample.drafts(cloud, owner);
    for (const enabled of [first, third]) await make(cloud, enabledApplication, owner, enabled);
    const password = "Correct-Horse-9-Battery";
    return [
      { email: "Ada@Example.com", password, connection: "orders-users" },
      {
        email: "bob+test@example.com",
        password,
        connection: "orders-users",
        userMetadata: { team: "orders" },
      },
      { email: "ada@example.com", password, connection: "orders-users-2" },
    ];
  },
  changes: {
    email: "grace@example.com",
    username: "grace",
    phoneNumber: "+15550100",
    password: "Another-Horse-9-Battery",
    emailVerified: false,
    phoneVerified: true,
    blocked: true,
    givenName: "Grace",
    familyName: "Hopper",
    name: "Grace Hopper",
    nickname: "amazing",
    picture: "https://orders.example/grace.png",
    userMetadata: { theme: "dark" },
    appMetadata: { plan: "gold", limits: { orders: 5 } },
  },
  path: /\/api\/v2\/users/,
};
