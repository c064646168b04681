import type { ApiSnapshot, OperationSnapshot, ProductSnapshot, SpaceSnapshot } from "../../access/index.ts";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { ApimApi, ApiRef, InstanceRef, Operation, Product } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instanceId } from "../../domain/azure-paths.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { type NamedValue, type PolicySource, PolicyText } from "../../policy/index.ts";
import { type Shelved, valuesOf } from "../../resources/clouds.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { collect } from "../collect.ts";
import type { PolicyReader } from "./policy-reader.ts";

/** The name of an API without the number of a revision. */
export function plainApiName(apiId: string): string {
  return apiId.replace(/;rev=.*$/i, "");
}

/** What has policies that may include fragments. */
interface WithPolicies extends Pick<SpaceSnapshot, "policy" | "apis"> {
  readonly products: readonly Pick<ProductSnapshot, "policy">[];
}

/** Named values by display name; `undefined` while nothing has asked for them. */
type NamedValues = ReadonlyMap<string, NamedValue> | undefined;

/** What is told of an operation. */
export type OperationWords = Pick<Operation, "operationId" | "displayName" | "method" | "urlTemplate">;

/** Reads the parts of an instance that decide who gets in, in our words. What cannot be read is told, and unknown. */
export class SpaceParts {
  private values: Promise<NamedValues> | undefined;

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

  /** An API with its policy and its operations; of these only those that `isWanted`. What was asked for already is `listed`. */
  async api(
    ref: ApiRef,
    api: ApimApi | PromiseLike<ApimApi>,
    listed: () => Promise<readonly OperationWords[]> = () => this.listed(ref),
    isWanted: (operation: OperationWords) => boolean = () => true,
  ): Promise<ApiSnapshot> {
    const { instance, apiId } = ref;
    const [policy, operations, settings] = await Promise.all([
      this.reader.policyOf({ kind: "api", instance, apiId }),
      this.told(listed),
      api,
    ]);
    const wanted = operations?.filter(isWanted) ?? [];
    return {
      ...apiFacts(settings),
      policy,
      operations: await Promise.all(wanted.map((one) => this.operation(ref, one))),
      listed: operations ? "all" : "unreadable",
    };
  }

  /** `apis` are the names of what is in it. */
  async product(
    { productId, displayName, subscriptionRequired }: Omit<Product, "id">,
    apis: Promise<ReadonlySet<string>>,
  ): Promise<ProductSnapshot> {
    const { instance } = this;
    const [policy, names] = await Promise.all([
      this.reader.policyOf({ kind: "product", instance, productId }),
      apis,
    ]);
    const facts = productFacts(instance, { productId, displayName, subscriptionRequired });
    return { ...facts, policy, apis: names };
  }

  /** Adds the fragments that the policies include, and the named values, where they were not read, if any text names one. */
  async complete<T extends WithPolicies>(
    space: T,
    namedValues?: ReadonlyMap<string, NamedValue>,
  ): Promise<T & Pick<SpaceSnapshot, "fragments" | "namedValues">> {
    const sources = policiesIn(space);
    const values = namedValues ?? (await this.namedIn(sources));
    const fragments = await this.fragments(sources, values);
    const all = values ?? (await this.namedIn([...fragments.values()]));
    return { ...space, fragments, namedValues: all ?? new Map() };
  }

  /** What a request gives; `undefined`, and a note, when it fails. */
  async told<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.reader.run(task);
    } catch (error) {
      if (!(error instanceof Failure) || isCancelled(error) || error.code === "unauthorized") throw error;
      this.reader.tell(error.message);
      return undefined;
    }
  }

  private listed(api: ApiRef): Promise<readonly Operation[]> {
    return collect(this.cloud.listOperations(api, this.signal), this.signal);
  }

  private async operation(
    { instance, apiId }: ApiRef,
    operation: OperationWords,
  ): Promise<OperationSnapshot> {
    const { operationId } = operation;
    const policy = await this.reader.policyOf({ kind: "operation", instance, apiId, operationId });
    return { ...operationFacts(operation), policy };
  }

  /** When they cannot be listed, each one that is named is there, and nobody knows its text. */
  private async namedIn(sources: readonly PolicySource[]): Promise<NamedValues> {
    if (!sources.some(({ text }) => text?.includes("{{"))) return undefined;
    this.values ??= this.told(() => this.namedValues());
    const values = await this.values;
    if (values) return values;
    const names = sources.flatMap((source) => [
      ...new PolicyText(source, () => undefined).filled.unfilled.keys(),
    ]);
    return new Map(names.map((name) => [name, { kind: "secret" }]));
  }

  private async fragments(
    sources: readonly PolicySource[],
    values: NamedValues,
  ): Promise<ReadonlyMap<string, PolicySource>> {
    const ids = new Set(sources.flatMap((source) => includedIn(source, values)));
    const { instance } = this;
    const read = await Promise.all(
      [...ids].map(async (id) => {
        const source = await this.reader.policyOf({ kind: "fragment", instance, fragmentId: id });
        return source ? ([[id, source]] as const) : [];
      }),
    );
    return new Map(read.flat());
  }
}

/** What the service says of an operation, in our words. */
export function operationFacts({
  operationId,
  displayName,
  method,
  urlTemplate,
}: OperationWords): Omit<OperationSnapshot, "policy"> {
  return {
    name: operationId,
    facts: { Id: operationId, Name: displayName, ...(urlTemplate !== "" && { UrlTemplate: urlTemplate }) },
    method: method === "" ? undefined : method.toUpperCase(),
    urlTemplate: urlTemplate === "" ? undefined : urlTemplate,
  };
}

/** What the service says of a product, in our words. */
export function productFacts(
  instance: InstanceRef,
  { productId, displayName, subscriptionRequired }: Omit<Product, "id">,
): Omit<ProductSnapshot, "policy" | "apis"> {
  return {
    name: productId,
    displayName,
    subscriptionRequired,
    keyPlace: { file: `${instanceId(instance)}/products/${productId}`, line: 1 },
  };
}

/** What the service says of an API, in our words. */
export function apiFacts(api: ApimApi): Omit<ApiSnapshot, "policy" | "operations" | "listed"> {
  const plain = plainApiName(api.apiId);
  return {
    name: api.isCurrent ? plain : `${plain};rev=${api.revision}`,
    facts: {
      // which id a revision has there is not documented
      ...(api.isCurrent && { Id: plain }),
      Name: api.displayName,
      Path: api.path,
      Revision: api.revision,
      ...(api.version !== undefined && { Version: api.version }),
    },
    subscriptionRequired: api.subscriptionRequired,
    keyPlace: { file: `${instanceId(api.instance)}/apis/${api.apiId}`, line: 1 },
  };
}

function policiesIn(space: WithPolicies): readonly PolicySource[] {
  const ofApis = space.apis.flatMap((api) => [api.policy, ...api.operations.map(({ policy }) => policy)]);
  const all = [space.policy, ...space.products.map(({ policy }) => policy), ...ofApis];
  return all.flatMap((source) => source ?? []);
}

/** Ids of the fragments that a document includes, as far as they are told. */
function includedIn(source: PolicySource, values: NamedValues): readonly string[] {
  const { text = "" } = source;
  // most include none: to find that out nothing has to be parsed
  if (!text.includes("include-fragment") && !text.includes("{{")) return [];
  const { document } = new PolicyText(source, (name) => values?.get(name));
  const names = document
    .elements("include-fragment")
    .map(({ attributes }) => attributes.find(({ name }) => name === "fragment-id")?.value ?? "");
  return names.map((name) => name.trim()).filter((name) => /^[\w.-]+$/.test(name));
}
