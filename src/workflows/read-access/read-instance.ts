import type {
  ApiSnapshot,
  InstanceSnapshot,
  OperationSnapshot,
  ProductSnapshot,
} from "../../access/index.ts";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { ApimApi, InstanceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instanceId } from "../../domain/azure-paths.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type FindNamedValue, type NamedValue, type PolicySource, PolicyText } from "../../policy/index.ts";
import { type Shelved, storeIn, valuesOf } from "../../resources/clouds.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { product } from "../../resources/kinds/product.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { collect } from "../collect.ts";
import { PolicyReader } from "./policy-reader.ts";

/** Of more APIs than these it is told how many there are. */
const mostNamed = 5;

/**
 * Reads what decides who gets in at an instance: current revisions, without workspaces. It takes a request for each policy, each
 * list of an API's operations and of a product's APIs, further pages, and five more.
 *
 * @throws Failure `forbidden`, `not-found` or `unreachable` when the lists of the instance itself cannot be read.
 */
export async function readInstanceSnapshot(
  cloud: AzureCloud & Shelved,
  instance: InstanceRef,
  signal: AbortSignal,
): Promise<InstanceSnapshot> {
  const notes: string[] = [];
  const reader = new PolicyReader(cloud, instance, (note) => notes.push(note), signal);
  const reading = new InstanceReading(cloud, instance, reader, signal);
  const [policy, apis, products, namedValues] = await Promise.all([
    reader.look(),
    collect(cloud.listApis(instance, signal), signal),
    collect(storeIn(cloud, product).list(instancePath(instance), {}, signal), signal),
    reading.namedValues(),
  ]);
  if (apis.length > 0) reader.tell(notOfRevisions(apis));
  const [readApis, readProducts] = await Promise.all([
    Promise.all(apis.map((api) => reading.api(api))),
    Promise.all(products.map(({ ref, value }) => reading.product(ref.id, value))),
  ]);
  const sources = [policy, ...readProducts.map((one) => one.policy), ...readApis.flatMap(policiesOf)];
  const fragments = await reading.fragments(
    sources.flatMap((source) => source ?? []),
    (name) => namedValues.get(name),
  );
  const space = {
    workspace: undefined,
    policy,
    products: readProducts,
    apis: readApis,
    fragments,
    namedValues,
  };
  return { spaces: [space], notes };
}

/** The current revision may be the first one, and a later one that is tried out is there all the same. */
function notOfRevisions(apis: readonly ApimApi[]): string {
  const told =
    "Only current revisions are read. Callers reach others by “;rev=” in the path, and who gets in there is not told";
  const revised = apis.filter(({ revision }) => revision !== "1").map(({ apiId }) => apiId);
  if (revised.length === 0) return `${told}.`;
  const more = revised.length > mostNamed ? ` and ${revised.length - mostNamed} more` : "";
  return `${told}. These have had others: ${revised.slice(0, mostNamed).join(", ")}${more}.`;
}

function policiesOf(api: ApiSnapshot): readonly (PolicySource | undefined)[] {
  return [api.policy, ...api.operations.map(({ policy }) => policy)];
}

/** One reading of an instance. */
class InstanceReading {
  constructor(
    private readonly cloud: AzureCloud & Shelved,
    private readonly instance: InstanceRef,
    private readonly reader: PolicyReader,
    private readonly signal: AbortSignal,
  ) {}

  async namedValues(): Promise<ReadonlyMap<string, NamedValue>> {
    const all = valuesOf(this.cloud, namedValue, instancePath(this.instance), this.signal);
    const values = new Map<string, NamedValue>();
    for await (const { displayName, value, secret } of all) {
      values.set(
        displayName,
        secret || value === undefined ? { kind: "secret" } : { kind: "text", text: value },
      );
    }
    return values;
  }

  async api(api: ApimApi): Promise<ApiSnapshot> {
    const { instance, apiId } = api;
    const [policy, operations] = await Promise.all([
      this.reader.policyOf({ kind: "api", instance, apiId }),
      this.operations(api),
    ]);
    return {
      name: apiId,
      facts: {
        Id: apiId,
        Name: api.displayName,
        Path: api.path,
        Revision: api.revision,
        ...(api.version !== undefined && { Version: api.version }),
      },
      subscriptionRequired: api.subscriptionRequired,
      keyPlace: { file: `${instanceId(instance)}/apis/${apiId}`, line: 1 },
      policy,
      operations: operations ?? [],
      listed: operations ? "all" : "unreadable",
    };
  }

  /** `undefined` when they cannot be listed. */
  private async operations(api: ApimApi): Promise<readonly OperationSnapshot[] | undefined> {
    const { instance, apiId } = api;
    const listed = await this.told(() => collect(this.cloud.listOperations(api, this.signal), this.signal));
    return (
      listed &&
      Promise.all(
        listed.map(async ({ operationId, displayName, method, urlTemplate }) => ({
          name: operationId,
          facts: {
            Id: operationId,
            Name: displayName,
            ...(urlTemplate !== "" && { UrlTemplate: urlTemplate }),
          },
          method: method === "" ? undefined : method.toUpperCase(),
          urlTemplate: urlTemplate === "" ? undefined : urlTemplate,
          policy: await this.reader.policyOf({ kind: "operation", instance, apiId, operationId }),
        })),
      )
    );
  }

  async product(
    productId: string,
    settings: { readonly displayName: string; readonly subscriptionRequired: boolean },
  ): Promise<ProductSnapshot> {
    const { instance } = this;
    const links = storeIn(this.cloud, productApi).list(instancePath(instance), { productId }, this.signal);
    const [policy, listed] = await Promise.all([
      this.reader.policyOf({ kind: "product", instance, productId }),
      this.reader.run(() => collect(links, this.signal)),
    ]);
    return {
      name: productId,
      displayName: settings.displayName,
      subscriptionRequired: settings.subscriptionRequired,
      keyPlace: { file: `${instanceId(instance)}/products/${productId}`, line: 1 },
      policy,
      apis: new Set(listed.map(({ value }) => value.apiId.split(";rev=")[0] ?? value.apiId)),
    };
  }

  /** The fragments that policies include. */
  async fragments(
    sources: readonly PolicySource[],
    find: FindNamedValue,
  ): Promise<ReadonlyMap<string, PolicySource>> {
    const ids = new Set(sources.flatMap((source) => includedIn(new PolicyText(source, find))));
    const { instance } = this;
    const read = await Promise.all(
      [...ids].map(async (id) => {
        const source = await this.reader.policyOf({ kind: "fragment", instance, fragmentId: id });
        return source ? ([[id, source]] as const) : [];
      }),
    );
    return new Map(read.flat());
  }

  /** What a request gives; `undefined`, and a note, when it fails. */
  private async told<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.reader.run(task);
    } catch (error) {
      if (!(error instanceof Failure) || isCancelled(error) || error.code === "unauthorized") throw error;
      this.reader.tell(error.message);
      return undefined;
    }
  }
}

/** Ids of the fragments that a document includes, as far as they are told. */
function includedIn({ document }: PolicyText): readonly string[] {
  const names = document
    .elements("include-fragment")
    .map(({ attributes }) => attributes.find(({ name }) => name === "fragment-id")?.value ?? "");
  return names.map((name) => name.trim()).filter((name) => /^[\w.-]+$/.test(name));
}
