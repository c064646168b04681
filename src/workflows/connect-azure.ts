import { Failure } from "../core/failure.ts";
import type { AzureAccount, AzureCredentials } from "../domain/account.ts";
import type { Directory, Subscription } from "../domain/apim.ts";
import type { CloudFactory } from "../resources/clouds.ts";
import { collect } from "./collect.ts";

/** An Azure account that answered. */
interface ConnectedAzure {
  /** At least one. */
  readonly subscriptions: readonly Subscription[];
}

/**
 * Checks a new Azure account before it is kept. Changes nothing.
 *
 * @throws Failure `forbidden` when the account sees no subscription; whatever signing in throws.
 */
export async function connectAzure(
  factory: Pick<CloudFactory, "openAzure">,
  account: AzureAccount,
  credentials: AzureCredentials,
  signal: AbortSignal,
): Promise<ConnectedAzure> {
  const cloud = await factory.openAzure(account, credentials);
  const subscriptions = await collect(cloud.listSubscriptions(signal), signal);
  if (subscriptions.length === 0) throw withoutSubscriptions(account);
  return { subscriptions };
}

/** The directories that a person's account is in, by name; whatever signing in throws. */
export async function directoriesOf(
  factory: Pick<CloudFactory, "openAzure">,
  account: AzureAccount,
  credentials: AzureCredentials,
  signal: AbortSignal,
): Promise<readonly Directory[]> {
  const cloud = await factory.openAzure(account, credentials);
  const all = await collect(cloud.listDirectories(signal), signal);
  return all.sort((a, b) => titleOf(a).localeCompare(titleOf(b)));
}

/** A directory in words. */
export function titleOf({ id, name, domain }: Directory): string {
  return name ?? domain ?? id;
}

function withoutSubscriptions(account: AzureAccount): Failure {
  const who =
    account.kind === "service-principal"
      ? `The service principal ${account.clientId}`
      : "The account you signed in with";
  const directory = account.directoryName ?? account.tenantId;
  const where = directory === undefined ? "" : ` in the directory ${directory}`;
  return new Failure("forbidden", `${who} sees no Azure subscription${where}.`, {
    remedy:
      "Choose another directory or account, or ask for the role “API Management Service Contributor” on the instance.",
  });
}
