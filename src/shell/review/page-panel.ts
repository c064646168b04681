import { EventEmitter, env, ViewColumn, type WebviewPanel, window } from "vscode";
import { shownInLine } from "../plain-text.ts";
import type { Html } from "./html.ts";
import { newNonce, type PageButton, renderPage } from "./page.ts";

/** A page of our own in an editor tab. */
export class PagePanel {
  private readonly pressed = new EventEmitter<string>();
  private readonly closed = new EventEmitter<void>();
  /** Fires with the action of a button. */
  readonly onDidPress = this.pressed.event;
  readonly onDidClose = this.closed.event;
  private readonly panel: WebviewPanel;
  private isClosed = false;

  constructor(viewType: string, title: string) {
    this.panel = window.createWebviewPanel(viewType, shownInLine(title), ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [],
      enableFindWidget: true,
    });
    this.panel.webview.onDidReceiveMessage((message: unknown) => {
      const action = actionOf(message);
      if (action !== undefined) this.pressed.fire(action);
    });
    this.panel.onDidDispose(() => {
      this.isClosed = true;
      this.closed.fire();
      this.pressed.dispose();
      this.closed.dispose();
    });
  }

  /** Shows another page in the same tab; nothing once the person has closed it. */
  show(title: string, body: Html, buttons: readonly PageButton[]): void {
    if (this.isClosed) return;
    this.panel.title = shownInLine(title);
    this.panel.webview.html = renderPage({ language: env.language, title, body, buttons }, newNonce());
  }

  close(): void {
    this.panel.dispose();
  }
}

function actionOf(message: unknown): string | undefined {
  if (typeof message !== "object" || message === null || !("action" in message)) return undefined;
  return typeof message.action === "string" ? message.action : undefined;
}
