import { createLogger } from "../../src/core/logger.ts";
import type { Target } from "../../src/shell/target.ts";
import type { TreeNode } from "../../src/shell/tree/tree-node.ts";
import "./vscode/install.ts";

const { LazyTree } = await import("../../src/shell/tree/lazy-tree.ts");

/** A row of a tree as the editor draws it. */
export interface Row {
  readonly view: string;
  readonly id: string;
  readonly label: string;
  /** From 1 on, as screen readers hear it. */
  readonly level: number;
  readonly contextValue: string;
  /** The kind of resource that it is one of, `all` of one for a group, or the kind of what it is else. */
  readonly kind: string | undefined;
  readonly isClicked: boolean;
  readonly spoken: string;
  readonly isOpen: boolean;
  /** Those below it, as they stand. */
  readonly children: readonly Row[];
}

/** A tree with everything in it, each node after the one above it. */
export async function drawTree(
  view: string,
  roots: (signal: AbortSignal) => AsyncIterable<TreeNode>,
): Promise<{ readonly tree: InstanceType<typeof LazyTree>; readonly rows: readonly Row[] }> {
  const logger = createLogger({ write: () => {} });
  const tree = new LazyTree({ roots, pageSize: () => 500, logger, onLoading: () => {} });
  const draw = async (node: TreeNode, level: number): Promise<Row> => {
    const children: Row[] = [];
    for (const child of await tree.getChildren(node)) children.push(await draw(child, level + 1));
    const { contextValue = "", accessibilityInformation, command } = tree.getTreeItem(node);
    return {
      view,
      id: node.id,
      label: node.label,
      level,
      contextValue,
      kind: kindOf(node.target),
      isClicked: command !== undefined,
      spoken: accessibilityInformation?.label ?? "",
      isOpen: node.children !== undefined && (node.expanded ?? false),
      children,
    };
  };
  const drawn: Row[] = [];
  for (const root of await tree.getChildren()) drawn.push(await draw(root, 1));
  return { tree, rows: flat(drawn) };
}

function flat(rows: readonly Row[]): Row[] {
  return rows.flatMap((row) => [row, ...flat(row.children)]);
}

function kindOf(target: Target | undefined): string | undefined {
  if (target?.kind === "resource") return target.of.id;
  return target?.kind === "resource-group" ? `all ${target.of.id}` : target?.kind;
}
