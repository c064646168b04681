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
    list() {
      throw new Failure("unsupported", "No list of Azure's has the policies of all levels.");
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
