import type { Disposable } from "vscode";
import type { Command } from "./commands/command.ts";
import { type CommandSource, registerCommands } from "./commands/run-command.ts";
import { type CommandId, commandIds } from "./ids.ts";
import type { Services } from "./services.ts";

/** Registers every command of the manifest. */
export function registerAllCommands(services: Services): Disposable[] {
  return registerCommands(commandSources(services), services.logger);
}

/**
 * Where every command of the manifest comes from. Nothing of what they do is loaded before one of them is run: activation pays for
 * their names alone.
 */
export function commandSources(services: Services): readonly CommandSource[] {
  const c = commandIds;
  return [
    some(
      [c.connectAuth0, c.reconnectAuth0, c.renameTenant, c.showManagementScopes, c.disconnectAuth0],
      async () => (await import("./commands/accounts-auth0.ts")).auth0AccountCommands(services),
    ),
    one(c.filterSubscriptions, async () =>
      (await import("./commands/filter-subscriptions.ts")).filterSubscriptionsCommand(services),
    ),
    some([c.signInToAzure, c.renameAzureAccount, c.signOutOfAzure], async () =>
      (await import("./commands/accounts-azure.ts")).azureAccountCommands(services),
    ),
    some([c.startSandbox, c.stopSandbox, c.resetSandbox], async () =>
      (await import("./commands/sandbox.ts")).sandboxCommands(services),
    ),
    ...treeSources(services),
    some([c.showRule, c.treatAsPolicy, c.showLeftOutFixes], async () =>
      (await import("./language/language-commands.ts")).languageCommands(services.extensionUri),
    ),
    one(c.openPolicy, async () => (await import("./commands/open-policy.ts")).openPolicyCommand(services)),
    one(c.showEffectivePolicy, async () =>
      (await import("./language/effective/show-effective-policy.ts")).showEffectivePolicyCommand(services),
    ),
    some([c.savePolicy, c.comparePolicy, c.discardDraft], async () =>
      (await import("./commands/policy-drafts.ts")).policyDraftCommands(services),
    ),
    one(c.showLog, async () => (await import("./commands/show-log.ts")).showLogCommand(services)),
    ...securingSources(services),
    ...documentSources(services),
    one(c.createResource, async () =>
      (await import("./resources/create-resource.ts")).createResourceCommand(services),
    ),
    ...apiSources(services),
    one(c.deleteResource, async () =>
      (await import("./resources/delete-resource.ts")).deleteResourceCommand(services),
    ),
    some([c.copyClientSecret, c.rotateClientSecret], async () =>
      (await import("./resources/client-secret.ts")).clientSecretCommands(services),
    ),
    some(
      [c.enableForApplications, c.disableForApplications, c.enableConnections, c.disableConnections],
      async () => (await import("./resources/enabled-applications.ts")).enabledApplicationCommands(services),
    ),
    some([c.findUser, c.resetPassword], async () =>
      (await import("./resources/user-commands.ts")).userCommands(services),
    ),
    some([c.copyPrimaryKey, c.copySecondaryKey, c.regenerateKey], async () =>
      (await import("./resources/subscription-keys.ts")).subscriptionKeyCommands(services),
    ),
    some([c.addScope, c.removeScopes, c.editGrantedScopes], async () =>
      (await import("./resources/scope-commands.ts")).scopeCommands(services),
    ),
    one(c.undoLast, async () => (await import("./journal/undo-last.ts")).undoLastCommand(services)),
    one(c.openPlans, async () => (await import("./journal/open-plans.ts")).openPlansCommand(services)),
  ];
}

/** What secures APIs, and what that needs around them. */
function securingSources(services: Services): CommandSource[] {
  const c = commandIds;
  return [
    one(c.secureApi, async () => (await import("./commands/secure-api.ts")).secureApiCommand(services)),
    one(c.linkToExisting, async () =>
      (await import("./commands/link-to-existing.ts")).linkToExistingCommand(services),
    ),
    one(c.goToOtherSide, async () =>
      (await import("./commands/go-to-other-side.ts")).goToOtherSideCommand(services),
    ),
    one(c.secureWithEntra, async () =>
      (await import("./commands/secure-with-entra.ts")).secureWithEntraCommand(services),
    ),
    one(c.createInstance, async () =>
      (await import("./commands/create-instance.ts")).createInstanceCommand(services),
    ),
    one(c.republishPortal, async () =>
      (await import("./commands/republish-portal.ts")).republishPortalCommand(services),
    ),
    one(c.protectApi, async () => (await import("./commands/protect-api.ts")).protectApiCommand(services)),
    one(c.showAccess, async () => (await import("./access/show-access.ts")).showAccessCommand(services)),
    one(c.testLink, async () => (await import("./commands/test-link.ts")).testLinkCommand(services)),
  ];
}

/** What is done with rows of the trees, whatever they are of. */
function treeSources(services: Services): CommandSource[] {
  const c = commandIds;
  return [
    some(
      [
        c.refreshTenants,
        c.refreshInstances,
        c.refreshItem,
        c.filterItems,
        c.clearFilter,
        c.stopLoading,
        c.loadMore,
        c.retryLoading,
      ],
      async () => (await import("./commands/trees.ts")).treeCommands(services),
    ),
    some([c.copyId, c.copyAudience, c.copyAsJson, c.copyValue], async () =>
      (await import("./commands/copy.ts")).copyCommands(services),
    ),
    some([c.openInBrowser, c.openDeveloperPortal], async () =>
      (await import("./commands/open-in-browser.ts")).browserCommands(services),
    ),
  ];
}

/** What makes APIs from documents, and revisions of them. */
function apiSources(services: Services): readonly CommandSource[] {
  const c = commandIds;
  return [
    one(c.importApi, async () => (await import("./resources/import-api.ts")).importApiCommand(services)),
    one(c.reimportApi, async () =>
      (await import("./resources/reimport-api.ts")).reimportApiCommand(services),
    ),
    some([c.createRevision, c.makeCurrent], async () =>
      (await import("./resources/api-revisions.ts")).apiRevisionCommands(services),
    ),
    one(c.signInConnection, async () =>
      (await import("./resources/connection-sign-in.ts")).connectionSignInCommand(services),
    ),
    one(c.createVersion, async () =>
      (await import("./resources/create-version.ts")).createVersionCommand(services),
    ),
  ];
}

function documentSources(services: Services): CommandSource[] {
  const c = commandIds;
  const whole = async () => ({ ...services, ...(await services.resourceDocuments.load()) });
  return [
    some(
      [
        c.openDocument,
        c.newFromTemplate,
        c.newFromFile,
        c.duplicateDocument,
        c.saveDocumentAsFile,
        c.viewAsGiven,
        c.discardChanges,
        c.openWithoutUndo,
      ],
      async () => (await import("./documents/document-commands.ts")).documentCommands(await whole()),
    ),
    one(c.reviewChanges, async () =>
      (await import("./documents/review-changes.ts")).reviewChangesCommand(await whole()),
    ),
    one(c.reviewAllChanges, async () =>
      (await import("./documents/review-all.ts")).reviewAllChangesCommand(await whole()),
    ),
  ];
}

function some(ids: readonly CommandId[], load: CommandSource["load"]): CommandSource {
  return { ids, load };
}

function one(id: CommandId, load: () => Promise<Command>): CommandSource {
  return { ids: [id], load: async () => [await load()] };
}
