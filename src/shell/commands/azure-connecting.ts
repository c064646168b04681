import { ConfigurationTarget, commands, l10n, workspace } from "vscode";
import { inNumber } from "../../core/count.ts";
import { Failure, isCancelled, toFailure } from "../../core/failure.ts";
import type { AzureAccount, AzureCredentials } from "../../domain/account.ts";
import { connectAzure } from "../../workflows/connect.ts";
import { azureAccountLabel } from "../account-label.ts";
import { withProgress } from "../cancellation.ts";
import { viewIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import type { Services } from "../services.ts";
import {
  hasToken,
  microsoftToken,
  neededCloudSetting,
  signInToMicrosoft,
  sovereignCloudSetting,
} from "../session/microsoft-token.ts";
import { askUntilTaken, type Refusal } from "../wizard.ts";
import { untilCliSignedIn } from "./azure-cli-login.ts";
import { chooseDirectories, chooseUser } from "./azure-directories.ts";
import {
  type AzureAnswers,
  type AzureQuestionName,
  azureQuestionNames,
  azureQuestions,
} from "./azure-questions.ts";
import type { Report } from "./command.ts";

/** From where somebody is signed in. */
interface Start {
  readonly title: string;
  readonly answers: AzureAnswers;
  /** The first question; those before it are answered. */
  readonly from: AzureQuestionName;
}

/** Accounts that were found to work, or that wait for a sign-in of their own. */
interface SignedIn {
  readonly accounts: readonly AzureAccount[];
  readonly secret: string | undefined;
  readonly subscriptions: number;
  readonly waiting: readonly AzureAccount[];
}

/** Asks, tries, and keeps what works. What was typed survives a mistake: only what was wrong is asked again. */
export async function signInToAzure({ accounts }: Services, start: Start): Promise<Report> {
  const { accounts: found, secret, subscriptions, waiting } = await tryUntilTaken(accounts, start);
  for (const account of [...found, ...waiting]) await accounts.connectAzure(account, secret);
  await commands.executeCommand(`${viewIds.instances}.focus`);
  const [first = waiting[0]] = found;
  const name = first ? azureAccountLabel(first) : "";
  const text = inNumber(
    subscriptions,
    l10n.t("Signed in to Azure as {0}, which sees 1 subscription.", name),
    l10n.t("Signed in to Azure as {0}, which sees {1} subscriptions.", name, subscriptions),
  );
  if (waiting.length === 0) return { text };
  const directories = waiting.map((one) => one.directoryName ?? one.tenantId ?? "").join(", ");
  return {
    kind: "warning",
    text: `${text} ${l10n.t("These directories want a sign-in of their own, in the explorer: {0}.", directories)}`,
  };
}

async function tryUntilTaken(
  accounts: Services["accounts"],
  { title, answers, from }: Start,
): Promise<SignedIn> {
  const { result } = await askUntilTaken<AzureAnswers, AzureQuestionName, SignedIn>({
    title,
    names: azureQuestionNames,
    answers,
    from,
    questions: (refusal) => azureQuestions(accounts.factory, refusal),
    async take(tried) {
      try {
        return { result: await signInBy(accounts, tried) };
      } catch (error) {
        if (isCancelled(error)) throw error;
        const refused = refusalOf(toFailure(error), tried);
        if (!refused) throw error;
        return { refused, answers: tried };
      }
    },
  });
  return result;
}

/** Which answer `failure` speaks of; `undefined` when none was wrong. */
function refusalOf(
  { details, text }: Failure,
  { way }: AzureAnswers,
): Refusal<AzureQuestionName> | undefined {
  if (way !== "secret" && way !== "certificate") return undefined;
  const target = details[0]?.target;
  const question = azureQuestionNames.find((name) => name === target);
  return question && { question, text };
}

async function signInBy(accounts: Services["accounts"], answers: AzureAnswers): Promise<SignedIn> {
  const { way, cloud, tenantId, clientId, clientSecret, certificatePath, certificatePassword } = answers;
  const inCloud = cloud === undefined ? {} : { cloud };
  switch (way) {
    case "secret": {
      const account = { kind: "service-principal", tenantId, clientId, ...inCloud } as const;
      return signInOne(accounts, account, { clientSecret }, clientSecret);
    }
    case "certificate": {
      const account = { kind: "service-principal", tenantId, clientId, certificatePath, ...inCloud } as const;
      const password = certificatePassword || undefined;
      return signInOne(accounts, account, password ? { certificatePassword: password } : {}, password);
    }
    case "environment":
      return signInOne(accounts, { kind: "environment", ...inCloud }, {});
    case "azure-cli": {
      const cli = { kind: "azure-cli", ...inCloud } as const;
      return untilCliSignedIn(cli, () => signInPerson(accounts, cli));
    }
    case "microsoft":
      await offerCloudSetting({ kind: "microsoft", ...inCloud });
      return signInPerson(accounts, await chooseUser(cloud));
  }
}

async function signInOne(
  { factory }: Services["accounts"],
  account: AzureAccount,
  credentials: AzureCredentials,
  secret?: string,
): Promise<SignedIn> {
  const { subscriptions } = await withProgress(l10n.t("Signing in to Azure…"), (signal) =>
    connectAzure(factory, account, credentials, signal),
  );
  return { accounts: [account], secret, subscriptions: subscriptions.length, waiting: [] };
}

/** A person may be in several directories. One that fails does not stop the others: it waits for a sign-in of its own. */
async function signInPerson(
  accounts: Services["accounts"],
  person: Extract<AzureAccount, { kind: "microsoft" | "azure-cli" }>,
): Promise<SignedIn> {
  const chosen = await chooseDirectories(accounts.factory, person);
  const [only] = chosen;
  if (chosen.length === 1 && only) return signInOne(accounts, only, await asked(only));
  const results = await withProgress(l10n.t("Signing in to Azure…"), (signal) =>
    Promise.all(
      chosen.map((account) =>
        connectAzure(accounts.factory, account, tokensOf(account), signal).then(
          ({ subscriptions }) => ({ account, count: subscriptions.length, failure: undefined }),
          (error: unknown) => ({ account, count: 0, failure: toFailure(error) }),
        ),
      ),
    ),
  );
  const found = results.filter(({ failure }) => !failure);
  const waiting = results.filter(
    ({ failure }) => failure?.code === "unauthorized" || failure?.code === "unreachable",
  );
  const [first] = results;
  if (found.length + waiting.length === 0 && first?.failure) throw first.failure;
  return {
    accounts: found.map(({ account }) => account),
    secret: undefined,
    subscriptions: found.reduce((sum, { count }) => sum + count, 0),
    waiting: waiting.map(({ account }) => account),
  };
}

/** The one directory that was chosen is asked for aloud where VS Code does not give it silently. */
async function asked(account: AzureAccount): Promise<AzureCredentials> {
  if (account.kind === "microsoft" && !(await hasToken(account))) await signInToMicrosoft(account);
  return tokensOf(account);
}

/** What a person's account signs in with. */
function tokensOf(account: AzureAccount): AzureCredentials {
  return account.kind === "microsoft" ? { accessToken: microsoftToken(account) } : {};
}

/** Signs an account that is known in again: asks only for what may be wrong. */
export async function signInAgain(services: Services, account: AzureAccount): Promise<Report> {
  const title = l10n.t("Sign In Again: {0}", azureAccountLabel(account));
  if (account.kind === "service-principal") {
    const { tenantId, clientId, certificatePath = "", cloud } = account;
    const way = account.certificatePath === undefined ? "secret" : "certificate";
    const answers = { ...noAnswers, way, cloud, tenantId, clientId, certificatePath } as const;
    return signInToAzure(services, {
      title,
      answers,
      from: way === "secret" ? "clientSecret" : "certificatePath",
    });
  }
  if (account.kind === "microsoft") {
    await offerCloudSetting(account);
    // what VS Code gives without asking was not enough, or it gives nothing
    await signInToMicrosoft(account, await hasToken(account));
  }
  const { subscriptions } = await untilCliSignedIn(account, () =>
    withProgress(l10n.t("Signing in to Azure…"), (signal) =>
      connectAzure(services.accounts.factory, account, tokensOf(account), signal),
    ),
  );
  await services.accounts.connectAzure(account, undefined);
  const name = azureAccountLabel(account);
  return {
    text: inNumber(
      subscriptions.length,
      l10n.t("Signed in to Azure as {0}, which sees 1 subscription.", name),
      l10n.t("Signed in to Azure as {0}, which sees {1} subscriptions.", name, subscriptions.length),
    ),
  };
}

/** VS Code signs in to one sovereign cloud at a time, for all extensions: the setting is changed for a person who says so only. */
async function offerCloudSetting(account: AzureAccount): Promise<void> {
  const needed = neededCloudSetting(account);
  if (needed === undefined) return;
  const change = l10n.t("Change the Setting");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("VS Code signs in to one sovereign cloud at a time."),
      detail: l10n.t(
        "To sign in with its Microsoft account, its setting {0} must be “{1}”. Other extensions that use it sign in there as well.",
        sovereignCloudSetting,
        needed,
      ),
    },
    [change],
  );
  if (answer !== change) throw new Failure("cancelled", "Cancelled.");
  await workspace.getConfiguration().update(sovereignCloudSetting, needed, ConfigurationTarget.Global);
}

/** Nothing is known yet. */
export const noAnswers: AzureAnswers = {
  way: "microsoft",
  cloud: undefined,
  tenantId: "",
  clientId: "",
  clientSecret: "",
  certificatePath: "",
  certificatePassword: "",
  needsPassword: false,
};
