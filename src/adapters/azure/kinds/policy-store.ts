import { Failure } from "../../../core/failure.ts";
import type { PolicyLevel, StoredPolicy } from "../../../domain/apim.ts";
import type { AzureCloud } from "../../../domain/azure-cloud.ts";
import { levelPath, parseInstancePath, parseLevelPath } from "../../../domain/azure-paths.ts";
import { instancePath } from "../../../domain/instance-path.ts";
import type { Ref, Store, Stored } from "../../../resources/kind.ts";
import { policy } from "../../../resources/kinds/policy.ts";

interface PolicyText {
  readonly text: string;
}

/** Policies as a kind, over the port that has them as texts with a version. */
export function policyStore(
  cloud: Pick<AzureCloud, "readPolicy" | "writePolicy" | "deletePolicy">,
): Store<PolicyText> {
  return {
    // Told level by level: no list of the service has them all.
    list: () => none(),
    async read(ref, signal) {
      const found = await cloud.readPolicy(levelOf(ref), signal);
      return found && stored(found);
    },
    async create(ref, { text }, signal) {
      return stored(await cloud.writePolicy(levelOf(ref), text, undefined, signal));
    },
    async update({ ref, value, version = "" }, { text = value.text }, signal) {
      return stored(await cloud.writePolicy(levelOf(ref), text, version, signal));
    },
    async delete({ ref, version = "" }, signal) {
      await cloud.deletePolicy(levelOf(ref), version, signal);
    },
  };
}

async function* none(): AsyncGenerator<Stored<PolicyText>> {}

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
