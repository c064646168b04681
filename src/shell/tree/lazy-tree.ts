import {
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  type TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  type Uri,
} from "vscode";
import { isCancelled } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import { commandIds, contextValue } from "../ids.ts";
import { shown, shownInLine } from "../plain-text.ts";
import { PagedChildren } from "./paged-children.ts";
import { errorNode, moreNode, noteNode, nothingFoundNode } from "./special-nodes.ts";
import type { TreeNode } from "./tree-node.ts";

/** What a lazy tree is given. */
interface LazyTreeOptions {
  readonly roots: (signal: AbortSignal) => AsyncIterable<TreeNode>;
  readonly pageSize: () => number;
  readonly logger: Logger;
  /** Told when the tree begins and ends waiting for a cloud. */
  readonly onLoading: (loading: boolean) => void;
}

/**
 * A tree that reads children when they are shown, page by page, keeps them until a refresh, can be stopped, and shows what
 * went wrong as a node.
 */
export class LazyTree implements TreeDataProvider<TreeNode> {
  private readonly changed = new EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly pages = new Map<string, PagedChildren>();
  private readonly parents = new WeakMap<TreeNode, TreeNode>();
  private readonly shown = new Map<string, readonly TreeNode[]>();
  private readonly reading = new Map<string, Promise<TreeNode[]>>();
  private readonly own = new WeakSet<object>();
  /** By the id of the node whose children they choose from. */
  private readonly filters = new Map<string, string>();
  private waiting = 0;

  private view: Pick<TreeView<TreeNode>, "reveal"> | undefined;

  constructor(private readonly options: LazyTreeOptions) {}

  /** Says which view shows it. */
  showIn(view: Pick<TreeView<TreeNode>, "reveal">): void {
    this.view = view;
  }

  /** Selects the node with this id in its view, reading what is on the way to it and whatever filters hide it; `false` when there is none. */
  async reveal(id: string): Promise<boolean> {
    for (const key of this.filters.keys()) if (id.startsWith(`${key}/`)) this.filter(this.shownNode(key), "");
    const node = await this.find(id);
    if (!node || !this.view) return false;
    await this.view.reveal(node, { select: true, focus: true });
    return true;
  }

  /** The node with this id, if it was read by now. */
  shownNode(id: string): TreeNode | undefined {
    for (const nodes of this.shown.values()) {
      const found = nodes.find((node) => node.id === id);
      if (found) return found;
    }
    return undefined;
  }

  getTreeItem(node: TreeNode): TreeItem {
    const label = shownInLine(node.label);
    const filter = this.filters.get(node.id);
    const description = filter
      ? l10n.t("only “{0}”", shownInLine(filter))
      : currentOf(node.description, shownInLine);
    const spoken = currentOf(node.spoken, shownInLine) ?? description;
    const tooltip = tooltipOf(label, currentOf(node.tooltip, shown));
    return {
      id: node.id,
      label,
      iconPath: iconOf(node),
      collapsibleState: collapsibleState(node),
      contextValue: contextValue([...(node.capabilities ?? []), ...(filter ? (["filtered"] as const) : [])]),
      ...(description !== undefined && { description }),
      ...(tooltip !== undefined && { tooltip }),
      ...clickOf(node),
      // Carries the marks of the document, such as that of a draft.
      ...(node.opens && { resourceUri: node.opens }),
      accessibilityInformation: { label: [label, spoken].filter(Boolean).join(", ") },
    };
  }

  /** Says what a click does that depends on what is open then; VS Code asks for it with the click. */
  resolveTreeItem(item: TreeItem, node: TreeNode): TreeItem {
    return node.opensNow ? { ...item, ...opening(node.opensNow()) } : item;
  }

  /** Lets VS Code reveal a node. */
  getParent(node: TreeNode): TreeNode | undefined {
    return this.parents.get(node);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const key = node?.id ?? "";
    const source = node ? node.children : this.options.roots;
    if (!source) return [];
    const known = this.shown.get(key);
    if (known) return [...known];
    return this.reading.get(key) ?? this.startReading(node, key, source);
  }

  /** Reads `node`, or everything, anew. */
  refresh(node?: TreeNode): void {
    this.forgetBelow(node);
    this.changed.fire(node);
  }

  /**
   * Reads a node anew with what is below it. What a thing says of itself is in the list it stands in, so that list is read; its
   * other lines keep what was read below them.
   */
  renew(node: unknown): void {
    if (!this.isOwn(node)) return;
    const list = isThing(node) ? this.parents.get(node) : node;
    this.forgetBelow(node);
    this.forget(list?.id ?? "");
    this.changed.fire(list);
  }

  /** Shows again what is known, or what is known below the node `id`; descriptions are asked for anew. */
  redraw(id?: string): void {
    const node = id === undefined ? undefined : this.shownNode(id);
    if (id === undefined || node) this.changed.fire(node);
  }

  /** The filter of a node's children, empty for none; `undefined` for a node of another tree. */
  filterOf(node: unknown): string | undefined {
    return this.isOwn(node) ? (this.filters.get(node.id) ?? "") : undefined;
  }

  /** Shows of a node's children those with `text` in what their rows say; all for an empty text. */
  filter(node: unknown, text: string): void {
    if (!this.isOwn(node)) return;
    if (text === "") this.filters.delete(node.id);
    else this.filters.set(node.id, text);
    this.forgetBelow(node);
    this.changed.fire(node);
  }

  /** Shows all again of the node, or of the one that a note stands in. */
  clearFilter(node: unknown): void {
    if (this.isOwn(node)) this.filter(this.filters.has(node.id) ? node : this.parents.get(node), "");
  }

  /** Reads the next page of the node that `more` stands in, and leads the keyboard to what is new. */
  async loadMore(more: unknown): Promise<void> {
    const next = await this.readMore(more);
    if (next) await this.view?.reveal(next, { select: true, focus: true });
  }

  /** The first node of the next page. */
  private async readMore(more: unknown): Promise<TreeNode | undefined> {
    if (!this.isOwn(more)) return undefined;
    const parent = this.parents.get(more);
    const key = parent?.id ?? "";
    const page = this.pages.get(key);
    if (!page || page.loading) return undefined;
    const before = page.nodes.length;
    const nodes = await this.readPage(parent, key, page);
    if (this.pages.get(key) !== page) return undefined;
    this.show(parent, nodes);
    this.changed.fire(parent);
    return nodes[before];
  }

  /** The node with this id, reading page by page what is on the way to it; `undefined` when there is none, or a read fails. */
  private async find(id: string): Promise<TreeNode | undefined> {
    let parent: TreeNode | undefined;
    for (;;) {
      const next = await this.findTowards(id, parent);
      if (!next || next.id === id) return next;
      parent = next;
    }
  }

  /** Reads again the node that `failed` stands in. */
  retry(failed: unknown): void {
    if (this.isOwn(failed)) this.refresh(this.parents.get(failed));
  }

  /** Stops every page that is being read; what was read stays. */
  stop(): void {
    for (const page of this.pages.values()) if (page.loading) page.cancel();
  }

  /** The child that is the node or, as the beginning of its id says, that it stands below. */
  private async findTowards(id: string, parent: TreeNode | undefined): Promise<TreeNode | undefined> {
    for (let seen = 0; ; ) {
      const children = await this.getChildren(parent);
      const found = children.find((child) => child.id === id || id.startsWith(`${child.id}/`));
      const more = children.find(({ action }) => action?.command === commandIds.loadMore);
      if (found || !more || children.length <= seen) return found;
      seen = children.length;
      await this.readMore(more);
    }
  }

  private startReading(
    node: TreeNode | undefined,
    key: string,
    source: NonNullable<TreeNode["children"]>,
  ): Promise<TreeNode[]> {
    const page = new PagedChildren(matching(source, this.filters.get(key)));
    this.pages.set(key, page);
    const reading = this.readPage(node, key, page).then((nodes) => {
      const overtaken = this.pages.get(key) !== page;
      if (overtaken) return nodes;
      this.reading.delete(key);
      return this.show(node, nodes);
    });
    this.reading.set(key, reading);
    return reading;
  }

  private async readPage(node: TreeNode | undefined, key: string, page: PagedChildren): Promise<TreeNode[]> {
    this.wait(1);
    try {
      await page.readPage(this.options.pageSize());
      const filter = this.filters.get(key);
      if (page.nodes.length === 0 && filter) return [nothingFoundNode(key, filter)];
      if (page.nodes.length === 0 && node?.whenEmpty) return [noteNode(key, node.whenEmpty)];
      return page.hasMore ? [...page.nodes, moreNode(key, page.nodes.length)] : [...page.nodes];
    } catch (error) {
      if (!isCancelled(error)) {
        this.options.logger.error(`Reading the children of ${key || "the root"} failed.`, error);
      }
      return [...page.nodes, errorNode(key, error)];
    } finally {
      this.wait(-1);
    }
  }

  private show(node: TreeNode | undefined, nodes: TreeNode[]): TreeNode[] {
    this.shown.set(node?.id ?? "", nodes);
    for (const child of nodes) {
      this.own.add(child);
      if (node) this.parents.set(child, node);
    }
    return nodes;
  }

  private isOwn(node: unknown): node is TreeNode {
    return typeof node === "object" && node !== null && this.own.has(node);
  }

  private forgetBelow(node: TreeNode | undefined): void {
    for (const key of [...this.pages.keys(), ...this.shown.keys()]) {
      if (!node || key === node.id || key.startsWith(`${node.id}/`)) this.forget(key);
    }
  }

  private forget(key: string): void {
    this.pages.get(key)?.cancel();
    this.pages.delete(key);
    this.shown.delete(key);
    this.reading.delete(key);
  }

  private wait(change: 1 | -1): void {
    this.waiting += change;
    this.options.onLoading(this.waiting > 0);
  }
}

/** A thing of a cloud, and no group of them. */
function isThing({ target }: TreeNode): boolean {
  return target !== undefined && target.kind !== "resource-group";
}

function currentOf(value: TreeNode["description"], show: (text: string) => string): string | undefined {
  const text = typeof value === "function" ? value() : value;
  return text && show(text);
}

/** A tooltip takes the place of the editor's own, which would show the whole label where the row has cut it. */
function tooltipOf(label: string, tooltip: string | undefined): string | undefined {
  return !tooltip || tooltip.includes(label) ? tooltip : `${label}\n${tooltip}`;
}

function iconOf({ icon, iconColor }: TreeNode): ThemeIcon {
  const color = iconColor?.();
  return new ThemeIcon(
    typeof icon === "string" ? icon : icon(),
    color === undefined ? undefined : new ThemeColor(color),
  );
}

function collapsibleState(node: TreeNode): TreeItemCollapsibleState {
  if (!node.children) return TreeItemCollapsibleState.None;
  return node.expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function clickOf(node: TreeNode): Pick<TreeItem, "command"> {
  if (node.opensNow) return {};
  if (node.opens && !node.action) return opening(node.opens);
  if (node.action) {
    const { command, argument = node } = node.action;
    return { command: { command, title: node.label, arguments: [argument] } };
  }
  return {};
}

function opening(uri: Uri): Pick<TreeItem, "command"> {
  return { command: { command: "vscode.open", title: l10n.t("Open"), arguments: [uri] } };
}

/** Those with `filter` in label or description, whatever the case of its letters; all without one. */
function matching(
  source: NonNullable<TreeNode["children"]>,
  filter: string | undefined,
): NonNullable<TreeNode["children"]> {
  if (!filter) return source;
  const wanted = filter.toLowerCase();
  return async function* (signal) {
    for await (const node of source(signal)) {
      const said = [node.label, currentOf(node.description, shownInLine) ?? ""].join("\n");
      if (said.toLowerCase().includes(wanted)) yield node;
    }
  };
}
