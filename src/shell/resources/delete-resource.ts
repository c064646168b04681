import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { deletion } from "../../resources/changes.ts";
import { readerOf } from "../../resources/clouds.ts";
import { reading } from "../cancellation.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import type { Services } from "../services.ts";
import { type ResourceTarget, targetOf } from "../target.ts";
import { openStoreOf, reviewAndRun } from "./review-and-run.ts";

/** The command that deletes one of any kind, unless something uses it: read, review, apply. */
export function deleteResourceCommand(services: Services): Command {
  return {
    id: commandIds.deleteResource,
    title: l10n.t("Delete…"),
    async run(argument) {
      const target = targetOf(argument);
      if (target?.kind === "resource") return deleteResource(services, target);
      throw new Failure("invalid-input", l10n.t("There is nothing to delete."), {
        remedy: l10n.t("Use the command from the context menu of a tree item."),
      });
    },
  };
}

async function deleteResource(services: Services, target: ResourceTarget): Promise<Report> {
  const { of: kind, ref } = target;
  const title = kind.titleOf(target.value, ref);
  const { clouds, store } = await openStoreOf(services, target);
  const { stored, inUse } = await reading(title, async (signal) => {
    const stored = await store.read(ref, signal);
    return { stored, inUse: stored && (await kind.inUse?.(stored, readerOf(clouds), signal)) };
  });
  if (!stored) {
    services.trees.refresh();
    return { text: l10n.t("The {0} “{1}” is gone already.", kind.noun, title) };
  }
  if (inUse?.known && inUse.value !== undefined) throw new Failure("rejected", inUse.value);
  const isUnknown = inUse && !inUse.known;
  const notes = isUnknown ? [l10n.t("Who uses it could not be read. Look before you delete it.")] : [];
  return reviewAndRun(services, deletion(kind, stored, { id: "delete" }), notes);
}
