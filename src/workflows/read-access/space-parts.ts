import type { ApiSnapshot, OperationSnapshot, ProductSnapshot, SpaceSnapshot } from "../../access/index.ts";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { ApimApi, ApiRef, Operation, Product, SpaceRef } from "../../domain/apim.ts";
import type { AzureCloud, NamedText } from "../../domain/azure-cloud.ts";
import { apiLevel, operationLevel, spaceId } from "../../domain/azure-paths.ts";
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

/** Reads the parts of an instance, or of a workspace, that decide who gets in, in our words. What cannot be read is told, and unknown. */
export class SpaceParts {
  private values: Promise<NamedValues> | undefined;

  constructor(
    private readonly cloud: AzureCloud & Shelved,
    private readonly space: SpaceRef,
    private readonly reader: PolicyReader,
    private readonly signal: AbortSignal,
  ) {}

  private async namedValues(): Promise<ReadonlyMap<string, NamedValue>> {
    const values = new Map<string, NamedValue>();
    for await (const { displayName, value } of this.namedTexts())
      values.set(displayName, value === undefined ? { kind: "secret" } : { kind: "text", text: value });
    return values;
  }

  private async *namedTexts(): AsyncGenerator<NamedText> {
    const { instance, workspace } = this.space;
    if (workspace !== undefined)
      return yield* this.cloud.workspaces.listNamedValues({ instance, workspace }, this.signal);
    const all = valuesOf(this.cloud, namedValue, instancePath(instance), this.signal);
    for await (const { displayName, value, secret } of all)
      yield { displayName, value: secret ? undefined : value };
  }

  /** An API with its policy and its operations; of these only those that `isWanted`. What was asked for already is `listed`. */
  async api(
    ref: ApiRef,
    api: ApimApi | PromiseLike<ApimApi>,
    listed: () => Promise<readonly OperationWords[]> = () => this.listed(ref),
    isWanted: (operation: OperationWords) => boolean = () => true,
  ): Promise<ApiSnapshot> {
    const [policy, operations, settings] = await Promise.all([
      this.reader.policyOf(apiLevel(ref)),
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

  /** `apis` are the names of what is in it, `undefined` where that cannot be told. */
  async product(
    { productId, displayName, subscriptionRequired }: Omit<Product, "id">,
    apis: Promise<ReadonlySet<string> | undefined>,
  ): Promise<ProductSnapshot> {
    const { space } = this;
    const [policy, names] = await Promise.all([
      this.reader.policyOf({ kind: "product", ...space, productId }),
      apis,
    ]);
    const facts = productFacts(space, { productId, displayName, subscriptionRequired });
    return { ...facts, policy, apis: names };
  }

  /** Adds the fragments that the policies include, and the named values, if any text names one. */
  async complete<T extends WithPolicies>(
    space: T,
  ): Promise<T & Pick<SpaceSnapshot, "fragments" | "namedValues">> {
    const sources = policiesIn(space);
    let values = await this.namedIn(sources);
    const fragments = new Map<string, PolicySource>();
    const seen = new Set<string>();
    // one round for each depth of inclusion; what was read is not read again, so circles end
    for (let round = sources; round.length > 0; ) {
      const read = await this.fragments(round, values, seen);
      for (const [id, source] of read) fragments.set(id, source);
      round = read.map(([, source]) => source);
      values ??= await this.namedIn(round);
    }
    return { ...space, fragments, namedValues: values ?? new Map() };
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

  private async operation(api: ApiRef, operation: OperationWords): Promise<OperationSnapshot> {
    const policy = await this.reader.policyOf(operationLevel(api, operation.operationId));
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

  /** Those that the documents include and that are not among `seen`, by id. */
  private async fragments(
    sources: readonly PolicySource[],
    values: NamedValues,
    seen: Set<string>,
  ): Promise<readonly (readonly [string, PolicySource])[]> {
    const ids = new Set(sources.flatMap((source) => includedIn(source, values)));
    const fresh = [...ids].filter((id) => !seen.has(id.toLowerCase()));
    for (const id of fresh) seen.add(id.toLowerCase());
    const { space } = this;
    const read = await Promise.all(
      fresh.map(async (id) => {
        const source = await this.reader.policyOf({ kind: "fragment", ...space, fragmentId: id });
        return source ? ([[id, source]] as const) : [];
      }),
    );
    return read.flat();
  }
}

/** What the service says of an operation, in our words. */
function operationFacts({
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
function productFacts(
  space: SpaceRef,
  { productId, displayName, subscriptionRequired }: Omit<Product, "id">,
): Omit<ProductSnapshot, "policy" | "apis"> {
  return {
    name: productId,
    displayName,
    subscriptionRequired,
    keyPlace: { file: `${spaceId(space)}/products/${productId}`, line: 1 },
  };
}

/** What the service says of an API, in our words. */
function apiFacts(api: ApimApi): Omit<ApiSnapshot, "policy" | "operations" | "listed"> {
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
    keyPlace: { file: `${spaceId(api)}/apis/${api.apiId}`, line: 1 },
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
