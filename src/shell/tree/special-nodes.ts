import { l10n } from "vscode";
import { type Failure, isCancelled, toFailure } from "../../core/failure.ts";
import type { TreeNode } from "./tree-node.ts";

/** Stands where there is nothing. */
export function noteNode(parent: string, text: string): TreeNode {
  return { id: `${parent}/:note`, label: text, icon: "info" };
}

/** Stands where a filter leaves nothing; a click takes the filter away. */
export function nothingFoundNode(parent: string, filter: string): TreeNode {
  return {
    id: `${parent}/:note`,
    label: l10n.t("Nothing has “{0}” in its name.", filter),
    description: l10n.t("click to show all"),
    icon: "filter",
    action: "clear-filter",
  };
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
    label: stopped ? l10n.t("Stopped. Click to load again.") : reasonOf(failure),
    description: stopped ? "" : l10n.t("click to try again"),
    tooltip: stopped ? "" : failure.text,
    icon: stopped ? "debug-restart" : "error",
    action: "retry",
  };
}

/**
 * Why it failed: where a row has room for a few words, these matter more than what was being done, which the place of the row
 * tells. Failures of both clouds say `Could not <do something>: <why>.`
 */
function reasonOf({ message }: Failure): string {
  const [, why = message] = /^Could not [^:]+: (.+)$/s.exec(message) ?? [];
  return why.charAt(0).toUpperCase() + why.slice(1);
}
