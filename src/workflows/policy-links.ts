import type { ProductSnapshot, SpaceSnapshot } from "../access/index.ts";
import type { ApimApi, InstanceRef } from "../domain/apim.ts";
import type { AzureCloud } from "../domain/azure-cloud.ts";
import {
  type EffectiveNode,
  EffectivePolicy,
  type FindFragment,
  type PolicySource,
  PolicyText,
  readJwtLink,
} from "../policy/index.ts";
import type { Shelved } from "../resources/clouds.ts";
import { collect } from "./collect.ts";
import type { PolicyLink } from "./derive-links.ts";
import { PolicyCache } from "./read-access/policy-cache.ts";
import { PolicyReader } from "./read-access/policy-reader.ts";
import { readApiSnapshot } from "./read-access/read-api.ts";
import { plainApiName, SpaceParts } from "./read-access/space-parts.ts";

/** A product, as far as it matters here; `apis` in small letters. */
type LinkProduct = Pick<ProductSnapshot, "policy" | "apis">;

/** What calls of the APIs may pass, with every product in whose context they may come. */
type LinkSpace = Omit<SpaceSnapshot, "workspace" | "products"> & {
  readonly products: readonly LinkProduct[];
};

/** What the instance says around its workspaces. */
type Outer = Pick<SpaceSnapshot, "policy" | "fragments" | "namedValues">;

/** What is around the APIs of an instance. */
interface Around {
  readonly policy: PolicySource | undefined;
  /** Those that have a policy. */
  readonly products: readonly LinkProduct[];
}

/**
 * Reads what the policies of an instance say about Auth0, API by API. What is around them is asked for once: the list of policies, the
 * policy of the instance, those of products with what is in them, fragments and named values. Then each API takes a request for each
 * policy that it and its operations have; where the service lists no policies, those of operations are not looked at.
 */
export class PolicyLinkReader {
  private readonly reader: PolicyReader;
  private readonly parts: SpaceParts;
  private around: Promise<Around> | undefined;

  constructor(
    private readonly cloud: AzureCloud & Shelved,
    private readonly instance: InstanceRef,
    private readonly signal: AbortSignal,
    private readonly policies: PolicyCache = new PolicyCache(cloud),
  ) {
    // a policy that cannot be read makes no link, and hides none
    this.reader = new PolicyReader(policies, instance, () => {}, signal);
    this.parts = new SpaceParts(cloud, { instance }, this.reader, signal);
  }

  /** What each `validate-jwt` names that a call of the API may pass. */
  async of(api: ApimApi): Promise<readonly PolicyLink[]> {
    if (api.workspace !== undefined) return this.inWorkspace(api);
    this.around ??= this.lookAround();
    const { policy, products } = await this.around;
    this.reader.knowCurrent(api);
    const operations = this.reader.operationsOf(api.apiId).map((operationId) => ({
      operationId,
      displayName: operationId,
      method: "",
      urlTemplate: "",
    }));
    const read = await this.parts.api(api, api, async () => operations);
    const name = plainApiName(api.apiId).toLowerCase();
    const own = products.filter(({ apis }) => apis?.has(name));
    return policyLinksIn(await this.parts.complete({ policy, products: own, apis: [read] }));
  }

  /** A workspace has much of its own around its APIs: all that calls of this one meet is read. */
  private async inWorkspace(api: ApimApi): Promise<readonly PolicyLink[]> {
    const known = { api, policies: this.policies };
    const [outer, own] = (await readApiSnapshot(this.cloud, api, this.signal, known)).spaces;
    return own ? policyLinksIn(own, outer) : [];
  }

  private async lookAround(): Promise<Around> {
    const policy = await this.reader.look(this.cloud);
    const ids = this.reader.products() ?? (await this.allProducts());
    const products = await Promise.all(ids.map((id) => this.product(id)));
    return { policy, products: products.flatMap((one) => one ?? []) };
  }

  private async allProducts(): Promise<readonly string[]> {
    const list = () => collect(this.cloud.listProducts(this.instance, this.signal), this.signal);
    return ((await this.parts.told(list)) ?? []).map(({ productId }) => productId);
  }

  /** `undefined` without a policy, or when nobody can tell what is in it. */
  private async product(productId: string): Promise<LinkProduct | undefined> {
    const policy = await this.reader.policyOf({ kind: "product", instance: this.instance, productId });
    if (!policy) return undefined;
    const list = () =>
      collect(this.cloud.listApisOfProduct(this.instance, productId, this.signal), this.signal);
    const apis = await this.parts.told(list);
    return apis && { policy, apis: new Set(apis.map(({ apiId }) => apiId.toLowerCase())) };
  }
}

/**
 * What each `validate-jwt` names that a call may pass, in any branch, each once. `outer` is the instance, where the space is one of its
 * workspaces.
 */
function policyLinksIn(space: LinkSpace, outer?: Outer): readonly PolicyLink[] {
  const { read, fragments } = textsOf(space);
  const instance = outer && textsOf(outer);
  const around = [instance?.read(outer?.policy), read(space.policy)];
  const find: FindFragment = (id, { source }) =>
    (source.level === "global" && instance ? instance.fragments : fragments).get(id.toLowerCase());
  const contexts = [undefined, ...space.products.map((product) => read(product.policy))];
  const found = new Map<string, PolicyLink>();
  for (const api of space.apis) {
    const own = read(api.policy);
    const operations = [undefined, ...api.operations.map((operation) => read(operation.policy))];
    for (const levels of contexts.flatMap((product) =>
      operations.map((one) => [...around, product, own, one]),
    )) {
      const present = levels.flatMap((level) => level ?? []);
      const effective = new EffectivePolicy(present, find);
      for (const link of linksIn(effective.section("inbound"))) found.set(JSON.stringify(link), link);
    }
  }
  return [...found.values()];
}

/** The documents of a space, with its named values in them; fragments by id, in small letters. */
function textsOf({ fragments, namedValues }: Pick<SpaceSnapshot, "fragments" | "namedValues">) {
  const read = (source: PolicySource | undefined) =>
    source && new PolicyText(source, (name) => namedValues.get(name));
  return { read, fragments: new Map([...fragments].map(([id, source]) => [id.toLowerCase(), read(source)])) };
}

function linksIn(nodes: readonly EffectiveNode[]): readonly PolicyLink[] {
  return nodes.flatMap((node) => {
    if (node.kind === "unknown") return [];
    if (node.kind === "part") return linksIn(node.nodes);
    if (node.name !== "validate-jwt") return linksIn(node.children);
    const { discoveryUrls, issuers, audiences } = readJwtLink(node.element, node.origin.text);
    return [{ discoveryUrls, issuers, audiences }];
  });
}
