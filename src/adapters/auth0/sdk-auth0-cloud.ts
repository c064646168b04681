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
  Discovery,
  IssuedToken,
  PublicKey,
  Tenant,
  UserDraft,
} from "../../domain/auth0.ts";
import type { Auth0Cloud } from "../../domain/auth0-cloud.ts";
import { readDiscovery, readPublicKeys, requestToken } from "./authentication-api.ts";
import { lacksScope } from "./failures.ts";
import { ManagementCalls, type ManagementOptions } from "./management-calls.ts";
import {
  APPLICATION_FIELDS,
  fromApplicationDraft,
  fromScopes,
  toApi,
  toApplication,
  toClientGrant,
  toConnection,
  toUser,
} from "./mapping.ts";

/** The greatest page both forms of paging allow without asking for more than needed. */
const PAGE = 50;
/** The SDK writes the number of the page into what it is given: so everyone gets one of their own. */
const offsetPage = () => ({ per_page: PAGE, include_totals: true });

/** A tenant through Auth0's own SDK, and its Authentication API. */
export class SdkAuth0Cloud implements Auth0Cloud {
  readonly domain: string;
  private readonly calls: ManagementCalls;
  private readonly fetch: typeof globalThis.fetch;

  /** @throws Failure `invalid-input` when the account's domain cannot be one. */
  constructor(options: ManagementOptions) {
    const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    // a redirect would carry the client secret to wherever it points; Auth0's APIs have none
    this.fetch = (input, init) => fetch(input, { ...init, redirect: "manual" });
    this.calls = new ManagementCalls({ ...options, fetch: this.fetch });
    this.domain = options.account.domain;
  }

  private get api() {
    return this.calls.client;
  }

  async readTenant(signal: AbortSignal): Promise<Tenant> {
    const fields = "friendly_name,default_audience";
    const [settings, customDomains] = await Promise.all([
      this.calls.ask("read the tenant's settings", signal, (options) =>
        this.api.tenants.settings.get({ fields, include_fields: true }, options),
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
    return readDiscovery(this.fetch, this.calls.about("read the discovery document"), signal);
  }

  readPublicKeys(signal: AbortSignal): Promise<readonly PublicKey[]> {
    return readPublicKeys(this.fetch, this.calls.about("read the signing keys"), signal);
  }

  async *listApis(signal: AbortSignal): AsyncGenerator<Auth0Api> {
    const servers = this.calls.each("list the APIs", signal, (options) =>
      this.api.resourceServers.list(offsetPage(), options),
    );
    for await (const server of servers) yield toApi(server);
  }

  async findApi(identifier: string, signal: AbortSignal): Promise<Auth0Api | undefined> {
    const servers = this.calls.each(`find the API ${identifier}`, signal, (options) =>
      this.api.resourceServers.list({ ...offsetPage(), identifiers: [identifier] }, options),
    );
    for await (const server of servers) if (server.identifier === identifier) return toApi(server);
    return undefined;
  }

  async createApi(draft: Auth0ApiDraft, signal: AbortSignal): Promise<Auth0Api> {
    const body = {
      name: draft.name,
      identifier: draft.identifier,
      signing_alg: draft.signingAlgorithm,
      scopes: fromScopes(draft.scopes),
    };
    const doing = `create the API ${draft.identifier}`;
    return toApi(
      await this.calls.ask(doing, signal, (options) => this.api.resourceServers.create(body, options)),
    );
  }

  async updateApiScopes(id: string, scopes: Auth0Api["scopes"], signal: AbortSignal): Promise<Auth0Api> {
    const body = { scopes: fromScopes(scopes) };
    const doing = `change the permissions of API ${id}`;
    return toApi(
      await this.calls.ask(doing, signal, (options) => this.api.resourceServers.update(id, body, options)),
    );
  }

  async deleteApi(id: string, signal: AbortSignal): Promise<void> {
    await this.calls.find(`delete the API ${id}`, signal, (options) =>
      this.api.resourceServers.delete(id, options),
    );
  }

  async *listApplications(signal: AbortSignal): AsyncGenerator<Application> {
    const query = { ...offsetPage(), fields: APPLICATION_FIELDS, include_fields: true, is_global: false };
    const clients = this.calls.each("list the applications", signal, (options) =>
      this.api.clients.list(query, options),
    );
    for await (const client of clients) yield toApplication(client);
  }

  async readApplication(clientId: string, signal: AbortSignal): Promise<Application | undefined> {
    const query = { fields: APPLICATION_FIELDS, include_fields: true };
    const client = await this.calls.find(`read the application ${clientId}`, signal, (options) =>
      this.api.clients.get(clientId, query, options),
    );
    return client && toApplication(client);
  }

  async readClientSecret(clientId: string, signal: AbortSignal): Promise<string | undefined> {
    const fields = "client_secret,token_endpoint_auth_method,client_authentication_methods";
    const doing = `read the client secret of application ${clientId}`;
    const client = await this.calls.find(doing, signal, (options) =>
      this.api.clients.get(clientId, { fields, include_fields: true }, options),
    );
    // a public application has a secret too, which nobody may use
    const hasOne =
      client && client.token_endpoint_auth_method !== "none" && !client.client_authentication_methods;
    if (!hasOne) return undefined;
    if (!client.client_secret) throw lacksScope(this.calls.about(doing), "read:client_keys");
    return client.client_secret;
  }

  async createApplication(draft: ApplicationDraft, signal: AbortSignal): Promise<Application> {
    const doing = `create the application ${draft.name}`;
    return toApplication(
      await this.calls.ask(doing, signal, (options) =>
        this.api.clients.create(fromApplicationDraft(draft), options),
      ),
    );
  }

  async updateApplication(
    clientId: string,
    { callbacks, grantTypes }: ApplicationChanges,
    signal: AbortSignal,
  ): Promise<Application> {
    const body = {
      ...(callbacks ? { callbacks: [...callbacks] } : {}),
      ...(grantTypes ? { grant_types: [...grantTypes] } : {}),
    };
    const doing = `change the application ${clientId}`;
    return toApplication(
      await this.calls.ask(doing, signal, (options) => this.api.clients.update(clientId, body, options)),
    );
  }

  async deleteApplication(clientId: string, signal: AbortSignal): Promise<void> {
    await this.calls.find(`delete the application ${clientId}`, signal, (options) =>
      this.api.clients.delete(clientId, options),
    );
  }

  async *listConnections(signal: AbortSignal): AsyncGenerator<Connection> {
    const query = { take: PAGE, fields: "id,name,strategy", include_fields: true };
    const connections = this.calls.each("list the connections", signal, (options) =>
      this.api.connections.list(query, options),
    );
    for await (const connection of connections) yield toConnection(connection);
  }

  async createDatabaseConnection(name: string, signal: AbortSignal): Promise<Connection> {
    return toConnection(
      await this.calls.ask(`create the connection ${name}`, signal, (options) =>
        this.api.connections.create({ name, strategy: "auth0" }, options),
      ),
    );
  }

  async deleteConnection(id: string, signal: AbortSignal): Promise<void> {
    await this.calls.find(`delete the connection ${id}`, signal, (options) =>
      this.api.connections.delete(id, options),
    );
  }

  async *listEnabledClients(connectionId: string, signal: AbortSignal): AsyncGenerator<string> {
    const doing = `list the applications of connection ${connectionId}`;
    const clients = this.calls.each(doing, signal, (options) =>
      this.api.connections.clients.get(connectionId, { take: PAGE }, options),
    );
    for await (const { client_id } of clients) yield client_id;
  }

  async setConnectionEnabled(
    connectionId: string,
    clientId: string,
    enabled: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const doing = `${enabled ? "enable" : "disable"} the connection ${connectionId} for application ${clientId}`;
    await this.calls.ask(doing, signal, (options) =>
      this.api.connections.clients.update(connectionId, [{ client_id: clientId, status: enabled }], options),
    );
  }

  async findUser(email: string, connection: string, signal: AbortSignal): Promise<Auth0User | undefined> {
    const query = {
      // Auth0 keeps addresses in lower case and compares them exactly
      email: email.toLowerCase(),
      fields: "user_id,email,identities",
      include_fields: true,
    };
    const users = await this.calls.ask(`find the user ${email}`, signal, (options) =>
      this.api.users.listUsersByEmail(query, options),
    );
    const user = users.find(({ identities }) => identities?.some((one) => one.connection === connection));
    return user && toUser(user, connection);
  }

  async *listUsers(connection: string, signal: AbortSignal): AsyncGenerator<Auth0User> {
    const query = {
      ...offsetPage(),
      q: `identities.connection:"${connection.replace(/["\\]/g, "\\$&")}"`,
      search_engine: "v3",
      fields: "user_id,email,identities",
      include_fields: true,
    } as const;
    const users = this.calls.each(`list the users of connection ${connection}`, signal, (options) =>
      this.api.users.list(query, options),
    );
    for await (const user of users) yield toUser(user, connection);
  }

  async createUser({ email, password, connection }: UserDraft, signal: AbortSignal): Promise<Auth0User> {
    // no mail is sent to an address that may not exist
    const body = { email, password, connection, email_verified: true, verify_email: false };
    const doing = `create the user ${email}`;
    return toUser(
      await this.calls.ask(doing, signal, (options) => this.api.users.create(body, options)),
      connection,
    );
  }

  async deleteUser(id: string, signal: AbortSignal): Promise<void> {
    await this.calls.find(`delete the user ${id}`, signal, (options) => this.api.users.delete(id, options));
  }

  async *listClientGrants(
    filter: { readonly clientId?: string; readonly audience?: string },
    signal: AbortSignal,
  ): AsyncGenerator<ClientGrant> {
    const query = {
      take: PAGE,
      ...(filter.clientId === undefined ? {} : { client_id: filter.clientId }),
      ...(filter.audience === undefined ? {} : { audience: filter.audience }),
    };
    const grants = this.calls.each("list the client grants", signal, (options) =>
      this.api.clientGrants.list(query, options),
    );
    // a grant of subject type `user` says what users may get through the application
    for await (const grant of grants) if (grant.subject_type !== "user") yield toClientGrant(grant);
  }

  async createClientGrant(draft: Omit<ClientGrant, "id">, signal: AbortSignal): Promise<ClientGrant> {
    const { clientId, audience, scopes } = draft;
    const body = { client_id: clientId, audience, scope: [...scopes] };
    const doing = `grant application ${clientId} access to ${audience}`;
    return toClientGrant(
      await this.calls.ask(doing, signal, (options) => this.api.clientGrants.create(body, options)),
    );
  }

  async deleteClientGrant(id: string, signal: AbortSignal): Promise<void> {
    await this.calls.find(`delete the client grant ${id}`, signal, (options) =>
      this.api.clientGrants.delete(id, options),
    );
  }

  requestToken(
    request: { readonly clientId: string; readonly clientSecret: string; readonly audience: string },
    signal: AbortSignal,
  ): Promise<IssuedToken> {
    const doing = `get a token for ${request.audience}`;
    return requestToken(this.fetch, this.calls.about(doing), request, signal);
  }

  /** None when the application may not read them, or the tenant's plan has none. */
  private async readCustomDomains(signal: AbortSignal): Promise<string[]> {
    try {
      const domains = await this.calls.ask("list the custom domains", signal, (options) =>
        this.api.customDomains.list({}, options),
      );
      return domains.filter(({ status }) => status === "ready").map(({ domain }) => domain);
    } catch (error) {
      if (error instanceof Failure && error.code === "forbidden") return [];
      throw error;
    }
  }
}
