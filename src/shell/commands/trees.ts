import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { commandIds } from "../ids.ts";
import { askText } from "../prompts.ts";
import type { Services } from "../services.ts";
import type { Command } from "./command.ts";

/** Commands about the trees themselves. */
export function treeCommands({ trees }: Services): Command[] {
  const both = [trees.tenants, trees.instances];
  const command = (id: Command["id"], title: string, act: (argument: unknown) => unknown): Command => ({
    id,
    title,
    run: async (argument) => {
      await act(argument);
      return undefined;
    },
  });
  return [
    command(commandIds.refreshTenants, l10n.t("Refresh Auth0 Tenants"), () => trees.refresh("tenants")),
    command(commandIds.refreshInstances, l10n.t("Refresh API Management"), () => trees.refresh("instances")),
    command(commandIds.refreshItem, l10n.t("Refresh"), (node) => {
      for (const tree of both) tree.renew(node);
    }),
    command(commandIds.filterItems, l10n.t("Filter…"), async (node) => {
      for (const tree of both) {
        const now = tree.filterOf(node);
        if (now !== undefined) tree.filter(node, await askFilter(now));
      }
    }),
    command(commandIds.clearFilter, l10n.t("Clear Filter"), (node) => {
      for (const tree of both) tree.clearFilter(node);
    }),
    command(commandIds.stopLoading, l10n.t("Stop Loading"), () => {
      for (const tree of both) tree.stop();
    }),
    command(commandIds.loadMore, l10n.t("Load More"), (node) =>
      Promise.all(both.map((tree) => tree.loadMore(node))),
    ),
    command(commandIds.retryLoading, l10n.t("Try Again"), (node) => {
      for (const tree of both) tree.retry(node);
    }),
  ];
}

async function askFilter(now: string): Promise<string> {
  const text = await askText({
    title: l10n.t("Filter"),
    prompt: l10n.t("Shown are those with this text in their row. Leave it empty to show all."),
    value: now,
  });
  if (typeof text === "symbol") throw new Failure("cancelled", "Cancelled.");
  return text;
}
