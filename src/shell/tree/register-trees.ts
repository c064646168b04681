import { commands, type Disposable, type Event, type TreeView, window, workspace } from "vscode";
import { DisposableStore, type Disposable as Releasable } from "../../core/disposal.ts";
import type { Logger } from "../../core/logger.ts";
import { contextKeys, settingKeys, viewIds } from "../ids.ts";
import type { RenewableBadges } from "../link-badges.ts";
import type { Accounts } from "../session/accounts.ts";
import type { ApimNodes } from "./apim-nodes.ts";
import type { Auth0Nodes } from "./auth0-nodes.ts";
import { LazyTree } from "./lazy-tree.ts";
import { LinkDrag } from "./link-drag.ts";
import { pageSizeOf } from "./page-size.ts";
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
  logger: Logger,
): Trees {
  const store = new DisposableStore();
  const loading = new LoadingKey();
  const { auth0, apim } = laterNodes(accounts, links);
  const pageSize = () => pageSizeOf(workspace.getConfiguration().get<unknown>(settingKeys.pageSize));
  const tenants = new LazyTree({
    roots: async function* () {
      yield* stoppedSandbox(sandbox);
      yield* (await auth0()).roots();
    },
    pageSize,
    logger,
    onLoading: (busy) => loading.set(viewIds.tenants, busy),
  });
  const instances = new LazyTree({
    roots: async function* (signal) {
      yield* stoppedSandbox(sandbox);
      yield* (await apim()).roots(signal);
    },
    pageSize,
    logger,
    onLoading: (busy) => loading.set(viewIds.instances, busy),
  });
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
  store.add(
    accounts.onDidChange((cloud) => {
      links.clear();
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
      if (which !== "instances") tenants.refresh();
      if (which !== "tenants") instances.refresh();
    },
    dispose: () => store.dispose(),
  };
}

/** A line for the sandbox that nobody has stopped and that does not run. */
function* stoppedSandbox({ isMissing }: SandboxState): Iterable<TreeNode> {
  if (isMissing) yield stoppedSandboxNode();
}

/** What the trees show, with all the kinds it knows, is loaded when the first view is shown. */
function laterNodes(accounts: Accounts, links: RenewableBadges) {
  let auth0: Promise<Auth0Nodes> | undefined;
  let apim: Promise<ApimNodes> | undefined;
  return {
    auth0: () => {
      auth0 ??= import("./auth0-nodes.ts").then(({ Auth0Nodes }) => new Auth0Nodes(accounts, links));
      return auth0;
    },
    apim: () => {
      apim ??= import("./apim-nodes.ts").then(({ ApimNodes }) => new ApimNodes(accounts, links));
      return apim;
    },
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
