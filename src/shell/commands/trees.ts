import { l10n } from "vscode";
import { commandIds } from "../ids.ts";
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
