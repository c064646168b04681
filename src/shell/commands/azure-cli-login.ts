import { l10n, window } from "vscode";
import { type Failure, toFailure } from "../../core/failure.ts";
import type { AzureAccount } from "../../domain/account.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { showMessage } from "../messages.ts";

/** Does what the Azure CLI must be signed in for: while it is not, a terminal is offered in which it signs in, then the same is done again. */
export async function untilCliSignedIn<T>(account: AzureAccount, act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const failure = toFailure(error);
      if (account.kind !== "azure-cli" || !isMendedByLogin(failure)) throw error;
      await waitForLogin(account, failure);
    }
  }
}

/** The adapter says of which failures `az login` is the remedy. */
function isMendedByLogin({ details }: Failure): boolean {
  return details.some(({ target }) => target === "az login");
}

/** Ends when the person says that it may be tried again; the editor stays free for the terminal. Throws `failure` when they give up. */
async function waitForLogin(account: AzureAccount, failure: Failure): Promise<void> {
  const [open, again] = [l10n.t("Sign In in a Terminal"), l10n.t("Try Again")];
  const answer = await showMessage({ kind: "error", text: failure.text }, [open, again]);
  if (answer === undefined) throw failure;
  if (answer === again) return;
  const terminal = window.createTerminal(l10n.t("Azure CLI"));
  terminal.show();
  for (const line of loginCommands(account)) terminal.sendText(line);
  const text = l10n.t("Sign in as the terminal says, then try again here.");
  if ((await showMessage({ kind: "information", text }, [again])) !== again) throw failure;
}

/** One cloud is set for all of the CLI, so it is set for those only that are not the usual one. What is no plain word is left out. */
export function loginCommands({ cloud, tenantId = "" }: AzureAccount): readonly string[] {
  const { name } = environmentOf(cloud);
  const isPlain = (text: string) => /^[\w.-]+$/.test(text) && !text.startsWith("-");
  return [
    ...(cloud !== undefined && isPlain(name) ? [`az cloud set --name ${name}`] : []),
    isPlain(tenantId) ? `az login --tenant ${tenantId}` : "az login",
  ];
}
