import { l10n } from "vscode";
import type { Auth0Account } from "../../domain/account.ts";
import { tenantLabel } from "../account-label.ts";
import { commandIds } from "../ids.ts";
import { askText, back } from "../prompts.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { answersOf, noAnswers, proofQuestion } from "./auth0-answers.ts";
import { connectTenant } from "./auth0-connecting.ts";
import { pickTenant } from "./choose-account.ts";
import type { Command, Report } from "./command.ts";
import { showScopesPage } from "./management-scopes-page.ts";

/** Commands that connect, name and disconnect Auth0 tenants. */
export function auth0AccountCommands(services: Services): Command[] {
  return [
    {
      id: commandIds.connectAuth0,
      title: l10n.t("Connect Auth0 Tenant"),
      run: () => connect(services),
    },
    {
      id: commandIds.reconnectAuth0,
      title: l10n.t("Connect Auth0 Tenant Again"),
      run: (argument) => reconnect(services, argument),
    },
    {
      id: commandIds.renameTenant,
      title: l10n.t("Rename Auth0 Tenant"),
      run: (argument) => rename(services, argument),
    },
    {
      id: commandIds.showManagementScopes,
      title: l10n.t("Show Needed Scopes"),
      run: (argument) => showScopesPage(services, argument),
    },
    {
      id: commandIds.disconnectAuth0,
      title: l10n.t("Disconnect Auth0 Tenant"),
      run: (argument) => disconnect(services, argument),
    },
  ];
}

function connect(services: Services): Promise<Report> {
  return connectTenant(services, {
    title: l10n.t("Connect Auth0 Tenant"),
    answers: noAnswers,
    from: "way",
  });
}

/** Asks only for what a tenant that is known is signed in to with. */
async function reconnect(services: Services, argument: unknown): Promise<Report> {
  const account = await tenantOf(services, argument);
  if (account.sandbox) {
    await services.sandbox.start(new AbortController().signal);
    return { text: l10n.t("The sandbox runs and is connected.") };
  }
  const answers = answersOf(account);
  return connectTenant(services, {
    title: l10n.t("Connect {0} Again", tenantLabel(account)),
    answers,
    from: proofQuestion(answers.way),
    instead: account,
  });
}

async function rename(services: Services, argument: unknown): Promise<Report | undefined> {
  const account = await tenantOf(services, argument);
  const name = await askText({
    title: l10n.t("Rename {0}", tenantLabel(account)),
    prompt: l10n.t("What is the tenant {0} to be called here? Empty for its domain.", account.domain),
    value: account.name ?? "",
  });
  if (name === back) return undefined;
  const { name: _, ...unnamed } = account;
  await services.accounts.updateTenant(name === "" ? unnamed : { ...unnamed, name });
  return { quiet: true, text: l10n.t("The tenant is called {0}.", name || account.domain) };
}

/** The tenant of a node, with this domain, or that the person picks. */
async function tenantOf({ accounts }: Services, argument: unknown): Promise<Auth0Account> {
  const target = targetOf(argument);
  if (target?.kind === "tenant") return target.account;
  const named = accounts.tenants.all().find(({ domain }) => domain === argument);
  return named ?? pickTenant(accounts);
}

async function disconnect({ accounts, sandbox }: Services, argument: unknown): Promise<Report> {
  const target = targetOf(argument);
  const account = target?.kind === "tenant" ? target.account : await pickTenant(accounts);
  if (account.sandbox) {
    await sandbox.stop();
    return { text: l10n.t("The sandbox is stopped; both its sides are disconnected.") };
  }
  await accounts.disconnectTenant(account);
  return {
    text: l10n.t("The Auth0 tenant {0} is disconnected and its secret forgotten.", tenantLabel(account)),
  };
}
