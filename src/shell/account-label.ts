import { l10n } from "vscode";
import type { Auth0Account, AzureAccount } from "../domain/account.ts";
import { environmentOf } from "../domain/azure-clouds.ts";
import { isLoopback, isSandboxAccount } from "./session/account-list.ts";

/** A tenant in words: the name that the person or its own settings give it, else its domain. */
export function tenantLabel(account: Auth0Account): string {
  return isSandboxAccount(account) ? l10n.t("Sandbox") : (account.name ?? account.domain);
}

/** As {@link tenantLabel}, by the domain; for one that is not connected its domain must do. */
export function tenantLabelOf(tenants: readonly Auth0Account[], domain: string): string {
  const account = tenants.find((one) => one.domain === domain);
  if (account) return tenantLabel(account);
  return isLoopback(domain) ? l10n.t("Sandbox") : domain;
}

/** Where a resource is: the name of an instance, or the tenant in words. `owner` as that of a `Ref`. */
export function ownerLabel(
  { tenants }: { readonly tenants: { all(): readonly Auth0Account[] } },
  owner: string,
): string {
  return owner.includes("/") ? (owner.split("/").at(-1) ?? owner) : tenantLabelOf(tenants.all(), owner);
}

/** What stands beside the label of a tenant where one is chosen: what tells it from others. */
export function tenantDescription(account: Auth0Account): string {
  if (isSandboxAccount(account)) return account.domain;
  return [account.name === undefined ? "" : account.domain, account.clientId].filter(Boolean).join(" · ");
}

/** Whether an account goes by a pasted token that is good no more. `now` in milliseconds. */
export function isExpired({ way }: Pick<Auth0Account, "way">, now: number): boolean {
  return way?.kind === "token" && way.expiresAt !== undefined && way.expiresAt * 1000 <= now;
}

/** Until when the pasted token of an account is good; `undefined` for accounts that renew theirs. `now` in milliseconds. */
export function tokenExpiry({ way }: Auth0Account, now: number): string | undefined {
  if (way?.kind !== "token") return undefined;
  if (way.expiresAt === undefined) return l10n.t("by a token");
  if (isExpired({ way }, now)) return l10n.t("token expired");
  const moment = way.expiresAt * 1000;
  const [date, time] = [new Date(moment).toLocaleDateString(), new Date(moment).toLocaleTimeString()];
  return date === new Date(now).toLocaleDateString()
    ? l10n.t("token until {0}", time)
    : l10n.t("token until {0}, {1}", date, time);
}

/** When the pasted token of an account ends, or ended, and what to do then; `undefined` for accounts that renew theirs. */
export function tokenEnd({ way }: Pick<Auth0Account, "way">, now: number): string | undefined {
  if (way?.kind !== "token") return undefined;
  if (way.expiresAt === undefined) return l10n.t("Signed in to with a token, which cannot be renewed.");
  const moment = new Date(way.expiresAt * 1000).toLocaleString();
  return isExpired({ way }, now)
    ? l10n.t("Its token expired at {0}. Connect it again with another one.", moment)
    : l10n.t("Its token is good until {0}, and cannot be renewed.", moment);
}

/** An Azure account in words. */
export function azureAccountLabel(account: AzureAccount): string {
  if (isSandboxAccount(account)) return l10n.t("Sandbox");
  return account.name ?? inDirectory(ownLabel(account), account);
}

function ownLabel(account: AzureAccount): string {
  switch (account.kind) {
    case "microsoft":
      return account.user?.label ?? l10n.t("Microsoft account of VS Code");
    case "azure-cli":
      return l10n.t("Azure CLI");
    case "environment":
      return l10n.t("Service principal of the environment");
    case "service-principal":
      return l10n.t("Service principal {0}", account.clientId);
  }
}

/** A person may be in several directories, and a directory is in one cloud. */
function inDirectory(label: string, { directoryName, cloud }: AzureAccount): string {
  const where = [directoryName, cloud && environmentOf(cloud).title].filter(Boolean).join(", ");
  return where === "" ? label : `${label} (${where})`;
}
