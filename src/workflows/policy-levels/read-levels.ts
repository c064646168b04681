import { type Failure, throwIfCancelled, toFailure } from "../../core/failure.ts";
import type { ApimApi, Operation, PolicyLevel, Product } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { hasNamedValue } from "../../policy/index.ts";
import { type Shelved, valuesOf } from "../../resources/clouds.ts";
import { type NamedValueSettings, namedValue } from "../../resources/kinds/named-value.ts";
import { collect } from "../collect.ts";
import { FewAtOnce } from "../few-at-once.ts";
import { fillIn } from "./filled-text.ts";
import { includedFragments } from "./included-fragments.ts";
import { type ApiPolicies, type LevelPolicy, levelName, readableValues } from "./levels.ts";

/** How many policies are read at the same time. */
const atOnce = 4;

/** After these, no other level could be read either. */
const fatal: readonly Failure["code"][] = ["cancelled", "unauthorized"];

/** The API whose policies are read; what comes from the cloud may still be on its way. */
interface LevelsOf {
  readonly api: Promise<ApimApi>;
  readonly operations: Promise<readonly Operation[]>;
}

/**
 * Reads the policy of every level that a call of the API may pass, and the fragments they include in their inbound
 * sections, four at a time. A level that cannot be read is no failure but a fact about it, unless it is the API's own.
 *
 * @throws Failure when the API's own policy cannot be read, the account is signed out, or `signal` is aborted.
 */
export async function readPolicyLevels(
  azure: AzureCloud & Shelved,
  ref: Pick<ApimApi, "instance" | "apiId">,
  of: LevelsOf,
  signal: AbortSignal,
): Promise<ApiPolicies> {
  const stop = new AbortController();
  try {
    return await new LevelReader(azure, ref, AbortSignal.any([signal, stop.signal])).read(of);
  } catch (error) {
    // what waits for its turn is not asked for any more
    stop.abort();
    throw error;
  }
}

class LevelReader {
  private readonly gate = new FewAtOnce(atOnce);
  private readonly fragments = new Map<string, LevelPolicy>();
  private namedValues: ReadonlyMap<string, string> | undefined;

  constructor(
    private readonly azure: AzureCloud & Shelved,
    private readonly ref: Pick<ApimApi, "instance" | "apiId">,
    private readonly signal: AbortSignal,
  ) {}

  async read(of: LevelsOf): Promise<ApiPolicies> {
    const { instance, apiId } = this.ref;
    const [global, products, api, operations] = await Promise.all([
      this.policyAt({ kind: "global", instance }, levelName.global),
      this.products(),
      this.ownLevel({ kind: "api", instance, apiId }, of.api),
      this.operations(of.operations),
    ]);
    throwIfCancelled(this.signal);
    const levels = [global, ...products.levels, api, ...operations];
    await this.readFragments(levels);
    return {
      levels,
      fragments: [...this.fragments.values()],
      namedValues: this.namedValues ?? new Map(),
      ...(products.problem !== undefined && { productsProblem: products.problem }),
    };
  }

  private async policyAt(level: PolicyLevel, name: string): Promise<LevelPolicy> {
    try {
      const policy = await this.gate.run(() => this.azure.readPolicy(level, this.signal));
      return { level, name, policy };
    } catch (error) {
      return { level, name, policy: undefined, problem: this.problemOf(error) };
    }
  }

  /** Without the API's own policy there is nothing that could be planned. */
  private async ownLevel(level: PolicyLevel, api: Promise<ApimApi>): Promise<LevelPolicy> {
    const [policy, { displayName }] = await Promise.all([
      this.gate.run(() => this.azure.readPolicy(level, this.signal)),
      api,
    ]);
    return { level, name: `the policy of “${displayName}”`, policy };
  }

  private async products(): Promise<{ levels: readonly LevelPolicy[]; problem?: string }> {
    const { instance } = this.ref;
    let products: readonly Product[];
    try {
      products = await this.gate.run(() =>
        collect(this.azure.listProductsOfApi(this.ref, this.signal), this.signal),
      );
    } catch (error) {
      return { levels: [], problem: this.problemOf(error) };
    }
    const read = async (product: Product): Promise<LevelPolicy> => {
      const { productId } = product;
      const level = await this.policyAt({ kind: "product", instance, productId }, levelName.product(product));
      return { ...level, product };
    };
    return { levels: await Promise.all(products.map(read)) };
  }

  private async operations(operations: Promise<readonly Operation[]>): Promise<readonly LevelPolicy[]> {
    const read = (operation: Operation) =>
      this.policyAt(
        { kind: "operation", ...this.ref, operationId: operation.operationId },
        levelName.operation(operation),
      );
    return Promise.all((await operations).map(read));
  }

  /** One round for each depth of inclusion; what was read is not read again, so circles end. */
  private async readFragments(levels: readonly LevelPolicy[]): Promise<void> {
    let round = levels;
    while (round.length > 0) {
      await this.wantNamedValues(round);
      const ids = new Map(round.flatMap((origin) => this.idsIn(origin)).map((id) => [id.toLowerCase(), id]));
      const fresh = [...ids].filter(([key]) => !this.fragments.has(key));
      round = await Promise.all(fresh.map(([, id]) => this.fragment(id)));
      throwIfCancelled(this.signal);
      for (const [index, [key]] of fresh.entries()) {
        const origin = round[index];
        if (origin) this.fragments.set(key, origin);
      }
    }
  }

  private async fragment(fragmentId: string): Promise<LevelPolicy> {
    const origin = await this.policyAt(
      { kind: "fragment", instance: this.ref.instance, fragmentId },
      levelName.fragment(fragmentId),
    );
    if (origin.policy || origin.problem !== undefined) return origin;
    return { ...origin, problem: "There is no such fragment." };
  }

  private idsIn({ policy }: LevelPolicy): readonly string[] {
    if (!policy) return [];
    const { document } = fillIn(policy.text, this.namedValues ?? new Map());
    return includedFragments(document).flatMap(({ id }) => (id.known ? [id.value] : []));
  }

  private async wantNamedValues(levels: readonly LevelPolicy[]): Promise<void> {
    if (this.namedValues || !levels.some(({ policy }) => policy && hasNamedValue(policy.text))) return;
    const list = valuesOf(this.azure, namedValue, instancePath(this.ref.instance), this.signal);
    // Those that cannot be read are unknown, one by one, where something hangs on them.
    const values = await collect(list, this.signal).catch((error: unknown): NamedValueSettings[] => {
      this.problemOf(error);
      return [];
    });
    this.namedValues = readableValues(values);
  }

  private problemOf(error: unknown): string {
    const failure = toFailure(error);
    if (fatal.includes(failure.code)) throw failure;
    return failure.text;
  }
}
