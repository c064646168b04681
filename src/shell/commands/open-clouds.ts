import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import type { Clouds } from "../../workflows/clouds.ts";
import type { Accounts } from "../session/accounts.ts";

/** Opens both sides of a link. */
export async function openClouds(
  accounts: Accounts,
  tenant: Auth0Account,
  azure: AzureAccount,
): Promise<Clouds> {
  const [auth0, cloud] = await Promise.all([accounts.openTenant(tenant), accounts.openAzure(azure)]);
  return { auth0, azure: cloud };
}
