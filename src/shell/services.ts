import type { Uri } from "vscode";
import type { InstanceSnapshot } from "../access/index.ts";
import type { Logger } from "../core/logger.ts";
import type { PolicyLevel } from "../domain/apim.ts";
import type { Locks } from "../resources/journal.ts";
import type { LaterDocuments } from "./documents/later-documents.ts";
import type { ResourceDocuments } from "./documents/register-documents.ts";
import type { JournalStore } from "./journal/journal-store.ts";
import type { OldJournals } from "./journal/old-journals.ts";
import type { PlanView } from "./plan-view.ts";
import type { PagePanel } from "./review/page-panel.ts";
import type { Accounts } from "./session/accounts.ts";
import type { SandboxControl } from "./session/sandbox-control.ts";
import type { TextDocuments } from "./text-documents.ts";

/** A tree, as commands act on it. The nodes are its own. */
interface TreeActions {
  refresh(): void;
  /** Reads a node anew; nothing for one of another tree. */
  renew(node: unknown): void;
  /** Shows and selects the node with this id, reading what is on the way to it; `false` when there is none. */
  reveal(id: string): Promise<boolean>;
  /** The filter of a node's children, empty for none; `undefined` for a node of another tree. */
  filterOf(node: unknown): string | undefined;
  /** Shows of a node's children those with `text` in their row; all for an empty text. */
  filter(node: unknown, text: string): void;
  clearFilter(node: unknown): void;
  stop(): void;
  loadMore(node: unknown): Promise<void>;
  retry(node: unknown): void;
}

/** Policies as documents, as commands act on them. */
interface PolicyDocuments {
  /** Shows the document and saves it as a person does. */
  save(uri: Uri): Promise<void>;
  /** Shows what the server holds beside what the editor shows. */
  compare(uri: Uri): Promise<void>;
  /** Drops what was kept and not applied. */
  discardDraft(uri: Uri): Promise<void>;
  hasDraft(uri: Uri): boolean;
}

/** What the gateway runs, as documents, as commands act on them. */
interface EffectiveDocumentsShown {
  /** Takes what was read for the document already. */
  take(uri: Uri, snapshot: InstanceSnapshot): void;
  /** Reads the document anew. */
  renew(uri: Uri): void;
}

/** Locks that tell whoever waits for one. */
export interface TellingLocks extends Locks {
  hold(key: string, signal: AbortSignal, onWait?: () => void): Promise<() => Promise<void>>;
}

/** What commands work with. */
export interface Services {
  readonly accounts: Accounts;
  readonly sandbox: SandboxControl;
  readonly journals: JournalStore;
  readonly oldJournals: OldJournals;
  readonly locks: TellingLocks;
  /** The open tabs of plans, by the ids of their journals. */
  readonly planTabs: Map<string, PlanView>;
  /** The open pages of tests, by the ids of their APIs. */
  readonly testPages: Map<string, { close(): void }>;
  /** The open pages that show who gets in, by what they are about. */
  readonly accessPages: Map<string, PagePanel>;
  readonly documents: TextDocuments;
  readonly logger: Logger;
  readonly trees: {
    readonly tenants: TreeActions;
    readonly instances: TreeActions;
    /** Reads one tree, or both, and all links anew. */
    refresh(which?: "tenants" | "instances"): void;
  };
  /** Lets open editors of a policy read it anew. */
  reloadPolicy(level: PolicyLevel): void;
  readonly policies: PolicyDocuments;
  readonly effective: EffectiveDocumentsShown;
  /** Documents of resources, loaded with the first of them. */
  readonly resourceDocuments: Pick<LaterDocuments, "loaded" | "load">;
  showLog(): void;
  /** The variables of the process that the extension runs in. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly extensionUri: Uri;
}

/** What commands about documents of resources work with. */
export type DocumentServices = Services & ResourceDocuments;
