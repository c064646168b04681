/** Every name the manifest and the code share. `test/unit/manifest.test.ts` holds both sides against this file. */

/** The `publisher.name` of the extension. */
export const extensionId = "auth0-apim.auth0-apim";

/** The activity bar container that holds both views. */
export const containerId = "auth0Apim";

/** The two trees. */
export const viewIds = {
  tenants: "auth0Apim.tenants",
  instances: "auth0Apim.instances",
} as const;

/** Every command; `test/unit/manifest.test.ts` sees to it that each is contributed and used. */
export const commandIds = {
  connectAuth0: "auth0Apim.connectAuth0",
  reconnectAuth0: "auth0Apim.reconnectAuth0",
  renameTenant: "auth0Apim.renameTenant",
  showManagementScopes: "auth0Apim.showManagementScopes",
  disconnectAuth0: "auth0Apim.disconnectAuth0",
  signInToAzure: "auth0Apim.signInToAzure",
  signOutOfAzure: "auth0Apim.signOutOfAzure",
  filterSubscriptions: "auth0Apim.filterSubscriptions",
  renameAzureAccount: "auth0Apim.renameAzureAccount",
  startSandbox: "auth0Apim.startSandbox",
  stopSandbox: "auth0Apim.stopSandbox",
  resetSandbox: "auth0Apim.resetSandbox",
  refreshTenants: "auth0Apim.refreshTenants",
  refreshInstances: "auth0Apim.refreshInstances",
  stopLoading: "auth0Apim.stopLoading",
  loadMore: "auth0Apim.loadMore",
  retryLoading: "auth0Apim.retryLoading",
  secureApi: "auth0Apim.secureApi",
  testLink: "auth0Apim.testLink",
  linkToExisting: "auth0Apim.linkToExisting",
  goToOtherSide: "auth0Apim.goToOtherSide",
  protectApi: "auth0Apim.protectApi",
  createInstance: "auth0Apim.createInstance",
  republishPortal: "auth0Apim.republishPortal",
  secureWithEntra: "auth0Apim.secureWithEntra",
  undoLast: "auth0Apim.undoLast",
  openPlans: "auth0Apim.openPlans",
  openPolicy: "auth0Apim.openPolicy",
  showAccess: "auth0Apim.showAccess",
  showEffectivePolicy: "auth0Apim.showEffectivePolicy",
  savePolicy: "auth0Apim.savePolicy",
  comparePolicy: "auth0Apim.comparePolicy",
  discardDraft: "auth0Apim.discardDraft",
  openDocument: "auth0Apim.openDocument",
  newFromTemplate: "auth0Apim.newFromTemplate",
  newFromFile: "auth0Apim.newFromFile",
  duplicateDocument: "auth0Apim.duplicateDocument",
  saveDocumentAsFile: "auth0Apim.saveDocumentAsFile",
  viewAsGiven: "auth0Apim.viewAsGiven",
  reviewChanges: "auth0Apim.reviewChanges",
  reviewAllChanges: "auth0Apim.reviewAllChanges",
  discardChanges: "auth0Apim.discardChanges",
  openWithoutUndo: "auth0Apim.openWithoutUndo",
  createResource: "auth0Apim.createResource",
  deleteResource: "auth0Apim.deleteResource",
  importApi: "auth0Apim.importApi",
  reimportApi: "auth0Apim.reimportApi",
  createRevision: "auth0Apim.createRevision",
  createVersion: "auth0Apim.createVersion",
  signInConnection: "auth0Apim.signInConnection",
  makeCurrent: "auth0Apim.makeCurrent",
  refreshItem: "auth0Apim.refreshItem",
  filterItems: "auth0Apim.filterItems",
  clearFilter: "auth0Apim.clearFilter",
  copyClientSecret: "auth0Apim.copyClientSecret",
  rotateClientSecret: "auth0Apim.rotateClientSecret",
  enableForApplications: "auth0Apim.enableForApplications",
  disableForApplications: "auth0Apim.disableForApplications",
  enableConnections: "auth0Apim.enableConnections",
  disableConnections: "auth0Apim.disableConnections",
  findUser: "auth0Apim.findUser",
  resetPassword: "auth0Apim.resetPassword",
  addScope: "auth0Apim.addScope",
  removeScopes: "auth0Apim.removeScopes",
  editGrantedScopes: "auth0Apim.editGrantedScopes",
  copyPrimaryKey: "auth0Apim.copyPrimaryKey",
  copySecondaryKey: "auth0Apim.copySecondaryKey",
  regenerateKey: "auth0Apim.regenerateKey",
  copyId: "auth0Apim.copyId",
  copyAudience: "auth0Apim.copyAudience",
  copyAsJson: "auth0Apim.copyAsJson",
  copyValue: "auth0Apim.copyValue",
  openInBrowser: "auth0Apim.openInBrowser",
  openDeveloperPortal: "auth0Apim.openDeveloperPortal",
  showLog: "auth0Apim.showLog",
  showRule: "auth0Apim.showRule",
  treatAsPolicy: "auth0Apim.treatAsPolicy",
  showLeftOutFixes: "auth0Apim.showLeftOutFixes",
} as const;

/** The id of one of our commands. */
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** Keys set with `setContext` and read in `when` clauses. */
export const contextKeys = {
  /** The local sandbox is up. */
  sandboxRunning: "auth0Apim.sandboxRunning",
  /** One of the trees is waiting for a cloud. */
  loading: "auth0Apim.loading",
  /** There is an applied plan that can be undone. */
  canUndo: "auth0Apim.canUndo",
  /** There are plans to show. */
  hasPlans: "auth0Apim.hasPlans",
  /** Both clouds are connected: their own, or the sandbox. */
  connected: "auth0Apim.connected",
  /** APIs of API Management have been shown. */
  apisShown: "auth0Apim.apisShown",
  /** A plan has secured an API. */
  secured: "auth0Apim.secured",
  /** A test has found a link to work. */
  tested: "auth0Apim.tested",
  /** A policy of API Management has been opened. */
  policyOpened: "auth0Apim.policyOpened",
  /** Addresses of the policies that have a draft, for `resource in …`. */
  drafts: "auth0Apim.drafts",
  /** Addresses of the documents of resources that have a draft, for `resource in …`. */
  resourceDrafts: "auth0Apim.resourceDrafts",
} as const;

/** Every setting, in full. */
export const settingKeys = {
  pageSize: "auth0Apim.tree.pageSize",
  keepSandboxState: "auth0Apim.sandbox.keepState",
  startSandboxAutomatically: "auth0Apim.sandbox.startAutomatically",
  lintRules: "auth0Apim.lint.rules",
  recognizeXml: "auth0Apim.language.recognizeXml",
  policyFiles: "auth0Apim.language.files",
} as const;

/** Schemes of our virtual documents. */
export const schemes = {
  /** Policies of API Management, writable. */
  policy: "apim-policy",
  /** Resources as JSON, writable; what is written is kept as a draft. */
  resource: "auth0-apim-resource",
  /** What the gateway runs for a call, read-only. */
  effective: "apim-effective-policy",
  /** Texts to compare with, read-only. */
  document: "auth0-apim-document",
} as const;

/** The language of policy documents. */
export const policyLanguageId = "apim-policy";

/** The walkthrough for a first visit. */
export const walkthroughId = "start";

/** What a tree item can do; its context value is the set of these words. */
export const capabilities = [
  "secure",
  "test",
  "link",
  "protect",
  "access",
  "effective",
  "createInstance",
  "republish",
  "policy",
  "document",
  "authorization",
  "template",
  "create",
  "import",
  "revise",
  "release",
  "delete",
  "refresh",
  "filter",
  "filtered",
  "secret",
  "keys",
  "renewKeys",
  "scopes",
  "connection",
  "signIn",
  "user",
  "find",
  "connections",
  "enabled",
  "grant",
  "id",
  "audience",
  "json",
  "value",
  "browser",
  "portal",
  "retry",
  "start",
  "tenant",
  "account",
  "disconnect",
  "signOut",
] as const;

/** One of {@link capabilities}. */
export type Capability = (typeof capabilities)[number];

/** A set of capabilities as a context value: each word stands between spaces, so `/ word /` finds it. */
export function contextValue(set: readonly Capability[]): string {
  return ` ${set.join(" ")} `;
}
