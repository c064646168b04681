import type { PortalRevisionContract } from "@azure/arm-apimanagement";
import { Failure } from "../../../core/failure.ts";
import type { Store } from "../../../resources/kind.ts";
import { publication } from "../../../resources/kinds/publication.ts";
import { AzureStore, type InstanceCalls } from "./azure-store.ts";

interface Publication {
  readonly description: string;
}

/** Publications of the developer portal through Azure's own SDK; what is published stays so until the next one. */
export function publicationStore(on: InstanceCalls): Store<Publication> {
  return new AzureStore({ ...on, calls: on.longCalls }, publication, {
    list: (client, place, options) => client.portalRevision.listByService(...place, options),
    read: async (client, ids, options) => settled(await client.portalRevision.get(...ids, options)),
    async create({ portalRevision }, ids, { description }, { abortSignal, requestOptions }) {
      const options = { abortSignal, requestOptions, updateIntervalInMs: on.pollInterval };
      const contract = { description, isCurrent: true };
      const poller = await portalRevision.beginCreateOrUpdate(...ids, contract, options);
      return published(await poller.pollUntilDone({ abortSignal }));
    },
    update: stays,
    delete: stays,
    to: (_, revision) => toPublication(revision),
  });
}

/** @throws Failure `unreachable` while nobody knows whether the service will give it up. */
function settled(revision: PortalRevisionContract & { readonly eTag?: string }): typeof revision {
  if (revision.status !== "pending" && revision.status !== "publishing") return revision;
  throw new Failure("unreachable", "The developer portal is still being published.", {
    remedy: "Try again in a minute.",
  });
}

/** One that the service gave up shows nothing of what it was to show. */
function toPublication({ description = "", status }: PortalRevisionContract): Publication {
  return { description: status === "failed" ? "" : description };
}

/** @throws Failure `rejected` for one that the service gave up. */
function published(revision: PortalRevisionContract): PortalRevisionContract {
  const { status, statusDetails = "the service gave up" } = revision;
  if (status !== "failed") return revision;
  throw new Failure("rejected", `The developer portal was not published: ${statusDetails}.`, {
    remedy: "Try again; if it stays so, publish it in the portal's own editor.",
  });
}

async function stays(): Promise<never> {
  throw new Failure("unsupported", "What was published stays so until the next publication.");
}
