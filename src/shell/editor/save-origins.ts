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
import { schemes } from "../ids.ts";

/**
 * How a write to a policy document came about.
 *
 * - `person`: VS Code announced a save by hand of the document that is in front;
 * - `beside`: it announced one by hand while another document was in front, which is what it does for all open documents
 *   when a task, a debugger, a test run or a chat starts, and for *Save All*;
 * - `automatic`: auto-save, after a delay or when the focus or the window changed;
 * - `unannounced`: nobody announced it: another extension wrote to the file, or the person chose *Save without Formatting*.
 */
export type SaveOrigin = "person" | "beside" | "automatic" | "unannounced";

/** Later texts of one announced save, from formatting and from typing on; more than this are no save any more. */
const MOST_TEXTS = 50;

interface Announced {
  readonly origin: SaveOrigin;
  /** The text may still change between the announcement and the write: others format it, the person types on. */
  readonly texts: Set<string>;
}

/** Matches the writes that a file system gets with the saves that VS Code announces before them. */
export class SaveOrigins {
  private readonly announced = new Map<string, Announced>();
  private saves = 0;

  /** How many writes were a person's. */
  get byPerson(): number {
    return this.saves;
  }

  register(): Disposable[] {
    return [
      workspace.onWillSaveTextDocument((event) => this.announce(event)),
      workspace.onDidChangeTextDocument(({ document }) => this.follow(document)),
      workspace.onDidCloseTextDocument(({ uri }) => this.announced.delete(uri.toString())),
    ];
  }

  /** How the write of `text` came about; each announcement is good for one write, of a text the document had since. */
  take(uri: Uri, text: string): SaveOrigin {
    const announced = this.announced.get(uri.toString());
    if (!announced?.texts.has(text)) return "unannounced";
    this.announced.delete(uri.toString());
    if (announced.origin === "person") this.saves += 1;
    return announced.origin;
  }

  private announce({ document, reason }: TextDocumentWillSaveEvent): void {
    if (document.uri.scheme !== schemes.policy) return;
    this.announced.set(document.uri.toString(), {
      origin: originOf(document, reason),
      texts: new Set([document.getText()]),
    });
  }

  private follow(document: TextDocument): void {
    const texts = this.announced.get(document.uri.toString())?.texts;
    if (!texts) return;
    texts.add(document.getText());
    if (texts.size > MOST_TEXTS) this.announced.delete(document.uri.toString());
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
