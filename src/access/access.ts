import { EffectivePolicy, type FindFragment, type PolicySource, PolicyText } from "../policy/index.ts";
import type {
  ApiSnapshot,
  InstanceSnapshot,
  OperationSnapshot,
  ProductSnapshot,
  SpaceSnapshot,
} from "./instance-snapshot.ts";
import { Notes } from "./notes.ts";
import { Outlooks } from "./outlook.ts";
import type { AccessEntry, AccessReport, Check } from "./report.ts";
import { accessByWay, type KeyRule } from "./way.ts";

/** Who gets in at every operation of an instance, by every way to call it. */
export function accessOf(instance: InstanceSnapshot): AccessReport {
  const notes = new Notes();
  for (const note of instance.notes) notes.add(note);
  const [service] = instance.spaces;
  const outer = service && outerOf(service);
  const entries = instance.spaces.flatMap((space) => new SpaceAccess(space, outer, notes).entries());
  return { entries: entries.sort(byPlace), notes: notes.texts };
}

/** Several reports as one. */
export function joinedReports(reports: readonly AccessReport[]): AccessReport {
  const entries = reports.flatMap((report) => report.entries);
  return { entries: entries.sort(byPlace), notes: [...new Set(reports.flatMap(({ notes }) => notes))] };
}

function byPlace(a: AccessEntry, b: AccessEntry): number {
  const keys = (entry: AccessEntry) => [entry.api, entry.operation ?? "", entry.product ?? ""];
  const [first, second] = [keys(a), keys(b)];
  const index = first.findIndex((key, at) => key !== second[at]);
  if (index < 0) return 0;
  return (first[index] ?? "") < (second[index] ?? "") ? -1 : 1;
}

function readerOf({ namedValues }: SpaceSnapshot): (source: PolicySource) => PolicyText {
  return (source) => new PolicyText(source, (name) => namedValues.get(name));
}

/** What the instance itself says for all its workspaces. */
interface Outer {
  readonly policy: PolicyText | undefined;
  /** By id, in small letters: what its policy includes is of the instance, in workspaces too. */
  readonly fragments: ReadonlyMap<string, PolicyText>;
}

function outerOf(service: SpaceSnapshot): Outer {
  const read = readerOf(service);
  return { policy: service.policy && read(service.policy), fragments: fragmentsOf(service, read) };
}

function fragmentsOf({ fragments }: SpaceSnapshot, read: (source: PolicySource) => PolicyText) {
  return new Map([...fragments].map(([id, source]) => [id.toLowerCase(), read(source)] as const));
}

/** One way to call an API: with the key of a product, or without one of any. */
interface Way {
  readonly product: ProductSnapshot | undefined;
  readonly key: KeyRule;
}

/** The APIs of an instance, or of one of its workspaces. */
class SpaceAccess {
  private readonly read: (source: PolicySource) => PolicyText;
  private readonly outer: readonly PolicyText[];
  private readonly products = new Map<ProductSnapshot, PolicyText>();
  /** By the name of an API in small letters: to the service names are the same in any case. */
  private readonly productsOf = new Map<string, ProductSnapshot[]>();
  private readonly fragments: ReadonlyMap<string, PolicyText>;
  private readonly outlooks = new Outlooks();

  constructor(
    private readonly space: SpaceSnapshot,
    private readonly global: Outer | undefined,
    private readonly notes: Notes,
  ) {
    this.read = readerOf(space);
    const own = space.workspace === undefined ? undefined : space.policy && this.read(space.policy);
    this.outer = [global?.policy, own].flatMap((policy) => policy ?? []);
    for (const product of space.products) {
      if (product.policy) this.products.set(product, this.read(product.policy));
    }
    for (const product of space.products) {
      for (const api of new Set([...(product.apis ?? [])].map((name) => name.toLowerCase()))) {
        this.productsOf.set(api, [...(this.productsOf.get(api) ?? []), product]);
      }
    }
    this.fragments = fragmentsOf(space, this.read);
  }

  entries(): readonly AccessEntry[] {
    return this.space.apis.flatMap((api) => this.entriesOf(api));
  }

  private entriesOf(api: ApiSnapshot): readonly AccessEntry[] {
    const policy = api.policy && this.read(api.policy);
    const operations: readonly (OperationSnapshot | undefined)[] =
      api.listed === "all" && api.operations.length > 0 ? api.operations : [...api.operations, undefined];
    const ways = this.waysOf(api);
    return operations.flatMap((operation) => {
      const own = operation?.policy && this.read(operation.policy);
      return ways.map((way) => this.entryOf(api, operation, way, [policy, own]));
    });
  }

  private entryOf(
    api: ApiSnapshot,
    operation: OperationSnapshot | undefined,
    { product, key }: Way,
    inner: readonly (PolicyText | undefined)[],
  ): AccessEntry {
    const { workspace } = this.space;
    const name = workspace === undefined ? api.name : `${workspace}/${api.name}`;
    const levels = [...this.outer, product && this.products.get(product), ...inner];
    const texts = levels.flatMap((level) => level ?? []);
    const policy = new EffectivePolicy(texts, this.findFragment);
    const documents = [...texts, ...this.includedBy(texts)];
    const outlook = this.outlooks.of(documents, policy.section("outbound"));
    const facts = { api, operation, product };
    const tell = (note: string) => this.notes.add(note, name);
    const isUnreadable = operation === undefined && api.listed === "unreadable";
    const { verdict, paths } = accessByWay(policy, facts, key, outlook, tell);
    return {
      api: name,
      operation: operation?.name ?? null,
      ...(operation?.method !== undefined && { method: operation.method }),
      ...(operation?.urlTemplate !== undefined && { path: operation.urlTemplate }),
      product: product?.name ?? null,
      verdict: isUnreadable ? "unknown" : verdict,
      subscriptionKey: key.required === undefined ? "unknown" : key.required ? "required" : "not-required",
      paths: isUnreadable ? [] : paths,
    };
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

  /**
   * The ways to call an API. Without a key a call runs in the context of an open product, where there is one; then it takes a key
   * of the API, or of all APIs, to run without a product. An API that needs no key needs none of its products' either.
   */
  private waysOf(api: ApiSnapshot): readonly Way[] {
    const [plainName = api.name] = api.name.split(";rev=");
    const products = this.productsOf.get(plainName.toLowerCase()) ?? [];
    const isOpen = products.some(({ subscriptionRequired }) => subscriptionRequired === false);
    // an open product of which nobody knows what is in it may open any API
    const around = [...products, ...this.space.products.filter(({ apis }) => !apis)];
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
