import type { SpaceSnapshot } from "../../access/index.ts";
import { toFailure } from "../../core/failure.ts";
import type {
  ApimApi,
  ApiRef,
  InstanceRef,
  Operation,
  PolicyLevel,
  Product,
  StoredPolicy,
} from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { apiLevel, levelPath, operationLevel } from "../../domain/azure-paths.ts";
import type { Shelved } from "../../resources/clouds.ts";
import { collect } from "../collect.ts";
import { type ApiPolicies, type LevelPolicy, levelName, policyTextOf } from "./api-policies.ts";
import { includedFragments } from "./included-fragments.ts";
import { readApiSnapshot } from "./read-api.ts";

/** The API whose policies are read; what comes from the cloud may still be on its way. */
interface PoliciesOf {
  readonly api: Promise<ApimApi>;
  readonly operations: Promise<readonly Operation[]>;
}

/**
 * Reads what decides who gets in at an API of the instance itself, and keeps each document as it is stored, so that it can be
 * written. A level that cannot be read is no failure but a fact about it, unless it is the API's own.
 *
 * @throws Failure when the API's own policy cannot be read, the account is signed out, or `signal` is aborted.
 */
export async function readApiPolicies(
  azure: AzureCloud & Shelved,
  ref: ApiRef,
  of: PoliciesOf,
  signal: AbortSignal,
): Promise<ApiPolicies> {
  const kept = new KeptPolicies(azure);
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const products = collect(azure.listProductsOfApi(ref, both), both);
  const all = Promise.all([
    readApiSnapshot(azure, ref, both, { ...of, products, policies: kept }),
    of.api,
    of.operations,
    productsOf(products),
    // without the API's own policy there is nothing that could be planned
    kept.readPolicy(apiLevel(ref), both),
  ]);
  // what waits for its turn is not asked for any more
  all.catch(() => stop.abort());
  const [access, api, operations, { listed, problem }] = await all;
  const { instance } = ref;
  const namedValues = readableValues(access.spaces);
  const levels = [
    kept.at({ kind: "global", instance }, levelName.global),
    ...listed.map((one) =>
      kept.at({ kind: "product", instance, productId: one.productId }, levelName.product(one)),
    ),
    kept.at(apiLevel(ref), levelName.api(api)),
    ...operations.map((one) => kept.at(operationLevel(ref, one.operationId), levelName.operation(one))),
  ];
  return {
    levels,
    fragments: kept.fragmentsOf(levels, instance, namedValues),
    namedValues,
    ...(problem !== undefined && { productsProblem: problem }),
    access,
  };
}

/** The products that were listed, or why they were not; what that means for the reading as a whole, the reading says. */
async function productsOf(
  products: Promise<readonly Product[]>,
): Promise<{ readonly listed: readonly Product[]; readonly problem?: string }> {
  try {
    return { listed: await products };
  } catch (error) {
    return { listed: [], problem: toFailure(error).text };
  }
}

function readableValues(spaces: readonly SpaceSnapshot[]): ReadonlyMap<string, string> {
  const values = spaces.flatMap(({ namedValues }) => [...namedValues]);
  return new Map(
    values.flatMap(([name, value]) => (value.kind === "text" ? [[name, value.text] as const] : [])),
  );
}

/** What came of reading a level. */
interface Kept extends Pick<LevelPolicy, "level" | "policy"> {
  readonly problem?: string;
}

/** Reads policies, each once, and keeps what came of it. */
class KeptPolicies implements Pick<AzureCloud, "readPolicy"> {
  private readonly readings = new Map<string, Promise<StoredPolicy | undefined>>();
  private readonly outcomes = new Map<string, Kept>();

  constructor(private readonly cloud: Pick<AzureCloud, "readPolicy">) {}

  readPolicy(level: PolicyLevel, signal: AbortSignal): Promise<StoredPolicy | undefined> {
    const reading = this.readings.get(pathOf(level)) ?? this.read(level, signal);
    this.readings.set(pathOf(level), reading);
    return reading;
  }

  private async read(level: PolicyLevel, signal: AbortSignal): Promise<StoredPolicy | undefined> {
    try {
      const policy = await this.cloud.readPolicy(level, signal);
      const isMissing = level.kind === "fragment" && !policy;
      this.outcomes.set(pathOf(level), {
        level,
        policy,
        ...(isMissing && { problem: "There is no such fragment." }),
      });
      return policy;
    } catch (error) {
      this.outcomes.set(pathOf(level), { level, policy: undefined, problem: toFailure(error).text });
      throw error;
    }
  }

  at(level: PolicyLevel, name: string): LevelPolicy {
    const { policy, problem } = this.outcomes.get(pathOf(level)) ?? { policy: undefined };
    return { level, name, policy, ...(problem !== undefined && { problem }) };
  }

  /** Those that the inbound sections of `levels` include, directly or through others. */
  fragmentsOf(
    levels: readonly LevelPolicy[],
    instance: InstanceRef,
    namedValues: ApiPolicies["namedValues"],
  ): readonly LevelPolicy[] {
    const found = new Map<string, LevelPolicy>();
    for (let round = levels; round.length > 0; ) {
      const documents = round.flatMap((origin) => policyTextOf(origin, namedValues)?.document ?? []);
      const ids = documents.flatMap((document) =>
        includedFragments(document).flatMap(({ id }) => (id.known ? [id.value.trim()] : [])),
      );
      const fresh = new Map(ids.map((id) => [id.toLowerCase(), id]));
      for (const key of found.keys()) fresh.delete(key);
      round = [...fresh].map(([key, fragmentId]) => {
        const one = this.at({ kind: "fragment", instance, fragmentId }, levelName.fragment(fragmentId));
        found.set(key, one);
        return one;
      });
    }
    return [...found.values()];
  }
}

function pathOf(level: PolicyLevel): string {
  return levelPath(level).toLowerCase();
}
