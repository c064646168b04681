import type { Uri } from "vscode";
import type { Capability, CommandId } from "../ids.ts";
import type { Target } from "../target.ts";

/** One line of a tree: plain data, and where its children come from. */
export interface TreeNode {
  /** Unique in its tree and the same after every refresh. */
  readonly id: string;
  readonly label: string;
  /** A function where it can change without the node being read again, as link badges do. */
  readonly description?: string | (() => string | undefined);
  readonly tooltip?: string | (() => string | undefined);
  /** What is read aloud in place of the description, where that has signs in it. */
  readonly spoken?: () => string | undefined;
  /** A codicon's name. */
  readonly icon: string | (() => string);
  /** Id of the icon's colour, where it has one of its own. */
  readonly iconColor?: () => string | undefined;
  readonly capabilities?: readonly Capability[];
  /** What commands run from this node act on. */
  readonly target?: Target;
  /** Left out for leaves. Read lazily and page by page; may throw a `Failure`. */
  readonly children?: (signal: AbortSignal) => AsyncIterable<TreeNode>;
  /** What stands there when there are no children. */
  readonly whenEmpty?: string;
  readonly expanded?: boolean;
  /** The document whose marks, such as that of a draft, the node carries; it is opened by a click where there is no `action`. */
  readonly opens?: Uri;
  /** What that click opens, where it depends on what is open already. */
  readonly opensNow?: () => Uri;
  /** Run by a click; given the node itself where nothing else is said. */
  readonly action?: { readonly command: CommandId; readonly argument?: unknown };
}

/** `items` as the lazy list that {@link TreeNode.children} wants. */
export async function* listed(items: Iterable<TreeNode>): AsyncIterable<TreeNode> {
  yield* items;
}

/** Maps a lazy list. */
export async function* mapped<T>(
  items: AsyncIterable<T>,
  toNode: (item: T) => TreeNode,
): AsyncIterable<TreeNode> {
  for await (const item of items) yield toNode(item);
}
