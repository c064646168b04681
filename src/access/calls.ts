import { EffectivePolicy, type FindFragment, type PolicySource, PolicyText } from "../policy/index.ts";
import { AlikeCalls } from "./alike.ts";
import type { CallFacts } from "./call-facts.ts";
import type {
  ApiSnapshot,
  InstanceSnapshot,
  OperationSnapshot,
  ProductSnapshot,
  SpaceSnapshot,
} from "./instance-snapshot.ts";
import { Outlooks } from "./outlook.ts";
import type { Check } from "./report.ts";
import type { Outlook } from "./walk.ts";
import type { KeyRule } from "./way.ts";

/** One way to call an API: with the key of a product, or without one of any. */
export interface Way {
  readonly product: ProductSnapshot | undefined;
  readonly key: KeyRule;
}

/** A call of one operation in one way, and the policies that it meets. */
export interface Call {
  /** The API's name, with its workspace and a slash in front. */
  readonly api: string;
  /** `operation` is `undefined` for those of an API that are not known. */
  readonly facts: CallFacts;
  readonly policy: EffectivePolicy;
  readonly outlook: Outlook;
  /** All documents that it is made of, fragments last. */
  readonly documents: readonly PolicyText[];
  /** Those that differ from it in nothing but which operation is called; `undefined` where there are none. */
  readonly alike: AlikeCalls | undefined;
}

/** What the instance itself says for all its workspaces. */
interface Outer {
  readonly policy: PolicyText | undefined;
  /** By id, in small letters: what its policy includes is of the instance, in workspaces too. */
  readonly fragments: ReadonlyMap<string, PolicyText>;
}

/** The instance itself and its workspaces, each with the calls that its APIs take. */
export function spacesOf(instance: InstanceSnapshot): readonly SpaceCalls[] {
  const [service] = instance.spaces;
  const outer = service && outerOf(service);
  return instance.spaces.map((space) => new SpaceCalls(space, outer));
}

function readerOf({ namedValues }: SpaceSnapshot): (source: PolicySource) => PolicyText {
  return (source) => new PolicyText(source, (name) => namedValues.get(name));
}

function outerOf(service: SpaceSnapshot): Outer {
  const read = readerOf(service);
  return { policy: service.policy && read(service.policy), fragments: fragmentsOf(service, read) };
}

function fragmentsOf({ fragments }: SpaceSnapshot, read: (source: PolicySource) => PolicyText) {
  return new Map([...fragments].map(([id, source]) => [id.toLowerCase(), read(source)] as const));
}

/** The calls that the APIs of an instance take, or those of one of its workspaces. Each document is parsed once. */
export class SpaceCalls {
  private readonly read: (source: PolicySource) => PolicyText;
  private readonly outer: readonly PolicyText[];
  private readonly products = new Map<ProductSnapshot, PolicyText>();
  /** By the name of an API in small letters: to the service names are the same in any case. */
  private readonly productsByApi = new Map<string, ProductSnapshot[]>();
  private readonly fragments: ReadonlyMap<string, PolicyText>;
  private readonly outlooks = new Outlooks();

  constructor(
    private readonly space: SpaceSnapshot,
    private readonly global: Outer | undefined,
  ) {
    this.read = readerOf(space);
    const own = space.workspace === undefined ? undefined : space.policy && this.read(space.policy);
    this.outer = [global?.policy, own].flatMap((policy) => policy ?? []);
    for (const product of space.products) {
      if (product.policy) this.products.set(product, this.read(product.policy));
    }
    for (const product of space.products) {
      for (const api of new Set([...(product.apis ?? [])].map((name) => name.toLowerCase()))) {
        this.productsByApi.set(api, [...(this.productsByApi.get(api) ?? []), product]);
      }
    }
    this.fragments = fragmentsOf(space, this.read);
  }

  get apis(): readonly ApiSnapshot[] {
    return this.space.apis;
  }

  /** The name of an API of this space, with its workspace and a slash in front. */
  nameOf({ name }: ApiSnapshot): string {
    const { workspace } = this.space;
    return workspace === undefined ? name : `${workspace}/${name}`;
  }

  /** The operations of an API; last `undefined`, where there may be more of them. */
  operationsOf({ listed, operations }: ApiSnapshot): readonly (OperationSnapshot | undefined)[] {
    return listed === "all" && operations.length > 0 ? operations : [...operations, undefined];
  }

  /** A function that gives the call of an operation of `api`, with the policies that it meets. */
  callsOf(
    api: ApiSnapshot,
  ): (operation: OperationSnapshot | undefined, product: ProductSnapshot | undefined) => Call {
    const policy = api.policy && this.read(api.policy);
    const own = new Map<OperationSnapshot | undefined, PolicyText>();
    const firsts = new Map<string | undefined, Map<ProductSnapshot | undefined, Call>>();
    return (operation, product) => {
      if (operation && !operation.policy) {
        const byProduct = firsts.get(operation.method) ?? new Map<ProductSnapshot | undefined, Call>();
        firsts.set(operation.method, byProduct);
        const first = byProduct.get(product);
        if (first) return { ...first, facts: { ...first.facts, operation } };
        const alike = new AlikeCalls();
        const { tellApart } = alike;
        const call = { ...this.callOf({ api, operation, product, tellApart }, [policy]), alike };
        byProduct.set(product, call);
        return call;
      }
      const known = own.get(operation) ?? (operation?.policy && this.read(operation.policy));
      if (known) own.set(operation, known);
      return this.callOf({ api, operation, product }, [policy, known]);
    };
  }

  private callOf(facts: CallFacts, inner: readonly (PolicyText | undefined)[]): Call {
    const { api, product } = facts;
    const levels = [...this.outer, product && this.products.get(product), ...inner];
    const texts = levels.flatMap((level) => level ?? []);
    const policy = new EffectivePolicy(texts, this.findFragment);
    const documents = [...texts, ...this.includedBy(texts)];
    const outlook = this.outlooks.of(documents, policy.section("outbound"));
    return { api: this.nameOf(api), facts, policy, outlook, documents, alike: undefined };
  }

  private readonly findFragment: FindFragment = (id, { source }) => {
    const fragments = source.level === "global" ? this.global?.fragments : this.fragments;
    return fragments?.get(id.toLowerCase());
  };

  /** The fragments that documents name, wherever in them. */
  private includedBy(documents: readonly PolicyText[]): readonly PolicyText[] {
    const found = documents.flatMap((origin) =>
      origin.document.elements("include-fragment").flatMap(({ attributes }) => {
        const id = attributes.find(({ name }) => name === "fragment-id")?.value;
        return (id !== undefined && this.findFragment(id.trim(), origin)) || [];
      }),
    );
    return [...new Set(found)];
  }

  /** The products that an API is in, as far as it is known what is in them. */
  productsOf({ name }: ApiSnapshot): readonly ProductSnapshot[] {
    const [plainName = name] = name.split(";rev=");
    return this.productsByApi.get(plainName.toLowerCase()) ?? [];
  }

  /** The products of which nobody knows what is in them. */
  get productsOfUnknown(): readonly ProductSnapshot[] {
    return this.space.products.filter(({ apis }) => apis === undefined);
  }

  /**
   * The ways to call an API. Without a key a call runs in the context of an open product, where there is one; then it takes a key
   * of the API, or of all APIs, to run without a product. An API that needs no key needs none of its products' either.
   */
  waysOf(api: ApiSnapshot): readonly Way[] {
    const products = this.productsOf(api);
    const isOpen = products.some(({ subscriptionRequired }) => subscriptionRequired === false);
    // an open product of which nobody knows what is in it may open any API
    const around = [...products, ...this.productsOfUnknown];
    const mayBeOpen = around.some(({ subscriptionRequired }) => subscriptionRequired !== true);
    const ofItself = mayBeOpen && api.subscriptionRequired ? undefined : api.subscriptionRequired;
    const ofApi = isOpen ? true : ofItself;
    return [
      { product: undefined, key: keyRule(ofApi, "api", api) },
      ...products.map((product) => ({
        product,
        key: keyRule(product.subscriptionRequired, "product", product),
      })),
    ];
  }
}

function keyRule(
  required: boolean | undefined,
  scope: "api" | "product",
  { keyPlace: { file, line } }: Pick<ApiSnapshot, "keyPlace">,
): KeyRule {
  const check: Check | undefined = required
    ? { kind: "key", rejects: true, from: { scope, file, line } }
    : undefined;
  return { required, check };
}
