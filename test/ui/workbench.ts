import * as fs from "node:fs";
import * as path from "node:path";
import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { launchBrowser, startServer, type VSCodeServer } from "../harness/server.mjs";

const root = path.resolve(import.meta.dirname, "../..");

export interface WorkbenchOptions {
  /** Where pictures go, below test-results. */
  readonly pictures: string;
  readonly settings?: Record<string, unknown>;
  readonly env?: Record<string, string>;
}

/** A real VS Code with the extension installed, shown in a browser page, and the moves a person makes in it. */
export class Workbench {
  /** What the page wrote to its console as an error. */
  readonly errors: string[] = [];

  private constructor(
    readonly server: VSCodeServer,
    readonly browser: Browser,
    readonly page: Page,
    readonly workspace: string,
    private readonly pictures: string,
    /** Where the sandbox writes what it is asked and answers; the file is there once it has been started. */
    readonly recording: string,
  ) {
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
  }

  static async open({ pictures, settings = {}, env = {} }: WorkbenchOptions): Promise<Workbench> {
    const folder = path.join(root, "test-results", pictures);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    const workspace = path.join(folder, "workspace");
    fs.cpSync(path.join(root, "test/fixtures/workspace"), workspace, { recursive: true });
    const recording = path.join(folder, "sandbox-exchanges.jsonl");
    const server = await startServer({
      placedExtension: root,
      settings,
      env: { ...env, AUTH0_APIM_SANDBOX_RECORD: recording },
    });
    try {
      const browser = await launchBrowser();
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ignoreHTTPSErrors: true, // the sandbox's login page and portal have the sandbox's own certificate
        permissions: ["clipboard-read", "clipboard-write"],
      });
      const page = await context.newPage();
      page.setDefaultTimeout(45_000); // a machine that has other things to do is slow, not broken
      const workbench = new Workbench(server, browser, page, workspace, folder, recording);
      await server.open(page, { folder: workspace });
      await workbench.started();
      return workbench;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** What crossed the wire between the extension and the sandbox so far; a line that is being written is not there yet. */
  exchanges(): readonly Exchange[] {
    const text = fs.readFileSync(this.recording, "utf8");
    const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
    return lines.filter(Boolean).map((line): Exchange => JSON.parse(line));
  }

  /** Loads the page anew, as closing the window and opening it again does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.started();
  }

  /**
   * Once its icon is there, the extension's commands are too; and once VS Code has put everything back where it was, a click
   * on the icon of a view that is about to be shown does not hide it.
   */
  private async started(): Promise<void> {
    const icon = this.page.locator(".activitybar").getByRole("tab", { name: "Auth0 for APIM" });
    await icon.waitFor({ timeout: 60_000 });
    await this.page.waitForFunction('performance.getEntriesByName("code/didStartWorkbench").length > 0');
  }

  /** Leaves a picture of the page, or of another one that was opened from it. */
  async picture(name: string, page: Page = this.page): Promise<string> {
    const file = path.join(this.pictures, `${name.replace(/[^\w-]+/g, "-")}.png`);
    await page.screenshot({ path: file });
    return file;
  }

  /** Opens a view container by its icon in the activity bar. */
  async openActivity(name: string): Promise<void> {
    const tab = this.page.locator(".activitybar").getByRole("tab", { name });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  }

  /** Drags the side bar's edge until it is `width` pixels wide. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.page.locator(".part.sidebar").boundingBox();
    if (!box) throw new Error("There is no side bar to drag.");
    const middle = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 5 });
    await this.page.mouse.up();
  }

  /** The tree of a view. */
  tree(name: string): Locator {
    return this.page.getByRole("tree", { name });
  }

  /**
   * A row of a tree. A text is its whole label: “Basic Calculator” is not the row of “Auth0 (Basic Calculator)”. The accessible
   * name has the description behind the label.
   */
  row(tree: string, label: string | RegExp): Locator {
    const name = typeof label === "string" ? new RegExp(`^${literally(label)}(?:,|$)`) : label;
    return this.tree(tree).getByRole("treeitem", { name }).first();
  }

  /** Waits until no row of a tree has a name like this. */
  async noRow(tree: string, name: RegExp): Promise<void> {
    // of several that go one after the other, each is waited for
    await this.tree(tree).getByRole("treeitem", { name }).first().waitFor({ state: "detached" });
  }

  /** Opens a row's children, if they are not open yet. */
  async expand(tree: string, label: string | RegExp): Promise<Locator> {
    const row = this.row(tree, label);
    await row.waitFor();
    if ((await row.getAttribute("aria-expanded")) === "false") {
      // a click on a tree that is drawn anew at that moment is lost
      await this.drawn();
      if ((await row.getAttribute("aria-expanded")) === "false")
        await row.locator(".monaco-tl-twistie").click();
      await row.and(this.page.locator('[aria-expanded="true"]')).waitFor();
    }
    return row;
  }

  /** Chooses an entry of a row's context menu. */
  async contextMenu(row: Locator, entry: string | RegExp): Promise<void> {
    await row.waitFor();
    await this.drawn();
    await row.click({ button: "right" });
    const item = this.page.locator(".context-view .action-item", { hasText: entry }).first();
    await item.waitFor();
    // A menu overlooks a click that comes right after it has opened, so that a shaky hand chooses nothing.
    do await item.click();
    while (!(await this.closes(item)));
  }

  /** Presses a button that stands in a row while the mouse is over it. */
  async inlineButton(row: Locator, name: string): Promise<void> {
    await row.waitFor();
    await row.hover();
    await this.drawn();
    await row.getByRole("button", { name }).click();
  }

  /** Drags a row onto another one. VS Code shows where it may be dropped only once it has asked the extension what is dragged. */
  async drag(from: Locator, onto: Locator): Promise<void> {
    await this.drawn();
    await from.hover();
    await this.page.mouse.down();
    await onto.hover();
    for (let tries = 0; tries < 20 && !(await isDropTarget(onto)); tries += 1)
      await onto.hover({ position: { x: 40 + tries, y: 8 } });
    await this.page.mouse.up();
  }

  /**
   * Waits until no tree has been drawn anew for half a second. While a tree is read anew VS Code does not know whose row it is that
   * a menu was opened on, and runs the command without it.
   */
  async drawn(): Promise<void> {
    await this.page.evaluate(`new Promise((resolve) => {
      let timer;
      const quiet = () => {
        clearTimeout(timer);
        timer = setTimeout(() => (observer.disconnect(), resolve()), 500);
      };
      const observer = new MutationObserver(quiet);
      const what = { childList: true, subtree: true, characterData: true, attributeFilter: ["aria-label"] };
      for (const tree of document.querySelectorAll(".sidebar [role=tree]")) observer.observe(tree, what);
      quiet();
    })`);
  }

  private async closes(something: Locator): Promise<boolean> {
    try {
      await something.waitFor({ state: "hidden", timeout: 2000 });
      return true;
    } catch {
      return false;
    }
  }

  /** The text box of the quick input that is open. */
  quickInput(): Locator {
    return this.page.locator(
      ".quick-input-widget input[type='text'], .quick-input-widget input[type='password']",
    );
  }

  /**
   * Runs a command by its title, as typed into the command palette. Something that takes the focus just then, such as a page that has
   * been opened a moment ago, closes the palette again; a person opens it once more.
   */
  async command(title: string, picture?: string): Promise<void> {
    while (!(await this.typed(title)));
    if (picture) await this.picture(picture);
    await this.page.keyboard.press("Enter");
  }

  /** Whether the palette shows the command; it throws when the palette stays and does not. */
  private async typed(title: string): Promise<boolean> {
    const timeout = 4000;
    const input = this.quickInput().first();
    const line = this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title });
    try {
      await this.page.keyboard.press("F1");
      await input.waitFor({ timeout });
      await input.fill(`>${title}`, { timeout });
      await line.waitFor({ timeout });
      return true;
    } catch (error) {
      if (!(await input.isVisible())) return false;
      await line.waitFor().catch(() => {
        throw error;
      });
      return true;
    }
  }

  /** What the quick input that is open says: its title, its question and what stands in its empty box; empty when none is open. */
  async asked(): Promise<string> {
    return this.page.evaluate<string>(`(() => {
      const open = [...document.querySelectorAll(".quick-input-widget")].find((one) => one.checkVisibility());
      if (!open) return "";
      const texts = [...open.querySelectorAll(".quick-input-title, .quick-input-message")].map((one) => one.textContent);
      const boxes = [...open.querySelectorAll("input[type=text], input[type=password]")].map((one) => one.placeholder);
      return [...texts, ...boxes].join(" ").trim();
    })()`);
  }

  /** Waits for a quick input with this title or placeholder. */
  async prompt(text: string | RegExp): Promise<void> {
    await this.promptWith(text).waitFor();
  }

  private promptWith(text: string | RegExp): Locator {
    const widget = this.page.locator(".quick-input-widget");
    return widget.filter({ hasText: text }).or(widget.filter({ has: this.page.getByPlaceholder(text) }));
  }

  /** Takes what an input box, or a list of check boxes, proposes. */
  async accept(question: string | RegExp): Promise<void> {
    await this.prompt(question);
    const typed = this.page.locator(".quick-input-widget .quick-input-message", { hasText: /Enter/ });
    const several = this.page.locator(".quick-input-widget .quick-input-count", { hasText: "Selected" });
    await typed.or(several).filter({ visible: true }).first().waitFor();
    await this.page.keyboard.press("Enter");
    await this.promptWith(question).waitFor({ state: "hidden" });
  }

  /** Picks an entry of the quick pick that asks `question`; a text is the whole label of the entry. */
  async choose(question: string | RegExp, entry: string | RegExp): Promise<void> {
    await this.prompt(question);
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    const label = this.page.locator(".label-name", {
      hasText: new RegExp(`^\\s*${literally(String(entry))}\\s*$`),
    });
    const row = typeof entry === "string" ? rows.filter({ has: label }) : rows.filter({ hasText: entry });
    await row.first().click();
    await this.promptWith(question).waitFor({ state: "hidden" });
  }

  /** Picks an entry by writing the beginning of its line. */
  async take(question: string | RegExp, text: string): Promise<void> {
    await this.prompt(question);
    await this.quickInput().first().fill(text);
    await this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: text }).waitFor();
    await this.page.keyboard.press("Enter");
    await this.promptWith(question).waitFor({ state: "hidden" });
  }

  /** Waits until no quick input is open. */
  async promptGone(): Promise<void> {
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Puts the cursor into a line, both counted from 1; without a column at its end. */
  async goTo(line: number, column = 1000): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press("Control+G");
    await this.quickInput().first().fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.promptGone();
    await this.page.locator(".statusbar-item", { hasText: new RegExp(`^Ln ${line}, Col`) }).waitFor();
  }

  /** Types into the open quick input and accepts. */
  async answer(text: string): Promise<void> {
    await this.quickInput().first().fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** A text that is told where the person looks: in a notification, or in the status bar beside the page that says it. */
  told(text: string): Locator {
    return this.notification(text)
      .or(this.page.locator(".statusbar-item", { hasText: text }))
      .first();
  }

  /** A notification with this text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast", { hasText: text }).first();
  }

  /** Puts all notifications away, so that they hide nothing in the next picture. */
  async clearNotifications(): Promise<void> {
    await this.command("Notifications: Clear All Notifications");
    await this.page.locator(".notification-toast").first().waitFor({ state: "detached" });
  }

  /** Presses a button of the modal dialog that is open. */
  async dialogButton(name: string): Promise<void> {
    await this.page.locator(".monaco-dialog-box").getByRole("button", { name, exact: true }).click();
  }

  /** The inside of the webview that is shown. */
  webview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
  }

  /** Opens a file of the workspace. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press("Control+P");
    await this.quickInput().first().waitFor();
    await this.quickInput().first().fill(name);
    await this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  /** Puts the keyboard into the text editor. */
  async focusEditor(): Promise<void> {
    await this.page.keyboard.press("Control+1");
    await this.page.locator(".editor-instance .monaco-editor.focused").waitFor();
  }

  /** Takes a quick fix at the cursor. The list closes by itself when something else takes the focus meanwhile; then once more. */
  async quickFix(title: RegExp): Promise<void> {
    const fix = this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await this.focusEditor();
      await this.page.keyboard.press("Control+.");
      const taken = fix.click({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (await taken) return;
      await this.page.keyboard.press("Escape");
    }
    await fix.click();
  }

  /** Replaces the whole text of the editor in front by pasting, and waits until it is there: VS Code reads the clipboard on the side. */
  async replaceText(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press("Control+A");
    const position = this.page.locator(".statusbar-item", { hasText: /^Ln \d+, Col \d+/ });
    await position.filter({ hasText: "selected" }).waitFor();
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.page.keyboard.press("Control+V");
    const lines = text.split("\n");
    const end = `Ln ${lines.length}, Col ${(lines.at(-1) ?? "").length + 1}`;
    await position.filter({ hasText: new RegExp(`^${end}$`) }).waitFor();
  }

  async close(): Promise<void> {
    await this.browser.close().catch(() => {});
    await this.server.stop();
    fs.rmSync(this.workspace, { recursive: true, force: true });
  }
}

/** `text` as a pattern that nothing else matches. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

async function isDropTarget(row: Locator): Promise<boolean> {
  return /drop-target/.test((await row.getAttribute("class")) ?? "");
}
