import { Failure } from "../core/failure.ts";
import type { AzureAccount, AzureCredentials } from "../domain/account.ts";
import type { Subscription } from "../domain/apim.ts";
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

function withoutSubscriptions(account: AzureAccount): Failure {
  const who =
    account.kind === "service-principal"
      ? `The service principal ${account.clientId}`
      : "The account you signed in with";
  const where = account.tenantId === undefined ? "" : ` in the directory ${account.tenantId}`;
  return new Failure("forbidden", `${who} sees no Azure subscription${where}.`, {
    remedy:
      "Choose another directory or account, or ask for the role “API Management Service Contributor” on the instance.",
  });
}
