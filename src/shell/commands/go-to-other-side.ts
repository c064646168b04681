import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import type { ApimApi } from "../../domain/apim.ts";
import { apiTitle } from "../../domain/auth0.ts";
import { valuesOf } from "../../resources/clouds.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { collect } from "../../workflows/collect.ts";
import { type Link, type LinkTenant, linksOfAuth0Api } from "../../workflows/derive-links.ts";
import { findLinksOfApi, findLinksOfInstance } from "../../workflows/find-links.ts";
import { readTenantIfAllowed } from "../../workflows/read-tenant.ts";
import { reading } from "../cancellation.ts";
import { findInEach } from "../find-in-each.ts";
import { commandIds } from "../ids.ts";
import { apimApiNodeId, auth0ApiNodeId } from "../node-ids.ts";
import { back, type Option, pick } from "../prompts.ts";
import type { Services } from "../services.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";
import { type ApimApiTarget, targetOf, valueIn } from "../target.ts";
import { chooseAnyApi } from "./choose-api.ts";
import { auth0ApiIn } from "./choose-sides.ts";
import type { Command } from "./command.ts";

/** An API of an instance, with the account that sees it. */
interface Found {
  readonly account: AzureAccount;
  readonly api: ApimApi;
}

/** The command that shows what an API is linked to, in the tree of the other cloud. */
export function goToOtherSideCommand(services: Services): Command {
  const title = l10n.t("Go to the Other Side");
  return {
    id: commandIds.goToOtherSide,
    title,
    run: async (argument) => {
      const side = auth0ApiIn(targetOf(argument));
      if (side) await toApim(services, argument, side.account, title);
      else await toAuth0(services, await chooseAnyApi(services.accounts, argument, title), title);
      return undefined;
    },
  };
}

async function toAuth0(
  { accounts, trees }: Services,
  { account, value: api }: ApimApiTarget,
  title: string,
): Promise<void> {
  const links = await reading(l10n.t("the links of {0}", api.displayName), async (signal) => {
    const tenants = await readTenants(accounts, account, signal);
    return findLinksOfApi(await accounts.openAzure(account), api, tenants, signal);
  });
  if (links.length === 0) throw notLinked(api.displayName, l10n.t("an Auth0 API"));
  const link = await chooseOne(title, links, ({ auth0Api: linked, tenantDomain, audience }) => ({
    label: (linked && apiTitle(linked)) ?? audience ?? tenantDomain,
    description: tenantDomain,
  }));
  const tenant = accounts.tenants.all().find(({ domain }) => domain === link.tenantDomain);
  if (!tenant) throw notConnected(api.displayName, link.tenantDomain);
  if (!link.auth0Api) throw withoutApi(api.displayName, link);
  await reveal(trees.tenants, auth0ApiNodeId(tenant, link.auth0Api.id), apiTitle(link.auth0Api));
}

async function toApim(
  { accounts, trees }: Services,
  argument: unknown,
  tenant: Auth0Account,
  title: string,
): Promise<void> {
  const target = targetOf(argument);
  const from = target && valueIn(target, auth0Api);
  if (!from) return;
  const found = await reading(l10n.t("the links of {0}", apiTitle(from)), async (signal) => {
    const tenants = await readTenants(accounts, tenant, signal);
    const beside = accounts.azure.all().filter((one) => isSandboxAccount(one) === isSandboxAccount(tenant));
    const find = async (account: AzureAccount): Promise<Found[]> => {
      const links = await linksSeenBy(accounts, account, tenants, signal);
      return linksOfAuth0Api(links, tenant.domain, from).map(({ api }) => ({ account, api }));
    };
    return findInEach(beside, find, ({ api }) => api.id);
  });
  if (found.length === 0) throw notLinked(apiTitle(from), l10n.t("an API of API Management that you see"));
  const { account, api } = await chooseOne(title, found, ({ api: { displayName, instance } }) => ({
    label: displayName,
    description: instance.serviceName,
  }));
  await reveal(trees.instances, apimApiNodeId(account, api), api.displayName);
}

async function linksSeenBy(
  accounts: Accounts,
  account: AzureAccount,
  tenants: readonly LinkTenant[],
  signal: AbortSignal,
): Promise<Link[]> {
  const cloud = await accounts.openAzure(account);
  const links: Link[] = [];
  for await (const { id } of cloud.listSubscriptions(signal)) {
    for await (const instance of cloud.listInstances(id, signal))
      links.push(...(await findLinksOfInstance(cloud, instance, tenants, signal)));
  }
  return links;
}

/** The connected tenants that go with the account: sandbox with sandbox only. */
function readTenants(
  accounts: Accounts,
  beside: Auth0Account | AzureAccount,
  signal: AbortSignal,
): Promise<LinkTenant[]> {
  const tenants = accounts.tenants.all().filter((one) => isSandboxAccount(one) === isSandboxAccount(beside));
  return Promise.all(
    tenants.map(async (account) => {
      const cloud = await accounts.openTenant(account);
      const [{ domain, customDomains }, apis] = await Promise.all([
        readTenantIfAllowed(cloud, signal),
        collect(valuesOf(cloud, auth0Api, account.domain, signal), signal),
      ]);
      return { domain, customDomains, apis, applications: [] };
    }),
  );
}

async function chooseOne<T>(
  title: string,
  all: readonly T[],
  describe: (one: T) => Pick<Option<T>, "label" | "description">,
): Promise<T> {
  const [only, ...more] = all;
  if (only !== undefined && more.length === 0) return only;
  const options = all.map((value) => ({ ...describe(value), value }));
  const chosen = await pick({ title, placeholder: l10n.t("Choose where to go"), options });
  if (chosen === back) throw new Failure("cancelled", "Cancelled.");
  return chosen;
}

async function reveal(tree: Services["trees"]["tenants"], id: string, name: string): Promise<void> {
  if (await tree.reveal(id)) return;
  throw new Failure("not-found", l10n.t("{0} is not in the tree.", name), {
    remedy: l10n.t("Refresh the view: it may have been deleted, or a part of the tree could not be read."),
  });
}

function notLinked(name: string, what: string): Failure {
  return new Failure("not-found", l10n.t("{0} is not linked to {1}.", name, what), {
    remedy: l10n.t("Link it with “Secure API with Auth0” or “Link to Existing”."),
  });
}

function notConnected(name: string, domain: string): Failure {
  return new Failure(
    "not-found",
    l10n.t("{0} is linked to the Auth0 tenant {1}, which is not connected here.", name, domain),
    { remedy: l10n.t("Connect that tenant."), signIns: ["auth0"] },
  );
}

function withoutApi(name: string, { tenantDomain, audience }: Link): Failure {
  return new Failure(
    "not-found",
    audience === undefined
      ? l10n.t("The link of {0} to {1} names no audience.", name, tenantDomain)
      : l10n.t(
          "The link of {0} names the audience {1}, of which {2} has no API.",
          name,
          audience,
          tenantDomain,
        ),
    { remedy: l10n.t("Run “Test Link” to see what comes of it.") },
  );
}
