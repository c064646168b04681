import type { Disposable } from "../../core/disposal.ts";
import { isCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Logger } from "../../core/logger.ts";
import { tenantHosts } from "../../core/tenant-hosts.ts";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { storeIn, valuesOf } from "../../resources/clouds.ts";
import type { Kind, Stored } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { openIdProvider } from "../../resources/kinds/openid-provider.ts";
import { collect } from "../../workflows/collect.ts";
import { readTenantIfAllowed } from "../../workflows/read-tenant.ts";
import { redirectUris } from "../../workflows/secure-api/redirect-uris.ts";
import { findInEach } from "../find-in-each.ts";
import type { Accounts } from "../session/accounts.ts";

/** What was read is good for so long; then it is read again in the background, the old answer standing meanwhile. */
const freshMilliseconds = 60_000;

/** What a tenant has that documents name. */
export interface TenantLists {
  readonly domain: string;
  /** Its own domain first, then its custom ones. */
  readonly hosts: readonly string[];
  readonly apis: readonly {
    readonly name: string;
    readonly identifier: string;
    readonly scopes: readonly string[];
  }[];
  readonly applications: readonly { readonly name: string; readonly clientId: string }[];
}

/** Where a developer portal takes the answer of a sign-in, and by which authorization server. */
export interface RedirectUri {
  readonly uri: string;
  readonly server: string;
}

/** What an instance has that documents name. */
export interface InstanceLists {
  readonly servers: readonly Named[];
  readonly providers: readonly Named[];
  /** Their display names, which stand in double braces. */
  readonly namedValues: readonly string[];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Entry<T> {
  value: Maybe<T>;
  readAt: number;
  reading: boolean;
}

/** What the connected clouds have that documents name. Answers at once with what it has, and never waits for a network. */
export class LiveLists implements Disposable {
  private tenantLists: Entry<readonly TenantLists[]> = nothingYet();
  private redirects: Entry<readonly RedirectUri[]> = nothingYet();
  private readonly instances = new Map<string, Entry<InstanceLists>>();
  private controller = new AbortController();
  private readonly listener: Disposable;

  constructor(
    private readonly accounts: Accounts,
    private readonly logger: Logger,
  ) {
    this.listener = accounts.onDidChange(() => this.clear());
  }

  dispose(): void {
    this.controller.abort();
    this.listener.dispose();
  }

  /** What all connected tenants have. */
  tenants(): Maybe<readonly TenantLists[]> {
    return this.current(this.tenantLists, (signal) => this.readTenants(signal));
  }

  /** The redirect URIs of the authorization servers of all instances that the accounts see. */
  redirectUris(): Maybe<readonly RedirectUri[]> {
    return this.current(this.redirects, (signal) => this.readRedirectUris(signal));
  }

  /** What the instance at `path` has: `subscription/group/name`. */
  instance(path: string): Maybe<InstanceLists> {
    const entry = this.instances.get(path) ?? nothingYet<InstanceLists>();
    this.instances.set(path, entry);
    return this.current(entry, (signal) => this.readInstance(path, signal));
  }

  private clear(): void {
    this.controller.abort();
    this.controller = new AbortController();
    this.tenantLists = nothingYet();
    this.redirects = nothingYet();
    this.instances.clear();
  }

  private current<T>(entry: Entry<T>, read: (signal: AbortSignal) => Promise<T>): Maybe<T> {
    const isOld = Date.now() - entry.readAt > freshMilliseconds;
    if (isOld && !entry.reading) void this.fill(entry, read);
    return entry.value;
  }

  private async fill<T>(entry: Entry<T>, read: (signal: AbortSignal) => Promise<T>): Promise<void> {
    const { signal } = this.controller;
    entry.reading = true;
    try {
      entry.value = known(await read(signal));
    } catch (error) {
      // What cannot be read stays unknown; the trees say why.
      if (!isCancelled(error)) this.logger.debug(`Lists for documents could not be read: ${error}`);
    } finally {
      entry.reading = false;
      entry.readAt = Date.now();
    }
  }

  private readTenants(signal: AbortSignal): Promise<TenantLists[]> {
    return findInEach(
      this.accounts.tenants.all(),
      async (account) => [await this.readTenant(account, signal)],
      ({ domain }) => domain,
    );
  }

  private async readTenant(account: Auth0Account, signal: AbortSignal): Promise<TenantLists> {
    const { domain } = account;
    const cloud = await this.accounts.openTenant(account);
    const [tenant, apis, applications] = await Promise.all([
      readTenantIfAllowed(cloud, signal),
      collect(valuesOf(cloud, auth0Api, domain, signal), signal),
      collect(valuesOf(cloud, auth0Application, domain, signal), signal),
    ]);
    return {
      domain,
      hosts: tenantHosts({ domain, customDomains: tenant.customDomains }),
      apis: apis.map(({ name = "", identifier, scopes = [] }) => ({
        name,
        identifier,
        scopes: scopes.map(({ value }) => value),
      })),
      applications: applications.map(({ name, clientId }) => ({ name, clientId })),
    };
  }

  private async readInstance(path: string, signal: AbortSignal): Promise<InstanceLists> {
    const cloud = await this.accounts.openAzure(await this.accounts.ownerOf(parseInstancePath(path), signal));
    const list = <T extends object, D extends object>(kind: Kind<T, D>) =>
      collect(storeIn(cloud, kind).list(path, {}, signal), signal);
    const [servers, providers, values] = await Promise.all([
      list(authorizationServer),
      list(openIdProvider),
      list(namedValue),
    ]);
    const named = ({ ref, value }: Stored<{ readonly displayName: string }>) => ({
      id: ref.id,
      name: value.displayName,
    });
    return {
      servers: servers.map(named),
      providers: providers.map(named),
      namedValues: values.map(({ value }) => value.displayName),
    };
  }

  private readRedirectUris(signal: AbortSignal): Promise<RedirectUri[]> {
    return findInEach(
      this.accounts.azure.all(),
      (account) => this.redirectUrisSeenBy(account, signal),
      ({ uri }) => uri,
    );
  }

  private async redirectUrisSeenBy(account: AzureAccount, signal: AbortSignal): Promise<RedirectUri[]> {
    const found: RedirectUri[] = [];
    const cloud = await this.accounts.openAzure(account);
    for await (const subscription of cloud.listSubscriptions(signal)) {
      for await (const instance of cloud.listInstances(subscription.id, signal)) {
        const servers = valuesOf(cloud, authorizationServer, instancePath(instance), signal);
        for await (const { authorizationServerId: id, displayName, grantTypes } of servers) {
          const uris = redirectUris(instance.developerPortalUrls, id, grantTypes);
          found.push(...uris.map((uri) => ({ uri, server: displayName })));
        }
      }
    }
    return found;
  }
}

function nothingYet<T>(): Entry<T> {
  return { value: unknown, readAt: 0, reading: false };
}
