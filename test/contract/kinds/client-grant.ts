import type { ClientGrant, ClientGrantDraft } from "../../../src/domain/auth0.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { auth0ApiExample } from "./auth0-api.ts";
import { auth0ApplicationExample } from "./auth0-application.ts";
import { type KindExample, make } from "./kind-example.ts";

export const clientGrantExample: KindExample<ClientGrant, ClientGrantDraft> = {
  kind: clientGrant,
  async drafts(cloud, owner) {
    const [orders, , everywhere] = await auth0ApiExample.drafts(cloud, owner);
    const scopes = ["read:orders", "write:orders"].map((value) => ({ value, description: undefined }));
    const [, , machine] = await auth0ApplicationExample.drafts(cloud, owner);
    await make(cloud, auth0Api, owner, { ...orders, scopes });
    await make(cloud, auth0Api, owner, everywhere);
    const one = (await make(cloud, auth0Application, owner, machine)).ref.id;
    const another = (await make(cloud, auth0Application, owner, machine)).ref.id;
    return [
      { clientId: one, audience: orders.identifier, subjectType: "client", scopes: ["read:orders"] },
      {
        clientId: one,
        audience: everywhere.identifier,
        subjectType: "client",
        allowsAllScopes: true,
        scopes: [],
      },
      { clientId: another, audience: orders.identifier, subjectType: "user", scopes: [] },
    ];
  },
  changes: {
    scopes: ["write:orders"],
    allowsAllScopes: true,
    organizationUsage: "allow",
    allowsAnyOrganization: true,
    authorizationDetailsTypes: ["payment"],
  },
  path: /\/api\/v2\/client-grants/,
};
