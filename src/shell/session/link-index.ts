import { EventEmitter, l10n } from "vscode";
import type { Disposable } from "../../core/disposal.ts";
import { isCancelled, throwIfCancelled } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import type { ApimApi, AuthorizationServer, Instance } from "../../domain/apim.ts";
import { type Auth0Api, apiTitle } from "../../domain/auth0.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { valuesOf } from "../../resources/clouds.ts";
import { collect } from "../../workflows/collect.ts";
import {
  deriveLinks,
  type Link,
  type LinkTenant,
  linksOfAuth0Api,
  type PolicyLink,
  withoutServer,
} from "../../workflows/derive-links.ts";
import { listAllApis } from "../../workflows/list-all-apis.ts";
import type { PolicyCache } from "../../workflows/read-access/policy-cache.ts";
import { readTenantIfAllowed } from "../../workflows/read-tenant.ts";
import type { LinkedToken } from "../access-states.ts";
import type { LinkBadge, RenewableBadges } from "../link-badges.ts";
import { auth0AccountKey, isSandboxAccount } from "./account-list.ts";
import type { Accounts } from "./accounts.ts";
import { PolicyLinkQueue } from "./policy-link-queue.ts";

interface InstanceFacts {
  readonly apis: readonly ApimApi[];
  readonly authorizationServers: readonly AuthorizationServer[];
  readonly policies: Map<string, readonly PolicyLink[]>;
  /** Reads the policies that are not known yet. */
  readonly queue: PolicyLinkQueue;
}

/** The policies that were read of an instance, by the cloud that they came from. */
interface KnownPolicies {
  readonly cloud: AzureCloud;
  readonly cache: PolicyCache;
}

/** Looks up links in the background for what the trees show. What cannot be read is silence: no badge. */
export class LinkIndex implements RenewableBadges, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly instances = new Map<string, () => Promise<void>>();
  private readonly tenants = new Map<string, () => Promise<void>>();
  private readonly instanceFacts = new Map<string, InstanceFacts>();
  private readonly tenantFacts = new Map<string, LinkTenant>();
  private readonly underway = new Set<string>();
  /** By the id of an instance. */
  private readonly caches = new Map<string, KnownPolicies>();
  /** Resource ids of the APIs that are on the screen or were, in small letters. */
  private readonly lookedAt = new Set<string>();
  private byApi: ReadonlyMap<string, Link> = new Map();
  private links: readonly Link[] = [];
  private controller = new AbortController();

  constructor(
    private readonly accounts: Accounts,
    private readonly logger: Logger,
  ) {}

  wantInstance(account: AzureAccount, instance: Instance): void {
    this.want(this.instances, instance.id, () => this.readInstance(account, instance));
  }

  wantTenant(account: Auth0Account): void {
    this.want(this.tenants, auth0AccountKey(account), () => this.readTenant(account));
    // an API of Auth0 may be linked to any
    for (const { queue } of this.instanceFacts.values()) queue.askAll();
  }

  refresh(): void {
    this.startOver();
    for (const { cache } of this.caches.values()) cache.doubt();
    for (const [key, read] of [...this.instances, ...this.tenants]) void this.look(key, read);
  }

  clear(): void {
    this.startOver();
    const { instances, tenants, instanceFacts, tenantFacts, caches, lookedAt } = this;
    for (const known of [instances, tenants, instanceFacts, tenantFacts, caches, lookedAt]) known.clear();
    this.derive();
  }

  dispose(): void {
    this.controller.abort();
    this.changed.dispose();
  }

  ofApimApi(api: ApimApi): LinkBadge | undefined {
    this.lookAt(api.id.toLowerCase());
    const link = this.byApi.get(api.id);
    if (!link) return undefined;
    const name = (link.auth0Api && apiTitle(link.auth0Api)) ?? link.audience ?? l10n.t("Auth0");
    const token = tokenOf(link);
    return {
      ...(token && { token }),
      text: `→ ${name} · ${this.shortName(link.tenantDomain)}`,
      spoken: l10n.t("linked to {0} of {1}", name, this.shortName(link.tenantDomain)),
      tooltip: l10n.t(
        "Linked to {0} of the Auth0 tenant {1}\nAudience: {2}\nAuthorization server: {3}",
        name,
        link.tenantDomain,
        link.audience ?? l10n.t("not known"),
        link.authorizationServer?.displayName ?? l10n.t("none"),
      ),
    };
  }

  ofAuth0Api(account: Auth0Account, api: Auth0Api): LinkBadge | undefined {
    const links = linksOfAuth0Api(this.links, account.domain, api);
    if (links.length === 0) return undefined;
    const names = links.map((link) => `${link.api.displayName} · ${link.api.instance.serviceName}`);
    return {
      text: `→ ${names.join(", ")}`,
      spoken: l10n.t("linked to {0}", names.join(", ")),
      tooltip: l10n.t("{0}\nLinked to {1} of API Management", api.identifier, names.join(", ")),
    };
  }

  private lookAt(id: string): void {
    if (this.lookedAt.has(id)) return;
    this.lookedAt.add(id);
    for (const { queue } of this.instanceFacts.values()) queue.ask([id]);
  }

  private want(map: Map<string, () => Promise<void>>, key: string, read: () => Promise<void>): void {
    map.set(key, read);
    void this.look(key, read);
  }

  private startOver(): void {
    this.controller.abort();
    this.controller = new AbortController();
    this.underway.clear();
  }

  private async look(key: string, read: () => Promise<void>): Promise<void> {
    if (this.underway.has(key)) return;
    this.underway.add(key);
    const { signal } = this.controller;
    try {
      await read();
      this.derive();
    } catch (error) {
      this.complain(error);
    } finally {
      if (!signal.aborted) this.underway.delete(key);
    }
  }

  private async readInstance(account: AzureAccount, instance: Instance): Promise<void> {
    const { signal } = this.controller;
    const { authorizationServer } = await import("../../resources/kinds/authorization-server.ts");
    const cloud = await this.accounts.openAzure(account);
    const [apis, authorizationServers] = await Promise.all([
      listAllApis(cloud, instance, signal),
      collect(valuesOf(cloud, authorizationServer, instancePath(instance), signal), signal),
    ]);
    const { PolicyLinkReader } = await import("../../workflows/policy-links.ts");
    const reader = new PolicyLinkReader(cloud, instance, signal, await this.cacheOf(instance, cloud));
    throwIfCancelled(signal);
    // what is known already is shown while the policies are read
    const policies = new Map(this.instanceFacts.get(instance.id)?.policies);
    const alone = withoutServer(apis, { authorizationServers, tenants: [...this.tenantFacts.values()] });
    const changed = () => this.derive();
    const queue = new PolicyLinkQueue(reader, alone, policies, changed, (error) => this.complain(error));
    this.instanceFacts.set(instance.id, { apis, authorizationServers, policies, queue });
    if (this.tenants.size > 0) queue.askAll();
    else queue.ask(this.lookedAt);
  }

  private async cacheOf({ id }: Instance, cloud: AzureCloud): Promise<PolicyCache> {
    const known = this.caches.get(id);
    if (known?.cloud === cloud) return known.cache;
    const { PolicyCache } = await import("../../workflows/read-access/policy-cache.ts");
    const cache = new PolicyCache(cloud);
    this.caches.set(id, { cloud, cache });
    return cache;
  }

  private complain(error: unknown): void {
    if (!isCancelled(error)) this.logger.warning(`Links could not be looked up: ${error}`);
  }

  private async readTenant(account: Auth0Account): Promise<void> {
    const { signal } = this.controller;
    const { auth0Api } = await import("../../resources/kinds/auth0-api.ts");
    const cloud = await this.accounts.openTenant(account);
    const [tenant, apis] = await Promise.all([
      readTenantIfAllowed(cloud, signal),
      collect(valuesOf(cloud, auth0Api, account.domain, signal), signal),
    ]);
    const { customDomains } = tenant;
    this.tenantFacts.set(auth0AccountKey(account), {
      domain: account.domain,
      customDomains,
      apis,
      applications: [],
    });
  }

  private derive(): void {
    const facts = [...this.instanceFacts.values()];
    const links = deriveLinks({
      apis: facts.flatMap(({ apis }) => apis),
      authorizationServers: facts.flatMap(({ authorizationServers }) => authorizationServers),
      tenants: [...this.tenantFacts.values()],
      policies: new Map(facts.flatMap(({ policies }) => [...policies])),
    });
    const isNew = JSON.stringify(links) !== JSON.stringify(this.links);
    this.links = links;
    this.byApi = new Map(links.toReversed().map((link) => [link.api.id, link]));
    // A tree that is drawn anew for nothing takes the row from under a menu that somebody has just opened.
    if (isNew) this.changed.fire();
  }

  /** `contoso` for `contoso.eu.auth0.com`. */
  private shortName(domain: string): string {
    const account = this.accounts.tenants.all().find((candidate) => candidate.domain === domain);
    if (account && isSandboxAccount(account)) return l10n.t("sandbox");
    return domain.endsWith(".auth0.com") ? (domain.split(".")[0] ?? domain) : domain;
  }
}

/** The host that hands out the tokens is that of the server's address, or the one that the policy names: a tenant may have several. */
function tokenOf({ authorizationServer, policy, tenantDomain, audience }: Link): LinkedToken | undefined {
  if (audience === undefined) return undefined;
  const address = authorizationServer?.authorizationEndpoint;
  if (address !== undefined && URL.canParse(address))
    return { issuer: `https://${new URL(address).host}/`, audience };
  return { issuer: policy?.issuer ?? `https://${tenantDomain}/`, audience };
}
