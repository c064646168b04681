import assert from "node:assert/strict";
import type { PolicySource } from "../../../../src/policy/index.ts";
import { instanceOf, type Scenario } from "../../access/instance.ts";
import { type Instance, service } from "./instance.ts";

/** What a secret named value holds; access does not know it, the gateway does. */
const secret = "c2VjcmV0LW9mLXNldmVuLWNoYXJhY3RlcnM";

/** Puts the instance that access was asked about where the gateway finds it. */
export function build(gateway: Instance, scenario: Scenario): void {
  gateway.seed();
  const [space] = instanceOf(scenario).spaces;
  const [orders] = space?.apis ?? [];
  assert.ok(space && orders);
  // nobody outside is asked for keys
  const local = (text: string) =>
    text.replaceAll(
      /https:\/\/[\w-]+(?:\.[\w-]+)*\.(?:auth0\.com|example|microsoftonline\.com)/g,
      gateway.tenant.origin,
    );
  const policy = (scope: string, source: PolicySource | undefined) => {
    if (source?.text !== undefined) gateway.put(`${scope}/policies/policy`, { value: local(source.text) });
  };
  const api = `${service}/apis/orders`;
  const { subscriptionRequired = false, facts } = orders;
  gateway.put(api, {
    path: "orders",
    displayName: facts["Name"] ?? "",
    serviceUrl: gateway.backendUrl,
    subscriptionRequired,
  });
  for (const { name, method = "GET", policy: own } of orders.operations) {
    gateway.put(`${api}/operations/${name}`, { method, urlTemplate: "/add", displayName: "List orders" });
    policy(`${api}/operations/${name}`, own);
  }
  policy(api, orders.policy);
  if (space.policy) policy(service, space.policy);
  for (const { name, subscriptionRequired: needsKey = true, policy: own } of space.products) {
    gateway.put(`${service}/products/${name}`, { displayName: "Starter", subscriptionRequired: needsKey });
    gateway.put(`${service}/products/${name}/apis/orders`, {});
    policy(`${service}/products/${name}`, own);
  }
  for (const [id, { text = "" }] of space.fragments)
    gateway.put(`${service}/policyFragments/${id}`, { value: local(text) });
  for (const [name, value] of space.namedValues) {
    const text = value.kind === "text" ? value.text : secret;
    gateway.put(`${service}/namedValues/${name}`, { displayName: name }, { value: text });
  }
}
