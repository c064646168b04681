import type {
  ApiSnapshot,
  InstanceSnapshot,
  ProductSnapshot,
  SpaceSnapshot,
} from "../../../src/access/index.ts";
import type { PolicySource } from "../../../src/policy/index.ts";
import type { JsonObject } from "../../../src/sandbox/azure/state.ts";

/** What a secret named value holds; access does not know it, the gateway does. */
export const secret = "c2VjcmV0LW9mLW1vcmUtdGhhbi0zMi1jaGFyYWN0ZXJzISEh";

/** Paths that the calculator answers, the first of them in the place of any other. */
const ofBackend = ["/add", "/sub"];

/** The subscription key of a product. */
export function keyOfProduct(product: string): string {
  return `key-of-${product}`;
}

/** An instance of a sandbox that a snapshot can be put into. */
export interface ScenarioTarget {
  /** The id of the instance. */
  readonly service: string;
  /** The calculator's. */
  readonly backendUrl: string;
  /** The key of all APIs. */
  readonly subscriptionKey: string;
  put(id: string, properties: JsonObject, secrets?: Record<string, string>): void;
}

/** Puts the instance that access is asked about where the gateway finds it. */
export function buildSnapshot(target: ScenarioTarget, { spaces }: InstanceSnapshot): void {
  for (const space of spaces) new Builder(target, space).build();
}

/** Puts the instance itself, or a workspace, where the gateway finds it. */
class Builder {
  private readonly root: string;

  constructor(
    private readonly target: ScenarioTarget,
    private readonly space: SpaceSnapshot,
  ) {
    const { service } = target;
    this.root = space.workspace === undefined ? service : `${service}/workspaces/${space.workspace}`;
  }

  build(): void {
    const { target, root } = this;
    const { policy, apis, products, fragments, namedValues } = this.space;
    if (root !== target.service) target.put(root, { displayName: "Team" });
    this.policy(root, policy);
    for (const api of apis) this.api(api);
    for (const product of products) this.product(product);
    for (const [id, { text = "" }] of fragments) {
      target.put(`${root}/policyFragments/${id}`, { value: text, description: "" });
    }
    for (const [name, value] of namedValues) {
      const isSecret = value.kind !== "text";
      const properties = { displayName: name, secret: isSecret, tags: [] };
      target.put(`${root}/namedValues/${name}`, properties, { value: isSecret ? secret : value.text });
    }
    this.key("master", root === target.service ? `${root}/` : `${root}/apis`, target.subscriptionKey);
  }

  private api({ name, facts, subscriptionRequired = false, policy, operations }: ApiSnapshot): void {
    const { target } = this;
    const api = `${this.root}/apis/${name}`;
    target.put(api, {
      path: facts["Path"] ?? "",
      displayName: facts["Name"] ?? "",
      serviceUrl: target.backendUrl,
      subscriptionRequired,
      apiRevision: facts["Revision"] ?? "1",
      isCurrent: !name.includes(";rev="),
      isOnline: true,
      protocols: ["https"],
      type: "http",
    });
    for (const { name: id, facts: own, method = "GET", urlTemplate = "", policy: text } of operations) {
      const properties = { displayName: own["Name"] ?? id, templateParameters: [], responses: [] };
      target.put(`${api}/operations/${id}`, {
        ...properties,
        method,
        urlTemplate: ofBackend.includes(urlTemplate) ? urlTemplate : "/add",
      });
      this.policy(`${api}/operations/${id}`, text);
    }
    this.policy(api, policy);
  }

  private product({
    name,
    displayName = name,
    subscriptionRequired = true,
    policy,
    apis,
  }: ProductSnapshot): void {
    const { target, root } = this;
    const product = `${root}/products/${name}`;
    target.put(product, { displayName, subscriptionRequired, state: "published" });
    for (const api of apis ?? []) {
      if (root === target.service) target.put(`${product}/apis/${api}`, {});
      else target.put(`${product}/apiLinks/${api}`, { apiId: `${root}/apis/${api}` });
    }
    this.policy(product, policy);
    this.key(name, product, keyOfProduct(name));
  }

  private policy(scope: string, source: PolicySource | undefined): void {
    if (source?.text !== undefined) this.target.put(`${scope}/policies/policy`, { value: source.text });
  }

  private key(id: string, scope: string, key: string): void {
    const properties = { scope, displayName: id, state: "active", allowTracing: false };
    this.target.put(`${this.root}/subscriptions/${id}`, properties, { primaryKey: key, secondaryKey: "" });
  }
}
