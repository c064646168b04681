import { l10n } from "vscode";
import { isCancelled, toFailure } from "../core/failure.ts";
import { isAtOneOfHosts, tenantHosts } from "../core/tenant-hosts.ts";
import type { AzureAccount } from "../domain/account.ts";
import type { AuthorizationServer, Subscription } from "../domain/apim.ts";
import { instancePath } from "../domain/instance-path.ts";
import { type Shelved, storeIn } from "../resources/clouds.ts";
import type { Kind, Ref, Stored } from "../resources/kind.ts";
import { authorizationServer } from "../resources/kinds/authorization-server.ts";
import { openIdProvider } from "../resources/kinds/openid-provider.ts";
import { readServerLink } from "../workflows/derive-links.ts";
import { FewAtOnce } from "../workflows/few-at-once.ts";
import { readTenantIfAllowed } from "../workflows/read-tenant.ts";
import { azureAccountLabel } from "./account-label.ts";
import { isSandboxAccount } from "./session/account-list.ts";
import type { Accounts } from "./session/accounts.ts";

/** An authorization server, or an OpenID Connect provider, that needs what a tenant has. */
interface ApplicationServer {
  readonly kind: Kind;
  readonly stored: Stored;
  readonly name: string;
  /** The name of its instance. */
  readonly instance: string;
}

/** What was found, and a sentence for each place that could not be looked at. */
interface Found {
  readonly servers: readonly ApplicationServer[];
  readonly unread: readonly string[];
}

/** What is looked for in each instance. */
interface Search {
  readonly kind: Kind;
  find(cloud: Shelved, owner: string, signal: AbortSignal): AsyncIterable<Stored>;
}

/** Instances that are looked at side by side. */
const atOnce = 6;

/** The authorization servers and providers of all connected instances that hold the client id of an application. */
export function readServersOf(
  accounts: Accounts,
  { owner, id: clientId }: Required<Ref>,
  signal: AbortSignal,
): Promise<Found> {
  const holders: readonly Search[] = [authorizationServer, openIdProvider].map((kind: Kind) => ({
    kind,
    find: (cloud, instance, until) => storeIn(cloud, kind).list(instance, { clientId }, until),
  }));
  return readEach(accounts, owner, holders, signal);
}

/** The authorization servers of all connected instances that ask the tenant `owner` for tokens of an API. */
export async function readServersFor(
  accounts: Accounts,
  owner: string,
  audience: string,
  signal: AbortSignal,
): Promise<Found> {
  const tenant = { domain: owner, customDomains: await customDomainsOf(accounts, owner, signal) };
  const asking: Search = {
    kind: authorizationServer,
    async *find(cloud, instance, until) {
      for await (const one of storeIn(cloud, authorizationServer).list(instance, {}, until))
        if (readServerLink(one.value, [tenant])?.audience === audience && isAt(one.value, tenant)) yield one;
    },
  };
  return readEach(accounts, owner, [asking], signal);
}

function isAt(
  { authorizationEndpoint }: AuthorizationServer,
  tenant: Parameters<typeof tenantHosts>[0],
): boolean {
  return isAtOneOfHosts(authorizationEndpoint, tenantHosts(tenant));
}

/** Those of a tenant besides its own domain; none as long as they may not be read. */
async function customDomainsOf(
  accounts: Accounts,
  owner: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const account = accounts.tenants.all().find(({ domain }) => domain === owner);
  if (!account) return [];
  return (await readTenantIfAllowed(await accounts.openTenant(account), signal)).customDomains;
}

async function readEach(
  accounts: Accounts,
  owner: string,
  searches: readonly Search[],
  signal: AbortSignal,
): Promise<Found> {
  const tenant = accounts.tenants.all().find(({ domain }) => domain === owner);
  const isLocal = tenant !== undefined && isSandboxAccount(tenant);
  const beside = accounts.azure.all().filter((one) => isSandboxAccount(one) === isLocal);
  const found = await Promise.all(
    beside.map((account) => serversSeenBy(accounts, account, searches, signal)),
  );
  const servers = new Map(
    found.flatMap((one) => one.servers).map((one) => [Object.values(one.stored.ref).join("/"), one]),
  );
  return { servers: [...servers.values()], unread: found.flatMap(({ unread }) => unread) };
}

async function serversSeenBy(
  accounts: Accounts,
  account: AzureAccount,
  searches: readonly Search[],
  signal: AbortSignal,
): Promise<Found> {
  const servers: ApplicationServer[] = [];
  const unread: string[] = [];
  const unlessUnread = async (kind: Kind, where: string, look: () => Promise<void>) => {
    try {
      await look();
    } catch (error) {
      if (isCancelled(error)) throw error;
      const { message } = toFailure(error);
      unread.push(l10n.t("The {0}s of {1} could not be read: {2}", kind.noun, where, message));
    }
  };
  const few = new FewAtOnce(atOnce);
  await unlessUnread(authorizationServer, azureAccountLabel(account), async () => {
    const cloud = await accounts.openAzure(account);
    const looks: Promise<void>[] = [];
    const lookInto = async ({ id }: Subscription) => {
      for await (const instance of cloud.listInstances(id, signal)) {
        const look = async ({ kind, find }: Search) => {
          for await (const stored of find(cloud, instancePath(instance), signal)) {
            const name = kind.titleOf(stored.value, stored.ref);
            servers.push({ kind, stored, name, instance: instance.serviceName });
          }
        };
        for (const search of searches)
          looks.push(few.run(() => unlessUnread(search.kind, instance.serviceName, () => look(search))));
      }
    };
    for await (const subscription of cloud.listSubscriptions(signal)) {
      accounts.rememberOwner(subscription.id, account);
      // one that may not be looked into hides no other
      await unlessUnread(authorizationServer, subscription.name, () => lookInto(subscription));
    }
    await Promise.all(looks);
  });
  return { servers, unread };
}
