import { callsByName, person, type Told } from "./person.ts";
import { InputBox, QuickPick } from "./quick-input.ts";
import { Disposable, EventEmitter, type Uri } from "./values.ts";

interface MessageOptions {
  readonly modal?: boolean;
  readonly detail?: string;
}

const shower =
  (kind: Told["kind"]) =>
  async (text: string, ...rest: (string | MessageOptions)[]): Promise<string | undefined> => {
    const options = rest.find((item): item is MessageOptions => typeof item === "object");
    const buttons = rest.filter((item): item is string => typeof item === "string");
    return person.hear({ kind, text, detail: options?.detail, modal: options?.modal ?? false, buttons });
  };

/** A page of the extension, as the person sees it. */
class Panel {
  private readonly received = new EventEmitter<unknown>();
  private readonly disposed = new EventEmitter<void>();
  private readonly moved = new EventEmitter<void>();
  /** What the page was told to change, newest last. */
  readonly told: { readonly parts: Readonly<Record<string, string>> }[] = [];
  readonly webview = {
    html: "",
    onDidReceiveMessage: this.received.event,
    postMessage: async (message: { readonly parts: Readonly<Record<string, string>> }) => {
      this.told.push(message);
    },
  };
  readonly onDidChangeViewState = this.moved.event;
  visible = !person.looksAway;
  revealed = 0;
  readonly onDidDispose = this.disposed.event;

  constructor(
    readonly viewType: string,
    public title: string,
    readonly options: object,
  ) {}

  reveal(): void {
    this.revealed += 1;
  }

  /** Another tab is brought before this one, or taken away again. */
  turn(visible: boolean): void {
    this.visible = visible;
    this.moved.fire();
  }

  /** Presses a button of the page. */
  press(action: string): void {
    if (!this.webview.html.includes(`data-action="${action}"`))
      throw new Error(`The page has no “${action}”.`);
    this.received.fire({ action });
  }

  /** Sends what only a tampered page would send. */
  send(message: unknown): void {
    this.received.fire(message);
  }

  dispose(): void {
    this.disposed.fire();
  }
}

const stateChanged = new EventEmitter<{ readonly focused: boolean }>();

export const window = {
  panels: [] as Panel[],
  trees: new Map<string, unknown>(),
  /** To be fired by tests. */
  stateChanged,
  onDidChangeWindowState: stateChanged.event,
  /** Told when a page opens. */
  onPanel: (_panel: Panel): void => {},

  activeTextEditor: undefined as { readonly document: { readonly uri: Uri } } | undefined,
  tabGroups: {
    activeTabGroup: { activeTab: undefined as { readonly input: unknown } | undefined },
    all: [] as { readonly tabs: readonly { readonly input: unknown }[] }[],
    closed: [] as unknown[],
    async close(tabs: readonly unknown[]): Promise<void> {
      this.closed.push(...tabs);
    },
  },
  /** Where the cursor was put last when a document was shown. */
  selection: undefined as unknown,
  async showTextDocument(
    shown: Uri | { readonly uri: Uri },
    { selection }: { readonly selection?: unknown } = {},
  ): Promise<void> {
    this.activeTextEditor = { document: "uri" in shown ? shown : { uri: shown } };
    this.selection = selection;
  },
  /** What was sent to the terminals that were opened. */
  terminals: [] as { readonly name: string; shown: boolean; readonly lines: string[] }[],
  createTerminal(name: string) {
    const terminal = { name, shown: false, lines: [] as string[] };
    this.terminals.push(terminal);
    return {
      show: () => {
        terminal.shown = true;
      },
      sendText: (line: string) => terminal.lines.push(line),
    };
  },
  /** Where the person saves something as a file; nowhere when left out. */
  saves: undefined as Uri | undefined,
  async showSaveDialog(): Promise<Uri | undefined> {
    return this.saves;
  },
  /** The file that the person chooses to open; none when left out. */
  opens: undefined as Uri | undefined,
  /** Files that the person chooses before that, one after the other. */
  opensInTurn: [] as Uri[],
  async showOpenDialog(): Promise<Uri[] | undefined> {
    const chosen = this.opensInTurn.shift() ?? this.opens;
    return chosen && [chosen];
  },
  registerFileDecorationProvider: () => new Disposable(() => {}),

  showInformationMessage: shower("information"),
  showWarningMessage: shower("warning"),
  showErrorMessage: shower("error"),

  setStatusBarMessage(text: string): Disposable {
    person.read(text);
    return new Disposable(() => {});
  },
  createQuickPick: () => new QuickPick(),
  createInputBox: () => new InputBox(),
  createTreeView(id: string, options: { readonly treeDataProvider: unknown }): Disposable {
    this.trees.set(id, options.treeDataProvider);
    return new Disposable(() => this.trees.delete(id));
  },
  createWebviewPanel(viewType: string, title: string, _column: unknown, options: object): Panel {
    const panel = new Panel(viewType, title, options);
    this.panels.push(panel);
    queueMicrotask(() => this.onPanel(panel));
    return panel;
  },
  async withProgress<T>(
    { title, cancellable }: { readonly title: string; readonly cancellable?: boolean },
    work: (progress: object, token: object) => Promise<T>,
  ): Promise<T> {
    person.progress.push(title);
    callsByName(title);
    if (!cancellable) person.steady.push(title);
    const cancelled = new EventEmitter<void>();
    const token = {
      isCancellationRequested: person.cancels === title,
      onCancellationRequested: cancelled.event,
    };
    const progress = {
      report: ({ message }: { message?: string }) => message && person.progress.push(message),
    };
    return work(progress, token);
  },
};

interface EditorAccount {
  readonly id: string;
  readonly label: string;
}

interface SessionOptions {
  readonly silent?: boolean;
  readonly forceNewSession?: boolean;
  readonly account?: EditorAccount;
}

const sessionsChanged = new EventEmitter<{ readonly provider: { readonly id: string } }>();
const kim = { id: "kim", label: "kim@contoso.com" };

export const authentication = {
  /** Signed in as soon as somebody asks aloud. */
  session: undefined as { accessToken: string; account: EditorAccount } | undefined,
  /** The accounts that the editor has, by its providers. */
  accounts: new Map<string, readonly EditorAccount[]>(),
  /** Directories that give no token without asking, in the words of their scope. */
  locked: new Set<string>(),
  asked: [] as {
    readonly provider: string;
    readonly scopes: readonly string[];
    readonly silent: boolean;
    readonly isNew: boolean;
    readonly account: string | undefined;
  }[],
  /** To be fired by tests. */
  sessionsChanged,
  onDidChangeSessions: sessionsChanged.event,

  async getAccounts(provider: string): Promise<readonly EditorAccount[]> {
    return this.accounts.get(provider) ?? [];
  },

  async getSession(provider: string, scopes: readonly string[], options: SessionOptions) {
    const { silent = false, forceNewSession: isNew = false, account } = options;
    this.asked.push({ provider, scopes, silent, isNew, account: account?.id });
    if (!silent) for (const scope of scopes) this.locked.delete(scope);
    if (scopes.some((scope) => this.locked.has(scope))) return undefined;
    if (!silent) this.session ??= { accessToken: "token-1", account: account ?? kim };
    return this.session;
  },

  reset(): void {
    this.session = undefined;
    this.asked.length = 0;
    this.accounts.clear();
    this.locked.clear();
  },
};
