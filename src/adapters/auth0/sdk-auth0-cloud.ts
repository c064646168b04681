import { Failure } from "../../core/failure.ts";
import type {
  Application,
  ApplicationChanges,
  ApplicationDraft,
  Auth0Api,
  Auth0ApiDraft,
  Auth0User,
  ClientGrant,
  Connection,
  ConnectionDraft,
  Discovery,
  EnabledApplication,
  IssuedToken,
  PublicKey,
  Tenant,
  UserDraft,
} from "../../domain/auth0.ts";
import type { Auth0Cloud } from "../../domain/auth0-cloud.ts";
import type { Shelved } from "../../resources/clouds.ts";
import type { Shelf, Store, Stored } from "../../resources/kind.ts";
import { readDiscovery, readPublicKeys, requestToken } from "./authentication-api.ts";
import { WrongAnswer } from "./failures.ts";
import { auth0ApiStore } from "./kinds/auth0-api-store.ts";
import { auth0ApplicationStore } from "./kinds/auth0-application-store.ts";
import { auth0ConnectionStore } from "./kinds/auth0-connection-store.ts";
import { auth0UserStore } from "./kinds/auth0-user-store.ts";
import { clientGrantStore } from "./kinds/client-grant-store.ts";
import { enabledApplicationStore } from "./kinds/enabled-application-store.ts";
import { ManagementCalls, type ManagementOptions } from "./management-calls.ts";
import { anObject } from "./mapping.ts";
import { auth0Shelves } from "./shelves.ts";

/** A tenant through Auth0's own SDK, and its Authentication API. */
export class SdkAuth0Cloud implements Auth0Cloud, Shelved {
  readonly domain: string;
  readonly shelves: ReadonlyMap<string, Shelf>;
  private readonly calls: ManagementCalls;
  private readonly apis: Store<Auth0Api, Auth0ApiDraft>;
  private readonly applications: Store<Application, ApplicationDraft>;
  private readonly connections: Store<Connection, ConnectionDraft>;
  private readonly enabled: Store<EnabledApplication>;
  private readonly users: Store<Auth0User, UserDraft>;
  private readonly grants: Store<ClientGrant, Omit<ClientGrant, "id">>;

  /** @throws Failure `invalid-input` when the account's domain cannot be one. */
  constructor(options: ManagementOptions) {
    this.calls = new ManagementCalls(options);
    this.shelves = auth0Shelves(this.calls);
    this.apis = auth0ApiStore(this.calls);
    this.applications = auth0ApplicationStore(this.calls);
    this.connections = auth0ConnectionStore(this.calls);
    this.enabled = enabledApplicationStore(this.calls);
    this.users = auth0UserStore(this.calls);
    this.grants = clientGrantStore(this.calls);
    this.domain = options.account.domain;
  }

  async readTenant(signal: AbortSignal): Promise<Tenant> {
    const fields = "friendly_name,default_audience";
    const [settings, customDomains] = await Promise.all([
      this.calls.ask("read the tenant's settings", signal, (options) =>
        this.calls.client.tenants.settings.get({ fields, include_fields: true }, options).then(anObject),
      ),
      this.readCustomDomains(signal),
    ]);
    return {
      domain: this.domain,
      friendlyName: settings.friendly_name || undefined,
      defaultAudience: settings.default_audience || undefined,
      customDomains,
    };
  }

  readDiscovery(signal: AbortSignal): Promise<Discovery> {
    return readDiscovery(this.calls, signal);
  }

  readPublicKeys(signal: AbortSignal): Promise<readonly PublicKey[]> {
    return readPublicKeys(this.calls, signal);
  }

  requestToken(
    request: { readonly clientId: string; readonly clientSecret: string; readonly audience: string },
    signal: AbortSignal,
  ): Promise<IssuedToken> {
    return requestToken(this.calls, request, signal);
  }

  async *listApis(signal: AbortSignal): AsyncGenerator<Auth0Api> {
    yield* values(this.apis.list(this.domain, {}, signal));
  }

  async findApi(identifier: string, signal: AbortSignal): Promise<Auth0Api | undefined> {
    return first(values(this.apis.list(this.domain, { identifier }, signal)));
  }

  async createApi(draft: Auth0ApiDraft, signal: AbortSignal): Promise<Auth0Api> {
    return (await this.apis.create(this.ref("auth0-api"), draft, signal)).value;
  }

  async updateApiScopes(id: string, scopes: Auth0Api["scopes"], signal: AbortSignal): Promise<Auth0Api> {
    return (await this.apis.update(this.old("auth0-api", id), { scopes }, signal)).value;
  }

  deleteApi(id: string, signal: AbortSignal): Promise<void> {
    return this.apis.delete(this.old("auth0-api", id), signal);
  }

  async *listApplications(signal: AbortSignal): AsyncGenerator<Application> {
    yield* values(this.applications.list(this.domain, {}, signal));
  }

  async readApplication(clientId: string, signal: AbortSignal): Promise<Application | undefined> {
    return (await this.applications.read(this.old("auth0-application", clientId).ref, signal))?.value;
  }

  async readClientSecret(clientId: string, signal: AbortSignal): Promise<string | undefined> {
    return this.applications.secretOf?.(this.old("auth0-application", clientId).ref, signal);
  }

  async createApplication(draft: ApplicationDraft, signal: AbortSignal): Promise<Application> {
    return (await this.applications.create(this.ref("auth0-application"), draft, signal)).value;
  }

  async updateApplication(
    clientId: string,
    changes: ApplicationChanges,
    signal: AbortSignal,
  ): Promise<Application> {
    return (await this.applications.update(this.old("auth0-application", clientId), changes, signal)).value;
  }

  deleteApplication(clientId: string, signal: AbortSignal): Promise<void> {
    return this.applications.delete(this.old("auth0-application", clientId), signal);
  }

  async *listConnections(signal: AbortSignal): AsyncGenerator<Connection> {
    yield* values(this.connections.list(this.domain, {}, signal));
  }

  async createDatabaseConnection(name: string, signal: AbortSignal): Promise<Connection> {
    const draft = { name, strategy: "auth0" };
    return (await this.connections.create(this.ref("auth0-connection"), draft, signal)).value;
  }

  deleteConnection(id: string, signal: AbortSignal): Promise<void> {
    return this.connections.delete(this.old("auth0-connection", id), signal);
  }

  async *listEnabledClients(connectionId: string, signal: AbortSignal): AsyncGenerator<string> {
    for await (const { clientId } of values(this.enabled.list(this.domain, { connectionId }, signal))) {
      yield clientId;
    }
  }

  async setConnectionEnabled(
    connectionId: string,
    clientId: string,
    enabled: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const ref = { kind: "auth0-enabled-application", owner: this.domain, id: `${connectionId}/${clientId}` };
    const value = { connectionId, clientId };
    if (!enabled) return this.enabled.delete({ ref, value }, signal);
    if (!(await this.enabled.read(ref, signal))) await this.enabled.create(ref, value, signal);
  }

  async findUser(email: string, connection: string, signal: AbortSignal): Promise<Auth0User | undefined> {
    return first(values(this.users.list(this.domain, { email, connection }, signal)));
  }

  async *listUsers(connection: string, signal: AbortSignal): AsyncGenerator<Auth0User> {
    yield* values(this.users.list(this.domain, { connection }, signal));
  }

  async createUser(draft: UserDraft, signal: AbortSignal): Promise<Auth0User> {
    return (await this.users.create(this.ref("auth0-user"), draft, signal)).value;
  }

  deleteUser(id: string, signal: AbortSignal): Promise<void> {
    return this.users.delete(this.old("auth0-user", id), signal);
  }

  async *listClientGrants(
    filter: { readonly clientId?: string; readonly audience?: string },
    signal: AbortSignal,
  ): AsyncGenerator<ClientGrant> {
    yield* values(this.grants.list(this.domain, filter, signal));
  }

  async createClientGrant(draft: Omit<ClientGrant, "id">, signal: AbortSignal): Promise<ClientGrant> {
    return (await this.grants.create(this.ref("auth0-client-grant"), draft, signal)).value;
  }

  deleteClientGrant(id: string, signal: AbortSignal): Promise<void> {
    return this.grants.delete(this.old("auth0-client-grant", id), signal);
  }

  private ref(kind: string) {
    return { kind, owner: this.domain };
  }

  private old(kind: string, id: string) {
    return { ref: { kind, owner: this.domain, id }, value: {} as never };
  }

  /** None when the application may not read them, or the tenant's plan has none. */
  private async readCustomDomains(signal: AbortSignal): Promise<string[]> {
    try {
      const domains = await this.calls.ask("list the custom domains", signal, async (options) => {
        const answer = await this.calls.client.customDomains.list({}, options);
        if (!Array.isArray(answer)) throw new WrongAnswer();
        return answer;
      });
      return domains.filter(({ status }) => status === "ready").map(({ domain }) => domain);
    } catch (error) {
      if (error instanceof Failure && error.code === "forbidden") return [];
      throw error;
    }
  }
}

async function* values<T extends object>(all: AsyncIterable<Stored<T>>): AsyncGenerator<T> {
  for await (const { value } of all) yield value;
}

async function first<T>(all: AsyncIterable<T>): Promise<T | undefined> {
  for await (const one of all) return one;
  return undefined;
}
