import { l10n } from "vscode";
import { type Failure, isCancelled, toFailure } from "../../core/failure.ts";
import type { Kind } from "../../resources/kind.ts";
import { commandIds } from "../ids.ts";
import { mendsOf } from "../mends.ts";
import type { TreeNode } from "./tree-node.ts";

/** Stands where there is nothing. */
export function noteNode(parent: string, text: string): TreeNode {
  return { id: `${parent}/:note`, label: text, icon: "info" };
}

/** Stands where a filter leaves nothing; a click takes the filter away. */
export function nothingFoundNode(parent: string, filter: string): TreeNode {
  return {
    id: `${parent}/:note`,
    label: l10n.t("Nothing has “{0}” in its row.", filter),
    description: l10n.t("click to show all"),
    icon: "filter",
    action: { command: commandIds.clearFilter },
  };
}

/** Reads the next page when clicked. */
export function moreNode(parent: string, count: number): TreeNode {
  return {
    id: `${parent}/:more`,
    label: l10n.t("Load more…"),
    description: l10n.t("{0} shown", count),
    icon: "ellipsis",
    action: { command: commandIds.loadMore },
  };
}

/** Stands where the service ends a list that may go on; a click searches. */
export function endNode(parent: string, { plural }: Pick<Kind, "plural">, count: number): TreeNode {
  return {
    id: `${parent}/:end`,
    label: l10n.t("The service lists no more than {0} {1}.", count, plural),
    description: l10n.t("click to search for others"),
    icon: "search",
    action: { command: commandIds.findUser },
  };
}

/** Says what went wrong. A click does what mends it, or tries again; trying again is in the menu in any case. */
export function errorNode(parent: string, error: unknown): TreeNode {
  const id = `${parent}/:error`;
  const retry = { command: commandIds.retryLoading };
  if (isCancelled(error)) {
    const label = l10n.t("Stopped. Click to load again.");
    return { id, label, description: "", tooltip: "", icon: "debug-restart", action: retry };
  }
  const failure = toFailure(error);
  const [mend] = mendsOf(failure);
  return {
    id,
    label: reasonOf(failure),
    description: mend ? l10n.t("click: {0}", mend.title) : l10n.t("click to try again"),
    tooltip: failure.text,
    icon: "error",
    capabilities: ["retry"],
    action: mend ?? retry,
  };
}

/** Stands for the sandbox that ran in this window before, and starts it when clicked. */
export function stoppedSandboxNode(): TreeNode {
  return {
    id: ":sandbox",
    label: l10n.t("Sandbox"),
    description: l10n.t("stopped · click to start"),
    tooltip: l10n.t(
      "The sandbox does not run. What was done in it is kept. The command “Stop Sandbox” takes this line away.",
    ),
    icon: "beaker",
    capabilities: ["start"],
    action: { command: commandIds.startSandbox },
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
