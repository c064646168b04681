import { Failure } from "../../../core/failure.ts";
import type { InstanceRef, PolicyLevel, StoredPolicy } from "../../../domain/apim.ts";
import type { AzureCloud } from "../../../domain/azure-cloud.ts";
import { levelPath, parseInstancePath, parseLevelPath } from "../../../domain/azure-paths.ts";
import { instancePath } from "../../../domain/instance-path.ts";
import type { Ref, Store, Stored } from "../../../resources/kind.ts";
import { policy } from "../../../resources/kinds/policy.ts";
import { isAsked } from "../../is-asked.ts";

interface PolicyText {
  readonly text: string;
}

type Policies = Pick<
  AzureCloud,
  | "readPolicy"
  | "writePolicy"
  | "deletePolicy"
  | "listFragments"
  | "listProducts"
  | "listApis"
  | "listOperations"
>;

/** How many policies are read at a time. */
const atATime = 16;

/** Policies as a kind, over the port that has them as texts with a version. */
export function policyStore(cloud: Policies): Store<PolicyText> {
  return {
    async *list(owner, where, signal) {
      for await (const levels of levelsOf(cloud, parseInstancePath(owner), signal)) {
        const found = await Promise.all(levels.map((level) => cloud.readPolicy(level, signal)));
        for (const one of found) if (one && isAsked({ text: one.text }, where)) yield stored(one);
      }
    },
    async read(ref, signal) {
      const found = await cloud.readPolicy(levelOf(ref), signal);
      return found && stored(found);
    },
    async create(ref, { text }, signal) {
      try {
        return stored(await cloud.writePolicy(levelOf(ref), text, undefined, signal));
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== "changed-on-server") throw error;
        throw new Failure("already-exists", error.message, {
          remedy: "Read it again, then repeat the change.",
        });
      }
    },
    async update({ ref, value, version = "" }, { text = value.text }, signal) {
      return stored(await cloud.writePolicy(levelOf(ref), text, version, signal));
    },
    async delete({ ref, version = "" }, signal) {
      await cloud.deletePolicy(levelOf(ref), version, signal);
    },
  };
}

/** Every level of an instance where a policy can stand, in groups that may be read at once: no list of Azure's has them all. */
async function* levelsOf(
  cloud: Policies,
  instance: InstanceRef,
  signal: AbortSignal,
): AsyncGenerator<readonly PolicyLevel[]> {
  yield [{ kind: "global", instance }];
  for await (const { fragmentId } of cloud.listFragments(instance, signal))
    yield [{ kind: "fragment", instance, fragmentId }];
  for await (const { productId } of cloud.listProducts(instance, signal))
    yield [{ kind: "product", instance, productId }];
  for await (const { apiId } of cloud.listApis(instance, signal)) {
    let group: PolicyLevel[] = [{ kind: "api", instance, apiId }];
    for await (const { operationId } of cloud.listOperations({ instance, apiId }, signal)) {
      group.push({ kind: "operation", instance, apiId, operationId });
      if (group.length < atATime) continue;
      yield group;
      group = [];
    }
    yield group;
  }
}

function stored({ level, text, etag }: StoredPolicy): Stored<PolicyText> {
  const ref = { kind: policy.id, owner: instancePath(level.instance), id: levelPath(level) };
  return { ref, value: { text }, version: etag };
}

/** @throws Failure `internal` for an id that is no level's. */
function levelOf({ owner, id = "" }: Ref): PolicyLevel {
  const level = parseLevelPath(parseInstancePath(owner), id);
  if (level) return level;
  throw new Failure("internal", `“${id}” is no place where a policy stands, so no request was sent.`);
}
