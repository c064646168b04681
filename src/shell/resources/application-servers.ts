import { l10n } from "vscode";
import { isCancelled, toFailure } from "../../core/failure.ts";
import type { AzureAccount } from "../../domain/account.ts";
import type { AuthorizationServer } from "../../domain/apim.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { storeIn } from "../../resources/clouds.ts";
import type { Ref, Stored } from "../../resources/kind.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { FewAtOnce } from "../../workflows/few-at-once.ts";
import { azureAccountLabel } from "../account-label.ts";
import { isSandboxAccount } from "../session/account-list.ts";
import type { Accounts } from "../session/accounts.ts";

/** An authorization server that signs in with an application. */
interface ApplicationServer {
  readonly stored: Stored<AuthorizationServer>;
  readonly name: string;
  /** The name of its instance. */
  readonly instance: string;
}

/** What was found, and a sentence for each place that could not be looked at. */
interface Found {
  readonly servers: readonly ApplicationServer[];
  readonly unread: readonly string[];
}

/** Instances that are looked at side by side. */
const atOnce = 6;

/** The authorization servers of all connected instances that hold the client id of an application. */
export async function readServersOf(
  accounts: Accounts,
  { owner, id }: Required<Ref>,
  signal: AbortSignal,
): Promise<Found> {
  const tenant = accounts.tenants.all().find(({ domain }) => domain === owner);
  const isLocal = tenant !== undefined && isSandboxAccount(tenant);
  const beside = accounts.azure.all().filter((one) => isSandboxAccount(one) === isLocal);
  const found = await Promise.all(beside.map((account) => serversSeenBy(accounts, account, id, signal)));
  const servers = new Map(
    found.flatMap((one) => one.servers).map((one) => [`${one.stored.ref.owner}/${one.stored.ref.id}`, one]),
  );
  return { servers: [...servers.values()], unread: found.flatMap(({ unread }) => unread) };
}

async function serversSeenBy(
  accounts: Accounts,
  account: AzureAccount,
  clientId: string,
  signal: AbortSignal,
): Promise<Found> {
  const servers: ApplicationServer[] = [];
  const unread: string[] = [];
  const unlessUnread = async (where: string, look: () => Promise<void>) => {
    try {
      await look();
    } catch (error) {
      if (isCancelled(error)) throw error;
      unread.push(
        l10n.t("The authorization servers of {0} could not be read: {1}", where, toFailure(error).message),
      );
    }
  };
  const few = new FewAtOnce(atOnce);
  await unlessUnread(azureAccountLabel(account), async () => {
    const cloud = await accounts.openAzure(account);
    const looks: Promise<void>[] = [];
    for await (const subscription of cloud.listSubscriptions(signal)) {
      accounts.rememberOwner(subscription.id, account);
      for await (const instance of cloud.listInstances(subscription.id, signal)) {
        const look = async () => {
          const all = storeIn(cloud, authorizationServer).list(instancePath(instance), {}, signal);
          for await (const stored of all) {
            if (stored.value.clientId !== clientId) continue;
            servers.push({ stored, name: stored.value.displayName, instance: instance.serviceName });
          }
        };
        looks.push(few.run(() => unlessUnread(instance.serviceName, look)));
      }
    }
    await Promise.all(looks);
  });
  return { servers, unread };
}
