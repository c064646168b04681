import { EventEmitter, env, ViewColumn, type WebviewPanel, window } from "vscode";
import { shownInLine } from "../plain-text.ts";
import { newNonce, type PageContent, type PageParts, renderPage } from "./page.ts";

/** A page of our own in an editor tab. */
export class PagePanel {
  private readonly pressed = new EventEmitter<string>();
  private readonly closed = new EventEmitter<void>();
  /** Fires with the action of a button. */
  readonly onDidPress = this.pressed.event;
  readonly onDidClose = this.closed.event;
  private readonly panel: WebviewPanel;
  private isClosed = false;
  /** What the page has become by changes: a tab that comes back into sight starts from the page again. */
  private changed: PageContent | undefined;
  private wasVisible = true;

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
    this.panel.onDidChangeViewState(() => {
      const { visible } = this.panel;
      if (this.changed && visible && !this.wasVisible) this.show(this.changed);
      this.wasVisible = visible;
    });
    this.panel.onDidDispose(() => {
      this.isClosed = true;
      this.closed.fire();
      this.pressed.dispose();
      this.closed.dispose();
    });
  }

  /** Shows another page in the same tab; nothing once the person has closed it. */
  show(content: PageContent): void {
    if (this.isClosed) return;
    this.changed = undefined;
    this.panel.title = shownInLine(content.title);
    this.panel.webview.html = renderPage(content, env.language, newNonce());
  }

  /** Shows a whole document, as `render` makes it for a nonce; it sends what is pressed as the pages of this room do. */
  showDocument(title: string, render: (nonce: string) => string): void {
    if (this.isClosed) return;
    this.changed = undefined;
    this.panel.title = shownInLine(title);
    this.panel.webview.html = render(newNonce());
  }

  /** Changes `parts` of the page that is shown, which keeps focus and place; the whole page would look like `content`. */
  change(parts: PageParts, content: PageContent): void {
    if (this.isClosed) return;
    this.changed = content;
    this.tell(parts);
  }

  /** As {@link change}, for what a tab that was out of sight does not show again. */
  tell(parts: PageParts): void {
    if (this.isClosed) return;
    const insides = Object.entries(parts).map(([id, { text }]) => [id, text]);
    void this.panel.webview.postMessage({ parts: Object.fromEntries(insides) });
  }

  /** Whether it is before the person's eyes. */
  get isVisible(): boolean {
    return !this.isClosed && this.panel.visible;
  }

  /** Brings the tab to the front. */
  reveal(): void {
    this.panel.reveal();
  }

  close(): void {
    this.panel.dispose();
  }
}

function actionOf(message: unknown): string | undefined {
  if (typeof message !== "object" || message === null || !("action" in message)) return undefined;
  return typeof message.action === "string" ? message.action : undefined;
}
