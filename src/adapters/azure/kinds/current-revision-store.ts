import { Failure } from "../../../core/failure.ts";
import type { AzureCloud } from "../../../domain/azure-cloud.ts";
import { instanceId, parseInstancePath } from "../../../domain/azure-paths.ts";
import { instancePath } from "../../../domain/instance-path.ts";
import type { Store, Stored } from "../../../resources/kind.ts";
import { currentRevision } from "../../../resources/kinds/current-revision.ts";
import { pathSegment } from "../../path-segment.ts";
import { afterWriting } from "../after-writing.ts";
import type { InstanceCalls } from "./azure-store.ts";

type Revision = { readonly revision: string };

/** Which revision of an API is the current one. A release makes another one so; it stays in the history of the API. */
export function currentRevisionStore(
  on: InstanceCalls,
  cloud: Pick<AzureCloud, "listApis" | "readApi">,
): Store<Revision> {
  const read: Store<Revision>["read"] = async ({ owner, id }, signal) => {
    const found = await cloud.readApi({ instance: parseInstancePath(owner), apiId: id }, signal);
    return found && stored(owner, id, found.api.revision);
  };
  return {
    async *list(owner, _, signal) {
      for await (const { apiId, instance, revision } of cloud.listApis(parseInstancePath(owner), signal))
        yield stored(instancePath(instance), apiId, revision);
    },
    read,
    create: belongsToItsApi,
    async update({ ref, value }, { revision = value.revision }, signal) {
      const instance = parseInstancePath(ref.owner);
      const { resourceGroup, serviceName } = instance;
      const apiId = pathSegment(ref.id);
      const release = { apiId: `${instanceId(instance)}/apis/${apiId};rev=${revision}`, notes: "" };
      const doing = `make revision ${revision} of API ${apiId} the current one`;
      await on.calls.ask(doing, signal, (options) =>
        on
          .client(instance)
          .apiRelease.createOrUpdate(
            resourceGroup,
            serviceName,
            apiId,
            crypto.randomUUID(),
            release,
            options,
          ),
      );
      const now = await afterWriting(() => read(ref, signal));
      if (now) return now;
      throw new Failure("not-found", `The API ${apiId} is gone.`);
    },
    delete: belongsToItsApi,
  };
}

function stored(owner: string, id: string, revision: string): Stored<Revision> {
  return { ref: { kind: currentRevision.id, owner, id }, value: { revision } };
}

async function belongsToItsApi(): Promise<never> {
  throw new Failure("unsupported", "A current revision is there as long as its API is.");
}
