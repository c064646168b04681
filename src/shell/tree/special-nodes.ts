import { l10n } from "vscode";
import { isCancelled, toFailure } from "../../core/failure.ts";
import type { TreeNode } from "./tree-node.ts";

/** Stands where there is nothing. */
export function noteNode(parent: string, text: string): TreeNode {
  return { id: `${parent}/:note`, label: text, icon: "info" };
}

/** Reads the next page when clicked. */
export function moreNode(parent: string, count: number): TreeNode {
  return {
    id: `${parent}/:more`,
    label: l10n.t("Load more…"),
    description: l10n.t("{0} shown", count),
    icon: "ellipsis",
    action: "load-more",
  };
}

/** Says what went wrong, and tries again when clicked. */
export function errorNode(parent: string, error: unknown): TreeNode {
  const stopped = isCancelled(error);
  const failure = toFailure(error);
  return {
    id: `${parent}/:error`,
    label: stopped ? l10n.t("Stopped. Click to load again.") : failure.message,
    description: stopped ? "" : l10n.t("click to try again"),
    tooltip: stopped ? "" : failure.text,
    icon: stopped ? "debug-restart" : "error",
    action: "retry",
  };
}
