import { commands, type Disposable, type Event, type TreeView, type Uri, window, workspace } from "vscode";
import { DisposableStore, type Disposable as Releasable } from "../../core/disposal.ts";
import type { Logger } from "../../core/logger.ts";
import { once } from "../../core/once.ts";
import type { AccessStates, RenewableStates } from "../access-states.ts";
import { contextKeys, schemes, settingKeys, viewIds } from "../ids.ts";
import type { RenewableBadges } from "../link-badges.ts";
import { isPolicyUri, levelOf } from "../policy-uri.ts";
import type { Accounts } from "../session/accounts.ts";
import { LazyTree } from "./lazy-tree.ts";
import { LinkDrag } from "./link-drag.ts";
import { pageSizeOf } from "./page-size.ts";
import { PolicyMarks } from "./policy-marks.ts";
import { stoppedSandboxNode } from "./special-nodes.ts";
import type { TreeNode } from "./tree-node.ts";

/** Both trees, as commands act on them. */
interface Trees extends Releasable {
  readonly tenants: LazyTree;
  readonly instances: LazyTree;
  refresh(which?: "tenants" | "instances"): void;
}

/** The sandbox of this window, as far as the trees speak of it. */
interface SandboxState {
  /** Whether one ran that nobody has stopped, and runs no more. */
  readonly isMissing: boolean;
  readonly onDidChange: Event<void>;
}

/** Shows both views and keeps them up to date with accounts and links. */
export function registerTrees(
  accounts: Accounts,
  sandbox: SandboxState,
  links: RenewableBadges,
  states: RenewableStates,
  logger: Logger,
): Trees {
  const store = new DisposableStore();
  const marks = new PolicyMarks();
  store.add(marks);
  store.add(states);
  const { tenants, instances } = lazyTrees(laterNodes(accounts, links, marks, states), sandbox, logger);
  const drag = new LinkDrag((id) => tenants.shownNode(id) ?? instances.shownNode(id));
  store.add(showTree(viewIds.tenants, tenants, drag));
  store.add(showTree(viewIds.instances, instances, drag));
  const redraw = () => {
    tenants.redraw();
    instances.redraw();
  };
  const refreshBoth = () => {
    tenants.refresh();
    instances.refresh();
  };
  store.add(links.onDidChange(redraw));
  store.add(sandbox.onDidChange(refreshBoth));
  store.add(marks.onDidChange((list) => instances.redraw(list)));
  store.add(states.onDidChange((instance) => instances.redraw(instance)));
  store.add(
    workspace.onDidSaveTextDocument(({ uri }) => {
      if (!isPolicy(uri)) return;
      for (const known of [marks, states]) known.renew(levelOf(uri));
    }),
  );
  store.add(
    accounts.onDidChange((cloud) => {
      links.clear();
      marks.clear();
      states.clear();
      // Links stand on both sides, so the other tree has to ask for them again.
      refreshBoth();
      logger.debug(`The ${cloud} accounts changed.`);
    }),
  );
  return {
    tenants,
    instances,
    refresh: (which) => {
      links.refresh();
      if (which !== "tenants") for (const known of [marks, states]) known.clear();
      if (which !== "instances") tenants.refresh();
      if (which !== "tenants") instances.refresh();
    },
    dispose: () => store.dispose(),
  };
}

/** The trees of both views; that the sandbox is stopped stands above the rest. */
function lazyTrees(
  { auth0, apim }: ReturnType<typeof laterNodes>,
  sandbox: Pick<SandboxState, "isMissing">,
  logger: Logger,
) {
  const loading = new LoadingKey();
  const pageSize = () => pageSizeOf(workspace.getConfiguration().get<unknown>(settingKeys.pageSize));
  const treeOf = (viewId: string, things: (signal: AbortSignal) => AsyncIterable<TreeNode>) =>
    new LazyTree({
      roots: async function* (signal) {
        if (sandbox.isMissing) yield stoppedSandboxNode();
        yield* things(signal);
      },
      pageSize,
      logger,
      onLoading: (busy) => loading.set(viewId, busy),
    });
  const tenants = treeOf(viewIds.tenants, async function* () {
    yield* (await auth0()).roots();
  });
  const instances = treeOf(viewIds.instances, async function* (signal) {
    yield* (await apim()).roots(signal);
  });
  return { tenants, instances };
}

function isPolicy(uri: Uri): boolean {
  return uri.scheme === schemes.policy && isPolicyUri(uri);
}

/** What the trees show, with all the kinds it knows, is loaded when the first view is shown. */
function laterNodes(accounts: Accounts, links: RenewableBadges, marks: PolicyMarks, states: AccessStates) {
  return {
    auth0: once(async () => new (await import("./auth0-nodes.ts")).Auth0Nodes(accounts, links)),
    apim: once(async () => new (await import("./apim-nodes.ts")).ApimNodes(accounts, links, marks, states)),
  };
}

function showTree(viewId: string, tree: LazyTree, drag: LinkDrag): Disposable {
  const view: TreeView<TreeNode> = window.createTreeView(viewId, {
    treeDataProvider: tree,
    showCollapseAll: true,
    dragAndDropController: drag,
  });
  tree.showIn(view);
  return view;
}

/** Keeps the context key that shows the Stop button while any tree is loading. */
class LoadingKey {
  private readonly busy = new Set<string>();

  set(viewId: string, busy: boolean): void {
    const before = this.busy.size;
    if (busy) this.busy.add(viewId);
    else this.busy.delete(viewId);
    if (before > 0 === this.busy.size > 0) return;
    void commands.executeCommand("setContext", contextKeys.loading, this.busy.size > 0);
  }
}
