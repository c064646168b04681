import { l10n } from "vscode";
import { Failure } from "../core/failure.ts";
import type { Auth0Cloud } from "../domain/auth0-cloud.ts";
import { parseInstancePath } from "../domain/azure-paths.ts";
import { type Shelved, type ShelvedClouds, storeIn } from "../resources/clouds.ts";
import type { Kind, Store } from "../resources/kind.ts";
import { tenantLabelOf } from "./account-label.ts";
import { isLoopback } from "./session/account-list.ts";
import type { Accounts } from "./session/accounts.ts";

/**
 * The store of a kind at its owner, with the account that is connected now.
 *
 * @throws Failure `unauthorized` or `not-found` that says which account is missing.
 */
export async function openStore(
  accounts: Accounts,
  kind: Kind,
  owner: string,
  signal: AbortSignal,
): Promise<Store> {
  return storeIn(await openCloud(accounts, kind, owner, signal), kind);
}

/** As {@link openStore}, with all that its cloud keeps; the other cloud keeps nothing here. */
export async function openCloudOf(
  accounts: Accounts,
  kind: Kind,
  owner: string,
  signal: AbortSignal,
): Promise<ShelvedClouds> {
  const nothing: Shelved = { shelves: new Map() };
  const cloud = await openCloud(accounts, kind, owner, signal);
  return kind.cloud === "auth0" ? { auth0: cloud, azure: nothing } : { auth0: nothing, azure: cloud };
}

async function openCloud(
  accounts: Accounts,
  { cloud }: Kind,
  owner: string,
  signal: AbortSignal,
): Promise<Shelved> {
  return cloud === "azure"
    ? accounts.openAzure(await accounts.ownerOf(parseInstancePath(owner), signal))
    : openTenant(accounts, owner);
}

/**
 * The tenant of this domain.
 *
 * @throws Failure `unauthorized` when it is not connected.
 */
export async function openTenant(accounts: Accounts, owner: string): Promise<Auth0Cloud & Shelved> {
  const account = accounts.tenants.all().find(({ domain }) => domain === owner);
  if (account) return accounts.openTenant(account);
  throw new Failure("unauthorized", l10n.t("The tenant {0} is not connected.", tenantLabelOf([], owner)), {
    remedy: l10n.t("Connect it again; for the sandbox, start it."),
    signIns: [isLoopback(owner) ? "sandbox" : "auth0"],
  });
}
