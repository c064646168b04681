import { l10n } from "vscode";
import { type AzureAccount, azureAccountKey } from "../../domain/account.ts";
import { azureAccountLabel } from "../account-label.ts";
import { commandIds } from "../ids.ts";
import { askText, back } from "../prompts.ts";
import type { Services } from "../services.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import { targetOf } from "../target.ts";
import { cloudOfSettings } from "./azure-cloud-question.ts";
import { noAnswers, signInAgain, signInToAzure } from "./azure-connecting.ts";
import { pickAzureAccount } from "./choose-account.ts";
import type { Command, Report } from "./command.ts";

/** Commands that sign in to and out of Azure. */
export function azureAccountCommands(services: Services): Command[] {
  return [
    {
      id: commandIds.signInToAzure,
      title: l10n.t("Sign In to Azure"),
      run: (argument) => signIn(services, argument),
    },
    {
      id: commandIds.renameAzureAccount,
      title: l10n.t("Rename Azure Account"),
      run: (argument) => rename(services, argument),
    },
    {
      id: commandIds.signOutOfAzure,
      title: l10n.t("Sign Out of Azure"),
      run: (argument) => signOut(services, argument),
    },
  ];
}

/** With the key of an account that account is signed in again. */
function signIn(services: Services, argument: unknown): Promise<Report> {
  const known = services.accounts.azure.all().find((one) => azureAccountKey(one) === argument);
  if (known && !isSandboxAccount(known)) return signInAgain(services, known);
  return signInToAzure(services, {
    title: l10n.t("Sign In to Azure"),
    answers: { ...noAnswers, cloud: cloudOfSettings() },
    from: "way",
  });
}

async function rename({ accounts }: Services, argument: unknown): Promise<Report | undefined> {
  const account = await accountOf(accounts, argument);
  const { name: before, ...unnamed } = account;
  const own = azureAccountLabel(unnamed);
  const name = await askText({
    title: l10n.t("Rename {0}", azureAccountLabel(account)),
    prompt: l10n.t("What is {0} to be called here? Empty for that name.", own),
    value: before ?? "",
  });
  if (name === back) return undefined;
  await accounts.updateAzure(name === "" ? unnamed : { ...unnamed, name });
  return { quiet: true, text: l10n.t("The account is called {0}.", name || own) };
}

async function signOut({ accounts, sandbox }: Services, argument: unknown): Promise<Report> {
  const account = await accountOf(accounts, argument);
  if (account.kind === "service-principal" && account.sandbox) {
    await sandbox.stop();
    return { text: l10n.t("The sandbox is stopped; both its sides are disconnected.") };
  }
  await accounts.disconnectAzure(account);
  return { text: l10n.t("Signed out of Azure: {0}.", azureAccountLabel(account)) };
}

/** The account of a node, or that the person picks. */
async function accountOf(accounts: Services["accounts"], argument: unknown): Promise<AzureAccount> {
  const target = targetOf(argument);
  return target?.kind === "subscription" ? target.account : pickAzureAccount(accounts);
}
