import { randomBytes, randomUUID } from "node:crypto";
import type { AzureState, Principal } from "../azure/state.ts";
import type { Origins } from "../service.ts";
import { seedResources } from "./resources.ts";

/** What stays when a sandbox is seeded again, so that its clients stay connected. */
type Identity = Pick<AzureState, "tenantId" | "subscriptionId" | "principals" | "signingKey">;

/** A subscription with the instance `contoso-apim` as it is on its first day, the Basic Calculator API imported. */
export function seedAzure(origins: Origins, now: number, identity?: Identity): AzureState {
  const { tenantId, subscriptionId, principals, signingKey } = identity ?? createIdentity();
  const state: AzureState = {
    tenantId,
    subscriptionId,
    principals: [...principals],
    signingKey,
    lastVersion: 2000,
    resources: {},
    pollsPerOperation: 0,
    running: {},
  };
  seedResources(state, origins, now);
  return state;
}

/** A service principal with random credentials that is Contributor on `scopes`. */
export function createPrincipal(scopes: readonly string[]): Principal {
  return {
    clientId: randomUUID(),
    clientSecret: randomBytes(30).toString("base64url"),
    objectId: randomUUID(),
    contributorOn: scopes,
  };
}

function createIdentity(): Identity {
  const subscriptionId = randomUUID();
  return {
    tenantId: randomUUID(),
    subscriptionId,
    principals: [createPrincipal([`/subscriptions/${subscriptionId}`])],
    signingKey: {},
  };
}
