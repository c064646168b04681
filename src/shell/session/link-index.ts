import { EventEmitter, l10n } from "vscode";
import type { Disposable } from "../../core/disposal.ts";
import { isCancelled } from "../../core/failure.ts";
import type { Logger } from "../../core/logger.ts";
import type { Auth0Account, AzureAccount } from "../../domain/account.ts";
import type { ApimApi, AuthorizationServer, Instance } from "../../domain/apim.ts";
import { type Auth0Api, apiTitle } from "../../domain/auth0.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { valuesOf } from "../../resources/clouds.ts";
import { collect } from "../../workflows/collect.ts";
import {
  deriveLinks,
  type Link,
  type LinkTenant,
  linksOfAuth0Api,
  type PolicyLink,
} from "../../workflows/derive-links.ts";
import { readTenantIfAllowed } from "../../workflows/read-tenant.ts";
import type { LinkBadge, RenewableBadges } from "../link-badges.ts";
import { auth0AccountKey, isSandboxAccount } from "./account-list.ts";
import type { Accounts } from "./accounts.ts";
import { readApiPolicyLinks } from "./api-policy-links.ts";

interface InstanceFacts {
  readonly apis: readonly ApimApi[];
  readonly authorizationServers: readonly AuthorizationServer[];
  readonly policies: ReadonlyMap<string, readonly PolicyLink[]>;
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
  }

  refresh(): void {
    this.startOver();
    for (const [key, read] of [...this.instances, ...this.tenants]) void this.look(key, read);
  }

  clear(): void {
    this.startOver();
    for (const map of [this.instances, this.tenants, this.instanceFacts, this.tenantFacts]) map.clear();
    this.derive();
  }

  dispose(): void {
    this.controller.abort();
    this.changed.dispose();
  }

  ofApimApi(api: ApimApi): LinkBadge | undefined {
    const link = this.links.find((candidate) => candidate.api.id === api.id);
    if (!link) return undefined;
    const name = (link.auth0Api && apiTitle(link.auth0Api)) ?? link.audience ?? l10n.t("Auth0");
    return {
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
      if (!isCancelled(error)) this.logger.warning(`Links could not be looked up: ${error}`);
    } finally {
      if (!signal.aborted) this.underway.delete(key);
    }
  }

  private async readInstance(account: AzureAccount, instance: Instance): Promise<void> {
    const { signal } = this.controller;
    const { authorizationServer } = await import("../../resources/kinds/authorization-server.ts");
    const cloud = await this.accounts.openAzure(account);
    const [apis, authorizationServers] = await Promise.all([
      collect(cloud.listApis(instance, signal), signal),
      collect(valuesOf(cloud, authorizationServer, instancePath(instance), signal), signal),
    ]);
    // What is known already is shown while the policies are read.
    const known = this.instanceFacts.get(instance.id)?.policies ?? new Map();
    this.instanceFacts.set(instance.id, { apis, authorizationServers, policies: known });
    this.derive();
    const policies = await readApiPolicyLinks(cloud, apis, signal);
    this.instanceFacts.set(instance.id, { apis, authorizationServers, policies });
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
