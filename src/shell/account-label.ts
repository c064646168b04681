import { l10n } from "vscode";
import type { Auth0Account, AzureAccount } from "../domain/account.ts";
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

/** What stands beside the label of a tenant where one is chosen: what tells it from others. */
export function tenantDescription(account: Auth0Account): string {
  if (isSandboxAccount(account)) return account.domain;
  return [account.name === undefined ? "" : account.domain, account.clientId].filter(Boolean).join(" · ");
}

/** An Azure account in words. */
export function azureAccountLabel(account: AzureAccount): string {
  if (isSandboxAccount(account)) return l10n.t("Sandbox");
  if (account.kind === "microsoft") return l10n.t("Microsoft account of VS Code");
  if (account.kind === "azure-cli") return l10n.t("Azure CLI");
  if (account.kind === "environment") return l10n.t("Service principal of the environment");
  return l10n.t("Service principal {0}", account.clientId);
}
