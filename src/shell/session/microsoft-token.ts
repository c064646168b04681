import { authentication, l10n, workspace } from "vscode";
import { Failure, isCancelled } from "../../core/failure.ts";
import { type AzureAccount, type AzureCredentials, azureAccountKey } from "../../domain/account.ts";
import { environmentOf, resourceManagerScope } from "../../domain/azure-clouds.ts";

/** A person's account of VS Code, in one directory of one cloud. */
export type EditorAccount = Extract<AzureAccount, { kind: "microsoft" }>;

/** VS Code's account, as it names it. */
type EditorUser = NonNullable<EditorAccount["user"]>;

/** VS Code's setting for the one sovereign cloud that a window can sign in to. */
export const sovereignCloudSetting = "microsoft-sovereign-cloud.environment";

/** VS Code renews a session's token by itself; asking again after this time gets the renewed one. */
const trustedForMilliseconds = 5 * 60_000;

/** VS Code's provider of accounts of the public cloud, and the one of the sovereign cloud that its settings name. */
function providerOf({ cloud }: Pick<AzureAccount, "cloud">): string {
  return cloud === undefined ? "microsoft" : "microsoft-sovereign-cloud";
}

/** The accounts that VS Code knows in a cloud; asks nobody. */
export async function editorUsers(cloud: AzureAccount["cloud"]): Promise<readonly EditorUser[]> {
  requireCloud({ kind: "microsoft", ...(cloud && { cloud }) });
  const accounts = await authentication.getAccounts(providerOf({ ...(cloud && { cloud }) }));
  return accounts.map(({ id, label }) => ({ id, label }));
}

/**
 * Signs in with VS Code's Microsoft account, asking the person: with the one that the account names, else with one they choose.
 *
 * @param isRefused whether what VS Code has already was not good enough.
 * @throws Failure `cancelled` when the person declined, `unauthorized` when it did not work.
 */
export async function signInToMicrosoft(account: EditorAccount, isRefused = false): Promise<EditorUser> {
  requireCloud(account);
  const { user } = account;
  const whom = user ? { account: user } : { clearSessionPreference: true };
  const [provider, scopes] = [providerOf(account), scopesFor(account)];
  try {
    const session = isRefused
      ? await authentication.getSession(provider, scopes, { forceNewSession: true, ...whom })
      : await authentication.getSession(provider, scopes, { createIfNone: true, ...whom });
    return { id: session.account.id, label: session.account.label };
  } catch (error) {
    throw notSignedIn(error);
  }
}

/** Whether VS Code gives a token for a directory without asking anybody. */
export async function hasToken(account: EditorAccount): Promise<boolean> {
  return (await sessionOf(account)) !== undefined;
}

/** Tokens of VS Code's Microsoft account, without asking the person. */
export function microsoftToken(account: EditorAccount): NonNullable<AzureCredentials["accessToken"]> {
  return async () => {
    requireCloud(account);
    const session = await sessionOf(account);
    if (!session) throw mute(account);
    return { token: session.accessToken, expiresAt: new Date(Date.now() + trustedForMilliseconds) };
  };
}

function sessionOf(account: EditorAccount) {
  const whom = account.user ? { account: account.user } : {};
  return authentication.getSession(providerOf(account), scopesFor(account), { silent: true, ...whom });
}

/** The scopes that make VS Code sign in to one directory. */
function scopesFor({ tenantId, cloud }: EditorAccount): string[] {
  const scope = resourceManagerScope(environmentOf(cloud));
  return [scope, ...(tenantId ? [`VSCODE_TENANT:${tenantId}`] : [])];
}

/** VS Code does not say why it gave no token: a proof that is missing, consent, expiry and a lock all look the same. */
function mute(account: EditorAccount): Failure {
  const directory = account.directoryName ?? account.tenantId;
  const user = account.user?.label ?? l10n.t("its Microsoft account");
  const message = directory
    ? l10n.t("VS Code gave no token for the directory {0} of {1}.", directory, user)
    : l10n.t("VS Code gave no token for {0}.", user);
  return new Failure("unauthorized", message, {
    remedy: l10n.t("It does not say why. Sign in to this directory."),
    signIns: ["azure"],
    account: azureAccountKey(account),
  });
}

/** What VS Code's setting would have to be for an account's cloud; `undefined` when it is, or need not be anything. */
export function neededCloudSetting({ cloud }: Pick<AzureAccount, "cloud">): string | undefined {
  const { editorSetting } = environmentOf(cloud);
  if (editorSetting === undefined) return undefined;
  return workspace.getConfiguration().get<string>(sovereignCloudSetting, "") === editorSetting
    ? undefined
    : editorSetting;
}

/** @throws Failure when this window signs in to another sovereign cloud than the account's: it has one at a time. */
function requireCloud(account: EditorAccount): void {
  const needed = neededCloudSetting(account);
  if (needed === undefined) return;
  const { title } = environmentOf(account.cloud);
  throw new Failure("unauthorized", l10n.t("This window does not sign in to {0}.", title), {
    remedy: l10n.t(
      "VS Code signs in to one sovereign cloud at a time: its setting {0} must be “{1}”.",
      sovereignCloudSetting,
      needed,
    ),
    signIns: ["azure"],
    account: azureAccountKey(account),
  });
}

/** The editor tells a person who declined from a sign-in that failed by its words alone. */
function notSignedIn(error: unknown): Failure {
  const reason = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  if (isCancelled(error) || /did not consent|cancell?ed/i.test(reason)) {
    return new Failure("cancelled", "Cancelled.", { cause: error });
  }
  return new Failure("unauthorized", l10n.t("The Microsoft account could not be signed in: {0}.", reason), {
    remedy: /platform_broker_error/.test(reason)
      ? l10n.t("The directory may be gone. Choose another one, or sign in to Azure another way.")
      : l10n.t("Try again, or sign in to Azure another way."),
    signIns: ["azure"],
    cause: error,
  });
}
