import assert from "node:assert/strict";
import type { SpaceSnapshot } from "../../../../src/access/index.ts";
import type { PolicySource } from "../../../../src/policy/index.ts";
import { instanceOf, type Scenario } from "../../access/instance.ts";
import { type Instance, service } from "./instance.ts";

/** What a secret named value holds; access does not know it, the gateway does. */
export const secret = "c2VjcmV0LW9mLXNldmVuLWNoYXJhY3RlcnM=";

/** A text with the hosts of a scenario as they are on this machine: nobody outside is asked for keys. */
export function local(text: string, { tenant, partner, entra }: Instance): string {
  return text
    .replaceAll(/https:\/\/partner\.eu\.auth0\.com/g, partner.origin)
    .replaceAll(/https:\/\/(?:[\w-]+(?:\.[\w-]+)*\.auth0\.com|login\.example)/g, tenant.origin)
    .replaceAll(/https:\/\/(?:login\.microsoftonline\.com|sts\.windows\.net)/g, entra);
}

/** Puts the instance that access was asked about where the gateway finds it. */
export function build(gateway: Instance, scenario: Scenario): void {
  gateway.seed();
  for (const space of instanceOf(scenario).spaces) new Builder(gateway, space).build();
}

/** Puts the instance itself, or a workspace, where the gateway finds it. */
class Builder {
  private readonly root: string;

  constructor(
    private readonly gateway: Instance,
    private readonly space: SpaceSnapshot,
  ) {
    this.root = space.workspace === undefined ? service : `${service}/workspaces/${space.workspace}`;
  }

  build(): void {
    const { gateway, root } = this;
    const { policy, apis, products, fragments, namedValues } = this.space;
    if (root !== service) gateway.put(root, { displayName: "Team" });
    this.policy(root, policy);
    for (const api of apis) this.api(api);
    for (const product of products) this.product(product);
    for (const [id, { text = "" }] of fragments) {
      gateway.put(`${root}/policyFragments/${id}`, { value: local(text, gateway) });
    }
    for (const [name, value] of namedValues) {
      const text = value.kind === "text" ? value.text : secret;
      gateway.put(`${root}/namedValues/${name}`, { displayName: name }, { value: local(text, gateway) });
    }
    this.key("master", this.root === service ? `${root}/` : `${root}/apis`, gateway.subscriptionKey);
  }

  private api({
    name,
    facts,
    subscriptionRequired = false,
    policy,
    operations,
  }: SpaceSnapshot["apis"][number]) {
    const { gateway } = this;
    const api = `${this.root}/apis/${name}`;
    gateway.put(api, {
      path: facts["Path"] ?? assert.fail(),
      displayName: facts["Name"] ?? "",
      serviceUrl: gateway.backendUrl,
      subscriptionRequired,
    });
    for (const { name: id, method = "GET", policy: own } of operations) {
      gateway.put(`${api}/operations/${id}`, { method, urlTemplate: "/add", displayName: "List orders" });
      this.policy(`${api}/operations/${id}`, own);
    }
    this.policy(api, policy);
  }

  private product({ name, subscriptionRequired = true, policy, apis }: SpaceSnapshot["products"][number]) {
    const { gateway, root } = this;
    const product = `${root}/products/${name}`;
    gateway.put(product, { displayName: "Starter", subscriptionRequired });
    for (const api of apis ?? []) {
      if (root === service) gateway.put(`${product}/apis/${api}`, {});
      else gateway.put(`${product}/apiLinks/${api}`, { apiId: `${root}/apis/${api}` });
    }
    this.policy(product, policy);
    this.key(name, product, keyOf(name));
  }

  private policy(scope: string, source: PolicySource | undefined): void {
    if (source?.text === undefined) return;
    this.gateway.put(`${scope}/policies/policy`, { value: local(source.text, this.gateway) });
  }

  private key(id: string, scope: string, key: string): void {
    const secrets = { primaryKey: key, secondaryKey: "" };
    this.gateway.put(`${this.root}/subscriptions/${id}`, { scope, state: "active" }, secrets);
  }
}

/** The subscription key of a product. */
export function keyOf(product: string): string {
  return `key-of-${product}`;
}
