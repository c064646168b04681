import {
  type ApimSubscription,
  type SubscriptionDraft,
  subscription,
} from "../../../src/resources/kinds/subscription.ts";
import type { KindExample } from "./kind-example.ts";

export const subscriptionExample: KindExample<ApimSubscription, SubscriptionDraft> = {
  kind: subscription,
  ids: ["orders-team", "partners", "operators"],
  drafts: async () => [
    {
      displayName: "Orders team",
      scope: "/apis/basic-calculator",
      state: "active",
      primaryKey: "the-first-key",
    },
    { displayName: "Partners", scope: "/products/starter", state: "suspended", ownerId: "/users/1" },
    { displayName: "Operators", scope: "/apis", state: "active", allowTracing: true },
  ],
  changes: {
    displayName: "Another team",
    scope: "/products/unlimited",
    ownerId: "/users/2",
    state: "suspended",
    allowTracing: true,
    expirationDate: "2030-01-31T00:00:00.000Z",
    stateComment: "Until the contract is signed.",
    primaryKey: "another-first-key",
    secondaryKey: "another-second-key",
  },
  path: /Microsoft\.ApiManagement.*\/subscriptions/,
};
