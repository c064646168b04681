import { type Disposable, EventEmitter, l10n } from "vscode";
import { Failure, toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import { redact } from "../../core/redaction.ts";
import type { SecretStore } from "../../domain/account.ts";
import type { TextFolder } from "../../domain/text-folder.ts";
import { isUnfinished, type Journal, type JournalKeeper } from "../../resources/journal.ts";
import { fromFile, toFile } from "../../resources/journal-file.ts";
import type { Kind } from "../../resources/kind.ts";
import { PlanTexts } from "./plan-texts.ts";

/** How many plans are kept besides those that have something left to do. */
const mostJournals = 20;

/**
 * What plans did and have still to do: a file each, the same for every window. Policies, passwords and documents are not in the
 * file but where secrets are, or sealed. What cannot be read is left as it is.
 */
export class JournalStore implements JournalKeeper, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  /** What this window has put where secrets are, so that it is not written again for each step. */
  private readonly kept = new Map<string, string>();
  /** Texts that no keychain takes: they last as long as the window. */
  private readonly unkept = new Map<string, string>();
  private readonly known = new Set<string>();
  private readonly unreadable = new Set<string>();
  private readonly texts: PlanTexts;

  constructor(
    private readonly folder: TextFolder,
    secrets: SecretStore,
    /** Gives the kinds that journals name, which are loaded when the first of them is written. */
    private readonly kinds: () => Promise<{ kindOf(id: string): Kind | undefined }>,
    private readonly logger: Logger,
  ) {
    this.texts = new PlanTexts(folder, secrets);
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Lasts when it returns; throws when it cannot be kept whole, unless {@link goWithoutTexts} allowed that. */
  async keep(journal: Journal): Promise<void> {
    const { id } = journal;
    const { kindOf } = await this.kinds();
    const { text, secrets = "" } = toFile(withoutSecrets(journal), kindOf);
    // In whatever moment the window ends, what the file refers to is there.
    const isLess = secrets.length < (this.kept.get(id)?.length ?? 0);
    if (!isLess) await this.keepSecrets(id, secrets);
    await this.folder.replace(fileName(id), text);
    if (isLess) await this.keepSecrets(id, secrets);
    if (!this.known.has(id)) await this.prune(id);
    this.known.add(id);
    this.changed.fire();
  }

  /** Whether the texts of a plan can be kept where secrets are; asked before anything is applied. */
  async canKeepTexts(journal: Journal): Promise<boolean> {
    try {
      const { kindOf } = await this.kinds();
      await this.keepSecrets(journal.id, toFile(journal, kindOf).secrets ?? "");
      return true;
    } catch (error) {
      this.logger.error(`The texts of “${journal.title}” could not be kept.`, error);
      return false;
    }
  }

  /** Keeps the texts of this plan in memory only: they are gone after a reload, and never get into the file. */
  goWithoutTexts({ id }: Journal): void {
    this.unkept.set(id, "");
  }

  /** All that can be read, newest first, without what is secret: for lists, for which no keychain is asked. */
  async list(): Promise<readonly Journal[]> {
    const names = await this.folder.names().catch((error) => {
      this.sayUnreadable("", error);
      return [];
    });
    const found = await Promise.all(names.filter(isJournalName).map((name) => this.readFile(name)));
    return found.flatMap((one) => one ?? []).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  /**
   * The whole journal; `undefined` when there is none that can be read.
   *
   * @throws Failure `forbidden` when the keychain cannot be asked: without its texts a plan must not be written again.
   */
  async read(id: string): Promise<Journal | undefined> {
    const text = await this.folder.read(fileName(id));
    if (text === undefined) return undefined;
    return fromFile(text, (this.unkept.get(id) ?? (await this.readSecrets(id))) || undefined);
  }

  /** Forgets a plan, with its secrets. */
  async delete(id: string): Promise<void> {
    await this.texts.delete(id);
    await this.folder.delete(fileName(id));
    this.kept.delete(id);
    this.unkept.delete(id);
    this.changed.fire();
  }

  /** Forgets what was done in tenants that are no more. */
  async forgetOwners(isGone: (owner: string) => boolean): Promise<void> {
    for (const { id, entries } of await this.list()) {
      if (entries.some(({ change }) => isGone(change.ref.owner))) await this.delete(id);
    }
  }

  private async keepSecrets(id: string, secrets: string): Promise<void> {
    if (this.unkept.has(id)) this.unkept.set(id, secrets);
    if (this.unkept.has(id) || (this.kept.get(id) ?? "") === secrets) return;
    await this.texts.write(id, secrets);
    this.kept.set(id, secrets);
  }

  private async readSecrets(id: string): Promise<string> {
    try {
      const secrets = await this.texts.read(id);
      this.kept.set(id, secrets);
      return secrets;
    } catch (error) {
      throw new Failure(
        "forbidden",
        l10n.t(
          "The texts of this plan could not be read where secrets are kept: {0}",
          toFailure(error).message,
        ),
        { remedy: l10n.t("Unlock the keychain of this computer, then try again."), cause: error },
      );
    }
  }

  /** Takes away the oldest beyond the newest {@link mostJournals}; the one that was just kept is needed. */
  private async prune(id: string): Promise<void> {
    const names = await this.folder.names();
    if (names.length <= mostJournals) return;
    const old = (await this.list()).slice(mostJournals);
    for (const one of old) {
      if (one.id === id || isUnfinished(one)) continue;
      await this.delete(one.id).catch((error) =>
        this.logger.error(`“${one.title}” could not be forgotten.`, error),
      );
    }
  }

  private async readFile(name: string): Promise<Journal | undefined> {
    try {
      const text = await this.folder.read(name);
      if (text === undefined) return undefined;
      const journal = fromFile(text, undefined);
      if (!journal) this.sayUnreadable(name, undefined);
      return journal;
    } catch (error) {
      this.sayUnreadable(name, error);
      return undefined;
    }
  }

  private sayUnreadable(name: string, error: unknown): void {
    if (this.unreadable.has(name)) return;
    this.unreadable.add(name);
    this.logger.error(`What a plan did cannot be read, and is left as it is: journals/${name}`, error);
  }
}

/** Messages may quote what a service answered. */
function withoutSecrets(journal: Journal): Journal {
  const entries = journal.entries.map((entry) => ({
    ...entry,
    ...(entry.message !== undefined && { message: redact(entry.message) }),
    ...(entry.undo?.message !== undefined && {
      undo: { ...entry.undo, message: redact(entry.undo.message) },
    }),
  }));
  return { ...journal, entries };
}

/** Ids are made here; another name in the folder is no journal of ours. */
function isJournalName(name: string): boolean {
  return /^[\w-]+\.json$/.test(name);
}

function fileName(id: string): string {
  return `${id}.json`;
}
