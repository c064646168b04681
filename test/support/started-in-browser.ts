import { commandIds } from "../../src/shell/ids.ts";

/**
 * The browser test that starts a command, by the command: all that are not in the menu of a row of the sandbox. Those are started by
 * `actions.test.ts`, which goes by the manifest from row to row.
 */
export const startedIn: Readonly<Record<string, string>> = {
  // of accounts and of what they show
  [commandIds.connectAuth0]: "accounts.test.ts",
  [commandIds.reconnectAuth0]: "real-accounts.test.ts",
  [commandIds.renameTenant]: "real-accounts.test.ts",
  [commandIds.showManagementScopes]: "real-accounts.test.ts",
  [commandIds.disconnectAuth0]: "real-accounts.test.ts",
  [commandIds.signInToAzure]: "real-accounts.test.ts",
  [commandIds.filterSubscriptions]: "real-accounts.test.ts",
  [commandIds.renameAzureAccount]: "real-accounts.test.ts",
  [commandIds.signOutOfAzure]: "real-accounts.test.ts",
  [commandIds.openInBrowser]: "real-accounts.test.ts",
  [commandIds.refreshItem]: "real-accounts.test.ts",
  [commandIds.retryLoading]: "real-accounts.test.ts",
  [commandIds.stopLoading]: "real-accounts.test.ts",
  [commandIds.showLog]: "real-accounts.test.ts",
  [commandIds.refreshTenants]: "actions.test.ts",
  [commandIds.refreshInstances]: "actions.test.ts",
  [commandIds.loadMore]: "actions.test.ts",
  [commandIds.clearFilter]: "menus.test.ts",
  // of the sandbox
  [commandIds.startSandbox]: "accounts.test.ts",
  [commandIds.stopSandbox]: "menus.test.ts",
  [commandIds.resetSandbox]: "menus.test.ts",
  // of plans
  [commandIds.openPlans]: "plans.test.ts",
  [commandIds.undoLast]: "story.ts",
  // of policies
  [commandIds.savePolicy]: "drafts.test.ts",
  [commandIds.showRule]: "policy.test.ts",
  [commandIds.treatAsPolicy]: "policy.test.ts",
  [commandIds.comparePolicy]: "drafts.test.ts",
  [commandIds.discardDraft]: "drafts.test.ts",
  // of documents
  [commandIds.newFromFile]: "documents.test.ts",
  [commandIds.reviewChanges]: "documents.test.ts",
  [commandIds.reviewAllChanges]: "documents.test.ts",
  [commandIds.discardChanges]: "documents.test.ts",
  [commandIds.openWithoutUndo]: "documents.test.ts",
};
