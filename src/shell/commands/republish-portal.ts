import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { creation } from "../../resources/changes.ts";
import { publication } from "../../resources/kinds/publication.ts";
import { newRevisionId } from "../../workflows/secure-api/publication.ts";
import { chooseInstance } from "../choose-resource.ts";
import { commandIds } from "../ids.ts";
import { reviewAndRun } from "../resources/review-and-run.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import type { Command, Report } from "./command.ts";

/** The command that publishes the developer portal of an instance anew, so that visitors see what was changed. */
export function republishPortalCommand(services: Services): Command {
  const title = l10n.t("Republish Developer Portal");
  return { id: commandIds.republishPortal, title, run: (argument) => republish(services, argument, title) };
}

async function republish(services: Services, argument: unknown, title: string): Promise<Report> {
  const target = targetOf(argument);
  const { instance } =
    target?.kind === "instance" ? { instance: target.value } : await chooseInstance(services.accounts, title);
  const name = instance.serviceName;
  if (instance.developerPortalUrls.length === 0) {
    throw new Failure("unsupported", l10n.t("{0} ({1}) has no developer portal.", name, instance.sku), {
      remedy: l10n.t(
        "The Consumption tier has none; in the v2 tiers it must be enabled in the Azure portal first.",
      ),
    });
  }
  const change = creation(
    publication,
    instancePath(instance),
    { description: "Published by hand" },
    { id: "portal", refId: newRevisionId(new Date()), title: `Republish the developer portal of ${name}` },
  );
  return reviewAndRun(services, change, [
    l10n.t(
      "What was published stays so until the next publication: undoing publishes once more, with what is there then.",
    ),
  ]);
}
