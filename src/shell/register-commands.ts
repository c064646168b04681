import type { Disposable } from "vscode";
import { l10n } from "vscode";
import { auth0AccountCommands } from "./commands/accounts-auth0.ts";
import { azureAccountCommands } from "./commands/accounts-azure.ts";
import type { Command } from "./commands/command.ts";
import { copyCommands } from "./commands/copy.ts";
import { browserCommands } from "./commands/open-in-browser.ts";
import { openPolicyCommand } from "./commands/open-policy.ts";
import { policyDraftCommands } from "./commands/policy-drafts.ts";
import { registerCommands } from "./commands/run-command.ts";
import { sandboxCommands } from "./commands/sandbox.ts";
import { treeCommands } from "./commands/trees.ts";
import type { DocumentCommandId } from "./documents/document-commands.ts";
import { commandIds } from "./ids.ts";
import { languageCommands } from "./language/language-commands.ts";
import type { Services } from "./services.ts";

/** Registers every command of the manifest. */
export function registerAllCommands(services: Services): Disposable[] {
  const list: Command[] = [
    ...auth0AccountCommands(services),
    ...azureAccountCommands(services),
    ...sandboxCommands(services),
    ...treeCommands(services),
    ...copyCommands(),
    ...languageCommands(services.extensionUri),
    ...browserCommands(),
    openPolicyCommand(services),
    ...policyDraftCommands(services),
    {
      id: commandIds.showLog,
      title: l10n.t("Show Log"),
      run: async () => {
        services.showLog();
        return undefined;
      },
    },
    // What plans and parses policies is loaded when it is first wanted.
    later(commandIds.secureApi, l10n.t("Secure API with Auth0"), async () =>
      (await import("./commands/secure-api.ts")).secureApiCommand(services),
    ),
    later(commandIds.testLink, l10n.t("Test Link"), async () =>
      (await import("./commands/test-link.ts")).testLinkCommand(services),
    ),
    ...documentCommands(services),
    later(commandIds.createResource, l10n.t("Create…"), async () =>
      (await import("./resources/create-resource.ts")).createResourceCommand(services),
    ),
    later(commandIds.deleteResource, l10n.t("Delete…"), async () =>
      (await import("./resources/delete-resource.ts")).deleteResourceCommand(services),
    ),
    ...clientSecretCommands(services),
    later(commandIds.undoLast, l10n.t("Undo Last Plan"), async () =>
      (await import("./journal/undo-last.ts")).undoLastCommand(services),
    ),
    later(commandIds.openPlans, l10n.t("Show Plans"), async () =>
      (await import("./journal/open-plans.ts")).openPlansCommand(services),
    ),
  ];
  return registerCommands(list, services.logger);
}

function clientSecretCommands(services: Services): Command[] {
  const command = (
    id: typeof commandIds.copyClientSecret | typeof commandIds.rotateClientSecret,
    title: string,
  ) =>
    later(id, title, async () =>
      (await import("./resources/client-secret.ts")).clientSecretCommand(services, id, title),
    );
  return [
    command(commandIds.copyClientSecret, l10n.t("Copy Client Secret")),
    command(commandIds.rotateClientSecret, l10n.t("Rotate Client Secret…")),
  ];
}

function later(id: Command["id"], title: string, load: () => Promise<Command>): Command {
  return { id, title, run: async (argument) => (await load()).run(argument) };
}

/** What reads, checks and plans documents of resources is loaded with the first of these. */
function documentCommands(services: Services): Command[] {
  const one = (id: DocumentCommandId, title: string) =>
    later(id, title, async () =>
      (await import("./documents/document-commands.ts")).documentCommand(services, id, title),
    );
  return [
    one(commandIds.openDocument, l10n.t("Open Document")),
    one(commandIds.newFromTemplate, l10n.t("New from Template…")),
    one(commandIds.newFromFile, l10n.t("New from File…")),
    one(commandIds.duplicateDocument, l10n.t("Duplicate")),
    one(commandIds.saveDocumentAsFile, l10n.t("Save as File…")),
    one(commandIds.viewAsGiven, l10n.t("View as the Service Gives It")),
    one(commandIds.discardChanges, l10n.t("Discard Changes")),
    later(commandIds.reviewChanges, l10n.t("Review Changes"), async () =>
      (await import("./documents/review-changes.ts")).reviewChangesCommand(services),
    ),
  ];
}
