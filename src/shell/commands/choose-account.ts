import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import { azureAccountLabel, tenantDescription, tenantLabel } from "../account-label.ts";
import { back, pick } from "../prompts.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";

/**
 * A connected tenant; asks only when there are several. `beside` is the Azure account it is to be used with: sandbox goes
 * with sandbox only, since neither can be reached from the internet.
 *
 * @throws Failure `unauthorized` when there is none.
 */
export async function pickTenant({ tenants }: Accounts, beside?: AzureAccount): Promise<Auth0Account> {
  const all = tenants.all().filter((one) => !beside || isSandboxAccount(one) === isSandboxAccount(beside));
  const [only] = all;
  if (!only) throw noTenant(beside);
  if (all.length === 1) return only;
  const chosen = await pick({
    title: l10n.t("Auth0 Tenant"),
    placeholder: l10n.t("Choose a tenant"),
    options: all.map((value) => ({
      label: tenantLabel(value),
      description: tenantDescription(value),
      value,
    })),
  });
  return chosen === back ? only : chosen;
}

/** Beside the sandbox's Azure only the sandbox's tenant is of use. */
function noTenant(beside: AzureAccount | undefined): Failure {
  if (beside && isSandboxAccount(beside)) {
    return new Failure("unauthorized", l10n.t("The sandbox’s Auth0 tenant is not connected."), {
      remedy: l10n.t("Stop the sandbox, then start it again."),
      signIns: ["sandbox"],
    });
  }
  return new Failure("unauthorized", l10n.t("No Auth0 tenant is connected."), {
    remedy: l10n.t("Connect a tenant, or start the sandbox."),
    signIns: ["auth0", "sandbox"],
  });
}

/**
 * A signed-in Azure account; asks only when there are several. `beside` is the tenant it is to be used with, as for
 * {@link pickTenant}.
 *
 * @throws Failure `unauthorized` when there is none.
 */
export async function pickAzureAccount({ azure }: Accounts, beside?: Auth0Account): Promise<AzureAccount> {
  const all = azure.all().filter((one) => !beside || isSandboxAccount(one) === isSandboxAccount(beside));
  const [only] = all;
  if (!only) {
    throw new Failure("unauthorized", l10n.t("You are not signed in to Azure."), {
      remedy: l10n.t("Sign in to Azure, or start the sandbox."),
      signIns: ["azure", "sandbox"],
    });
  }
  if (all.length === 1) return only;
  const chosen = await pick({
    title: l10n.t("Azure Account"),
    placeholder: l10n.t("Choose an account"),
    options: all.map((value) => ({
      label: azureAccountLabel(value),
      description: value.tenantId ?? "",
      value,
    })),
  });
  return chosen === back ? only : chosen;
}
