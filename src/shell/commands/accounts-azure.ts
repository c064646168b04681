import { commands, l10n } from "vscode";
import { inNumber } from "../../core/count.ts";
import type { AzureAccount, AzureCredentials } from "../../domain/account.ts";
import { connectAzure } from "../../workflows/connect.ts";
import { azureAccountLabel } from "../account-label.ts";
import { withProgress } from "../cancellation.ts";
import { commandIds, viewIds } from "../ids.ts";
import { askText, pick, required, type TextPrompt } from "../prompts.ts";
import type { Services } from "../services.ts";
import { microsoftToken, signInToMicrosoft } from "../session/microsoft-token.ts";
import { targetOf } from "../target.ts";
import { runWizard, type WizardStep } from "../wizard.ts";
import { pickAzureAccount } from "./choose-account.ts";
import type { Command, Report } from "./command.ts";
import { clientIdProblem } from "./name-problems.ts";

interface Answers {
  readonly kind: AzureAccount["kind"];
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Commands that sign in to and out of Azure. */
export function azureAccountCommands(services: Services): Command[] {
  return [
    { id: commandIds.signInToAzure, title: l10n.t("Sign In to Azure"), run: () => signIn(services) },
    {
      id: commandIds.signOutOfAzure,
      title: l10n.t("Sign Out of Azure"),
      run: (argument) => signOut(services, argument),
    },
  ];
}

async function signIn({ accounts }: Services): Promise<Report> {
  const answers = await runWizard<Answers>(l10n.t("Sign In to Azure"), questions(), {
    kind: "microsoft",
    tenantId: "",
    clientId: "",
    clientSecret: "",
  });
  const account = accountOf(answers);
  const name = account.kind === "microsoft" ? await signInToMicrosoft(account) : azureAccountLabel(account);
  const { subscriptions } = await withProgress(l10n.t("Signing in to Azure…"), (signal) =>
    connectAzure(accounts.factory, account, credentialsOf(account, answers), signal),
  );
  await accounts.connectAzure(account, answers.clientSecret || undefined);
  await commands.executeCommand(`${viewIds.instances}.focus`);
  return {
    text: inNumber(
      subscriptions.length,
      l10n.t("Signed in to Azure as {0}, which sees 1 subscription.", name),
      l10n.t("Signed in to Azure as {0}, which sees {1} subscriptions.", name, subscriptions.length),
    ),
  };
}

function questions(): WizardStep<Answers>[] {
  const isPrincipal = ({ kind }: Answers) => kind === "service-principal";
  return [
    {
      ask: async (state, frame) => {
        const kind = await pick({
          ...frame,
          placeholder: l10n.t("How do you want to sign in?"),
          options: ways(),
        });
        return typeof kind === "string" ? { ...state, kind } : kind;
      },
    },
    {
      ask: (state, frame) =>
        put(state, "tenantId", {
          ...frame,
          prompt: isPrincipal(state)
            ? l10n.t("Directory (tenant) ID of the service principal")
            : l10n.t("Directory (tenant) ID, or nothing for the account’s own"),
          value: state.tenantId,
          validate: (text) => directoryProblem(text, isPrincipal(state)),
        }),
    },
    {
      skip: (state) => !isPrincipal(state),
      ask: (state, frame) =>
        put(state, "clientId", {
          ...frame,
          prompt: l10n.t("Application (client) ID of the service principal"),
          value: state.clientId,
          validate: clientIdProblem,
        }),
    },
    {
      skip: (state) => !isPrincipal(state),
      ask: (state, frame) =>
        put(state, "clientSecret", {
          ...frame,
          prompt: l10n.t("Client secret of the service principal; it is kept in VS Code’s secret storage"),
          password: true,
          validate: required,
        }),
    },
  ];
}

function ways() {
  return [
    {
      icon: "account",
      label: l10n.t("Microsoft account of VS Code"),
      detail: l10n.t("Signs in with your browser"),
      value: "microsoft",
    },
    {
      icon: "terminal",
      label: l10n.t("Azure CLI"),
      detail: l10n.t("Uses the account of “az login” on this machine"),
      value: "azure-cli",
    },
    {
      icon: "key",
      label: l10n.t("Service principal"),
      detail: l10n.t("An application with a client secret"),
      value: "service-principal",
    },
  ] as const;
}

async function put(state: Answers, key: keyof Answers, prompt: TextPrompt) {
  const answer = await askText(prompt);
  return typeof answer === "string" ? { ...state, [key]: answer } : answer;
}

function directoryProblem(text: string, needed: boolean): string | undefined {
  if (text === "") return needed ? required(text) : undefined;
  return /^[\w.-]+$/.test(text) ? undefined : l10n.t("This is neither an ID nor the domain of a directory.");
}

function accountOf({ kind, tenantId, clientId }: Answers): AzureAccount {
  if (kind === "service-principal") return { kind, tenantId, clientId };
  return kind === "environment" ? { kind } : { kind, ...(tenantId !== "" && { tenantId }) };
}

function credentialsOf(account: AzureAccount, { clientSecret }: Answers): AzureCredentials {
  if (account.kind === "microsoft") return { accessToken: microsoftToken(account) };
  return account.kind === "service-principal" ? { clientSecret } : {};
}

async function signOut({ accounts, sandbox }: Services, argument: unknown): Promise<Report> {
  const target = targetOf(argument);
  const account = target?.kind === "subscription" ? target.account : await pickAzureAccount(accounts);
  if (account.kind === "service-principal" && account.sandbox) {
    await sandbox.stop();
    return { text: l10n.t("The sandbox is stopped; both its sides are disconnected.") };
  }
  await accounts.disconnectAzure(account);
  return { text: l10n.t("Signed out of Azure: {0}.", azureAccountLabel(account)) };
}
