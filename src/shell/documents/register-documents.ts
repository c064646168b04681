import { commands, type Disposable, languages, type Memento } from "vscode";
import type { Logger } from "../../core/logger.ts";
import { commandIds } from "../ids.ts";
import type { Accounts } from "../session/accounts.ts";
import { DocumentDiagnostics } from "./document-diagnostics.ts";
import { DocumentMarks } from "./document-marks.ts";
import { LiveLists } from "./live-lists.ts";
import { LiveValueProvider } from "./live-value-provider.ts";
import { OpenReviews } from "./open-reviews.ts";
import { ResourceDrafts } from "./resource-drafts.ts";
import { ResourceFileSystem } from "./resource-file-system.ts";

/** Resources as documents, as commands act on them. */
export interface ResourceDocuments {
  readonly resources: ResourceFileSystem;
  readonly reviews: OpenReviews;
}

/** Registers documents of resources with the editor. Drafts lie in `memento`, the state of the workspace. */
export function registerDocuments(
  accounts: Accounts,
  memento: Memento,
  logger: Logger,
): ResourceDocuments & { readonly subscriptions: readonly Disposable[] } {
  const drafts = new ResourceDrafts(memento);
  const lists = new LiveLists(accounts, logger);
  const live = new LiveValueProvider(lists);
  const resources = new ResourceFileSystem(accounts, drafts, memento, logger);
  return {
    resources,
    reviews: new OpenReviews(),
    subscriptions: [
      ...resources.register(),
      ...new DocumentMarks({ drafts, documents: resources }).register(),
      ...new DocumentDiagnostics(resources, logger).register(),
      lists,
      languages.registerCompletionItemProvider({ language: "jsonc" }, live, '"', "{"),
      languages.registerHoverProvider({ language: "jsonc" }, live),
      resources.onDidSaveByHand((uri) => commands.executeCommand(commandIds.reviewChanges, uri)),
    ],
  };
}
