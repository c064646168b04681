import {
  type Disposable,
  TabInputText,
  TabInputTextDiff,
  type TextDocument,
  TextDocumentSaveReason,
  type TextDocumentWillSaveEvent,
  type Uri,
  window,
  workspace,
} from "vscode";

/**
 * How a write to one of our documents came about.
 *
 * - `person`: VS Code announced a save by hand of the document that is in front;
 * - `beside`: it announced one by hand while another document was in front, which is what it does for all open documents
 *   when a task, a debugger, a test run or a chat starts, and for *Save All*;
 * - `automatic`: auto-save, after a delay or when the focus or the window changed;
 * - `unannounced`: nobody announced it: another extension wrote to the file, or the person chose *Save without Formatting*.
 */
export type SaveOrigin = "person" | "beside" | "automatic" | "unannounced";

/** Later texts of one announced save, from formatting and from typing on; more than this are no save any more. */
const mostTexts = 50;

/** How long an announced save may take to be written, in milliseconds; formatters and other participants run in between. */
const longestSave = 30_000;

interface Announced {
  readonly origin: SaveOrigin;
  /** The text may still change between the announcement and the write: others format it, the person types on. */
  readonly texts: Set<string>;
  /** In milliseconds since the epoch. */
  readonly ends: number;
  /** Whether the document had unsaved text since; once it has none any more, the save is over. */
  wasDirty: boolean;
}

/**
 * Matches the writes that a file system gets with the saves that VS Code announces before them. VS Code does not tell of a
 * save that it stops before the write, as when a save participant cancels it or a later save takes its place: so that the
 * announcement is not taken for that of a later write, it ends with the document's next state, with the command that
 * saved, and with time. Where it ends too early, a draft is kept.
 */
export class SaveOrigins {
  private readonly announced = new Map<string, Announced>();
  private readonly saves = new Map<string, number>();

  /** `scheme` is that of the documents; `now` in milliseconds since the epoch. */
  constructor(
    private readonly scheme: string,
    private readonly now: () => number,
  ) {}

  /** How many writes of the document were a person's. */
  byPerson(uri: Uri): number {
    return this.saves.get(uri.toString()) ?? 0;
  }

  register(): Disposable[] {
    return [
      workspace.onWillSaveTextDocument((event) => this.announce(event)),
      workspace.onDidChangeTextDocument(({ document }) => this.follow(document)),
      workspace.onDidSaveTextDocument(({ uri }) => this.announced.delete(uri.toString())),
      workspace.onDidCloseTextDocument(({ uri }) => this.announced.delete(uri.toString())),
    ];
  }

  /** The command that saved the document by hand has returned: what it has not written by now, it does not write. */
  endByHand(uri: Uri): void {
    const key = uri.toString();
    if (this.announced.get(key)?.origin !== "automatic") this.announced.delete(key);
  }

  /** How the write of `text` came about; each announcement is good for one write, of a text the document had since. */
  take(uri: Uri, text: string): SaveOrigin {
    const key = uri.toString();
    const announced = this.announced.get(key);
    if (!announced?.texts.has(text) || this.now() > announced.ends) return "unannounced";
    this.announced.delete(key);
    if (announced.origin === "person") this.saves.set(key, this.byPerson(uri) + 1);
    return announced.origin;
  }

  private announce({ document, reason }: TextDocumentWillSaveEvent): void {
    if (document.uri.scheme !== this.scheme) return;
    this.announced.set(document.uri.toString(), {
      origin: originOf(document, reason),
      texts: new Set([document.getText()]),
      ends: this.now() + longestSave,
      wasDirty: document.isDirty,
    });
  }

  private follow(document: TextDocument): void {
    const key = document.uri.toString();
    const announced = this.announced.get(key);
    if (!announced) return;
    // A text that comes while nothing is unsaved is what was read from the file, whoever wrote that.
    if (document.isDirty) announced.texts.add(document.getText());
    const isOver = announced.wasDirty && !document.isDirty;
    announced.wasDirty ||= document.isDirty;
    if (isOver || announced.texts.size > mostTexts) this.announced.delete(key);
  }
}

function originOf({ uri }: TextDocument, reason: TextDocumentSaveReason): SaveOrigin {
  if (reason !== TextDocumentSaveReason.Manual) return "automatic";
  return isInFront(uri) ? "person" : "beside";
}

/** Whether the document is in front, by tab as well as by editor: while somebody looks at an output or at the left of a comparison, the editor is another. */
export function isInFront(uri: Uri): boolean {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = [
    window.activeTextEditor?.document.uri,
    input instanceof TabInputText ? input.uri : undefined,
    input instanceof TabInputTextDiff ? input.modified : undefined,
  ];
  return shown.some((one) => one?.toString() === uri.toString());
}
