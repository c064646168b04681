import { authentication, workspace } from "vscode";
import type { Disposable } from "../../core/disposal.ts";
import { toFailure } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import type { Accounts } from "./accounts.ts";

/** VS Code's providers of Microsoft accounts, of the public cloud and of a sovereign one. */
const providers: readonly string[] = ["microsoft", "microsoft-sovereign-cloud"];
/** Milliseconds: one sign-in is told several times. */
const usualPause = 2000;

/**
 * Renews what VS Code's accounts see when one came or went, or the sovereign cloud of the window is another. VS Code tells of changes
 * also when only a token was renewed, as it is when the trees read: so the accounts themselves are compared, or reading would
 * cause reading without end.
 */
export function watchEditorAccounts(accounts: Accounts, logger: Logger, pause = usualPause): Disposable[] {
  const known = new Map<string, string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const renewIfOthers = async (provider: string) => {
    timers.delete(provider);
    const now = (await authentication.getAccounts(provider)).map(({ id }) => id).sort();
    if (known.get(provider) === now.join()) return;
    known.set(provider, now.join());
    accounts.renewEditorAccounts();
  };
  const sessions = authentication.onDidChangeSessions(({ provider: { id } }) => {
    if (!providers.includes(id) || !accounts.hasEditorAccounts()) return;
    clearTimeout(timers.get(id));
    const failed = (error: unknown) =>
      logger.warning(`VS Code's accounts could not be read: ${toFailure(error).message}`);
    timers.set(
      id,
      setTimeout(() => void renewIfOthers(id).catch(failed), pause),
    );
  });
  const settings = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration("microsoft-sovereign-cloud") && accounts.hasEditorAccounts())
      accounts.renewEditorAccounts();
  });
  const pending: Disposable = {
    dispose: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
  return [sessions, settings, pending];
}
