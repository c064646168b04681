import { l10n } from "vscode";
import { Failure, isCancelled } from "../../core/failure.ts";
import { type Maybe, unknown } from "../../core/known.ts";
import { kinds } from "../../resources/all-kinds.ts";
import { deletion } from "../../resources/changes.ts";
import { readerOf, storeOf } from "../../resources/clouds.ts";
import type { Kind, Stored } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { reading } from "../cancellation.ts";
import { chooseResource, lockedOnes, type ResourceRef } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { offered } from "../made-by-people.ts";
import { openCloudOf } from "../open-store.ts";
import { resourceIn } from "../resource-target.ts";
import { readServersFor, readServersOf } from "../servers-of.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { reviewAndRun } from "./review-and-run.ts";
import { requireRight } from "./rights.ts";

/** The command that deletes one of any kind, unless something uses it: read, review, apply. */
export function deleteResourceCommand(services: Services): Command {
  const title = l10n.t("Delete…");
  return {
    id: commandIds.deleteResource,
    title,
    async run(argument) {
      const one = resourceIn(targetOf(argument));
      const chosen =
        one ?? (await chooseResource(services.accounts, offered(kinds, "delete"), title, lockedOnes));
      return deleteResource(services, chosen);
    },
  };
}

async function deleteResource(services: Services, one: ResourceRef): Promise<Report> {
  const { kind, ref, title } = one;
  await requireRight(services.accounts, kind, ref.owner, "delete");
  const { stored, inUse, notes } = await reading(`${kind.noun} ${title}`, (signal) =>
    whatHangsOn(services, one, signal),
  );
  if (!stored) {
    services.trees.refresh();
    return { text: l10n.t("The {0} “{1}” is gone already.", kind.noun, title) };
  }
  const locked = kind.lockedBecause?.(stored.value);
  if (locked !== undefined) throw new Failure("rejected", locked);
  if (inUse?.known && inUse.value !== undefined) throw new Failure("rejected", inUse.value);
  return reviewAndRun(services, deletion(kind, stored, { id: "delete" }), notes);
}

/** The thing itself, what keeps it, and what goes or breaks with it. */
async function whatHangsOn(services: Services, { kind, ref }: ResourceRef, signal: AbortSignal) {
  const clouds = await openCloudOf(services.accounts, kind, ref.owner, signal);
  const stored = await storeOf(clouds, kind).read(ref, signal);
  if (!stored) return { stored };
  const reader = readerOf(clouds);
  const [inUse, goesAlong, breaks] = await Promise.all([
    kind.isDeletedInUse ? undefined : kind.inUse?.(stored, reader, signal),
    kind.goesAlong?.(stored, reader, signal).catch(unlessCancelled),
    brokenServers(services, kind, stored, signal),
  ]);
  const isUnread = (inUse && !inUse.known) || (goesAlong && !goesAlong.known);
  const unread = isUnread ? [l10n.t("Who uses it could not be read. Look before you delete it.")] : [];
  return { stored, inUse, notes: [...unread, ...(goesAlong?.known ? goesAlong.value : []), ...breaks] };
}

/** Who may delete one may not be allowed to read all that hangs on it. */
function unlessCancelled(error: unknown): Maybe<readonly string[]> {
  if (isCancelled(error)) throw error;
  return unknown;
}

async function brokenServers(
  { accounts }: Services,
  { id }: Kind,
  { ref, value }: Stored,
  signal: AbortSignal,
) {
  if (id === auth0Application.id) {
    const { servers, unread } = await readServersOf(accounts, ref, signal);
    const broken = servers.map(({ kind, name, instance }) =>
      l10n.t("The {0} “{1}” of {2} signs in with it, and will not be able to.", kind.noun, name, instance),
    );
    return [...broken, ...unread];
  }
  if (id !== auth0Api.id || !("identifier" in value)) return [];
  const { servers, unread } = await readServersFor(accounts, ref.owner, String(value.identifier), signal);
  const broken = servers.map(({ kind, name, instance }) =>
    l10n.t("The {0} “{1}” of {2} asks for its tokens, and will get none.", kind.noun, name, instance),
  );
  return [...broken, ...unread];
}
