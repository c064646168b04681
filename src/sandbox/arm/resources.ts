import { serviceType } from "../azure/gateway-view.ts";
import { listResources } from "../azure/resources.ts";
import type { Principal, StoredResource } from "../azure/state.ts";
import type { Answer, Arm } from "./arm.ts";
import { etagOf } from "./arm.ts";
import { mayUse } from "./authorize.ts";
import { groupType, subscriptionType } from "./resource-types.ts";
import { requireGroup, requireSubscription } from "./target.ts";

/** `GET /tenants`. */
export function listTenants({ state }: Arm): Answer {
  const { tenantId } = state;
  const tenant = {
    id: `/tenants/${tenantId}`,
    tenantId,
    countryCode: "US",
    displayName: "Sandbox directory",
    domains: ["sandbox.onmicrosoft.com"],
    tenantCategory: "Home",
    defaultDomain: "sandbox.onmicrosoft.com",
    tenantType: "AAD",
  };
  return { status: 200, body: { value: [tenant], nextLink: "" } };
}

/** `GET /subscriptions`: those the principal has a role on. */
export function listSubscriptions(arm: Arm, principal: Principal): Answer {
  const visible = listResources(arm.state, subscriptionType).filter((one) => sees(principal, one.id));
  const value = visible.map((one) => showSubscription(arm, one));
  return { status: 200, body: { value, nextLink: "" } };
}

/** `GET /subscriptions/{id}`. */
export function readSubscription(arm: Arm, id: string): Answer {
  return { status: 200, body: showSubscription(arm, requireSubscription(arm, id)) };
}

/** `GET /subscriptions/{id}/resourcegroups`. */
export function listGroups(arm: Arm, subscriptionId: string): Answer {
  const subscription = requireSubscription(arm, subscriptionId);
  const value = listResources(arm.state, groupType, subscription.id).map(showPlain);
  return { status: 200, body: { value } };
}

/** `GET /subscriptions/{id}/resourcegroups/{name}`. */
export function readGroup(arm: Arm, subscriptionId: string, name: string): Answer {
  return { status: 200, body: showPlain(requireGroup(arm, subscriptionId, name)) };
}

/** The instances of a subscription, or of one of its groups. */
export function listInstances(arm: Arm, parentId: string): Answer {
  return { status: 200, body: { value: listResources(arm.state, serviceType, parentId).map(showService) } };
}

/** One instance. */
export function showService(service: StoredResource): Record<string, unknown> {
  // the envelope's etag is the row version without the quotes
  return { ...showPlain(service), etag: etagOf(service).slice(1, -1) };
}

function showPlain({ id, name, type, envelope, properties }: StoredResource): Record<string, unknown> {
  return { id, name, type, ...envelope, properties };
}

function showSubscription({ state }: Arm, subscription: StoredResource): Record<string, unknown> {
  return {
    id: subscription.id,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId: subscription.name,
    tenantId: state.tenantId,
    displayName: subscription.properties["displayName"],
    state: subscription.properties["state"],
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
  };
}

/** A role on anything in a subscription shows the subscription. */
function sees(principal: Principal, id: string): boolean {
  const inside = principal.contributorOn.some((scope) =>
    `${scope}/`.toLowerCase().startsWith(`${id.toLowerCase()}/`),
  );
  return inside || mayUse(principal, id);
}
