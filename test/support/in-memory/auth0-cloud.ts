import { randomBytes } from "node:crypto";
import { Failure } from "../../../src/core/failure.ts";
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
} from "../../../src/domain/auth0.ts";
import type { Auth0Cloud } from "../../../src/domain/auth0-cloud.ts";
import { type Auth0Method, requiredScopes } from "./auth0-scopes.ts";
import { Calls, oneByOne } from "./calls.ts";
import { issueToken, publicKeys } from "./token.ts";

/** A tenant in memory. Its public members are its state, which a test may fill and look at. */
export class InMemoryAuth0Cloud implements Auth0Cloud {
  readonly calls = new Calls<Auth0Method>();
  readonly domain: string;
  tenant: Tenant;
  apis: Auth0Api[] = [];
  applications: Application[] = [];
  /** By client id. */
  readonly clientSecrets = new Map<string, string>();
  connections: Connection[] = [];
  /** Client ids by connection id. */
  readonly enabledClients = new Map<string, Set<string>>();
  users: Auth0User[] = [];
  clientGrants: ClientGrant[] = [];
  /** The Management API scopes of the connected application; `undefined` means all. */
  grantedScopes: ReadonlySet<string> | undefined;
  private created = 0;

  constructor(domain = "contoso.eu.auth0.com") {
    this.domain = domain;
    this.tenant = { domain, friendlyName: "Contoso", defaultAudience: undefined, customDomains: [] };
  }

  async readTenant(signal: AbortSignal): Promise<Tenant> {
    this.begin("readTenant", signal);
    return this.tenant;
  }

  async readDiscovery(signal: AbortSignal): Promise<Discovery> {
    this.begin("readDiscovery", signal);
    const origin = `https://${this.domain}`;
    return {
      url: `${origin}/.well-known/openid-configuration`,
      issuer: `${origin}/`,
      authorizationEndpoint: `${origin}/authorize`,
      tokenEndpoint: `${origin}/oauth/token`,
      jwksUri: `${origin}/.well-known/jwks.json`,
    };
  }

  async readPublicKeys(signal: AbortSignal): Promise<readonly PublicKey[]> {
    this.begin("readPublicKeys", signal);
    return publicKeys();
  }

  async *listApis(signal: AbortSignal): AsyncGenerator<Auth0Api> {
    this.begin("listApis", signal);
    yield* oneByOne(this.apis, signal);
  }

  async findApi(identifier: string, signal: AbortSignal): Promise<Auth0Api | undefined> {
    this.begin("findApi", signal);
    return this.apis.find((api) => api.identifier === identifier);
  }

  async createApi(draft: Auth0ApiDraft, signal: AbortSignal): Promise<Auth0Api> {
    this.begin("createApi", signal);
    if (this.apis.some((api) => api.identifier === draft.identifier)) {
      throw new Failure("already-exists", `The API ${draft.identifier} exists already in ${this.domain}.`);
    }
    const api: Auth0Api = {
      ...draft,
      id: this.newId("api"),
      tokenDialect: "access_token",
      enforcesPolicies: false,
      isSystem: false,
    };
    this.apis.push(api);
    return api;
  }

  async updateApiScopes(id: string, scopes: Auth0Api["scopes"], signal: AbortSignal): Promise<Auth0Api> {
    this.begin("updateApiScopes", signal);
    const api = { ...this.found("API", this.apis, (candidate) => candidate.id === id), scopes };
    this.apis = this.apis.map((other) => (other.id === id ? api : other));
    return api;
  }

  async deleteApi(id: string, signal: AbortSignal): Promise<void> {
    this.begin("deleteApi", signal);
    const gone = this.apis.find((api) => api.id === id);
    this.apis = this.apis.filter((api) => api.id !== id);
    this.clientGrants = this.clientGrants.filter((grant) => grant.audience !== gone?.identifier);
  }

  async *listApplications(signal: AbortSignal): AsyncGenerator<Application> {
    this.begin("listApplications", signal);
    yield* oneByOne(this.applications, signal);
  }

  async readApplication(clientId: string, signal: AbortSignal): Promise<Application | undefined> {
    this.begin("readApplication", signal);
    return this.applications.find((application) => application.clientId === clientId);
  }

  async readClientSecret(clientId: string, signal: AbortSignal): Promise<string | undefined> {
    this.begin("readClientSecret", signal);
    return this.clientSecrets.get(clientId);
  }

  async createApplication(draft: ApplicationDraft, signal: AbortSignal): Promise<Application> {
    this.begin("createApplication", signal);
    const application: Application = { ...draft, clientId: this.newId("client") };
    this.applications.push(application);
    if (draft.tokenEndpointAuthMethod !== "none") {
      this.clientSecrets.set(application.clientId, randomBytes(32).toString("base64url"));
    }
    return application;
  }

  async updateApplication(
    clientId: string,
    changes: ApplicationChanges,
    signal: AbortSignal,
  ): Promise<Application> {
    this.begin("updateApplication", signal);
    const isIt = (candidate: Application) => candidate.clientId === clientId;
    const application = { ...this.found("application", this.applications, isIt), ...changes };
    this.applications = this.applications.map((other) => (isIt(other) ? application : other));
    return application;
  }

  async deleteApplication(clientId: string, signal: AbortSignal): Promise<void> {
    this.begin("deleteApplication", signal);
    this.applications = this.applications.filter((application) => application.clientId !== clientId);
    this.clientGrants = this.clientGrants.filter((grant) => grant.clientId !== clientId);
    this.clientSecrets.delete(clientId);
    for (const enabled of this.enabledClients.values()) enabled.delete(clientId);
  }

  async *listConnections(signal: AbortSignal): AsyncGenerator<Connection> {
    this.begin("listConnections", signal);
    yield* oneByOne(this.connections, signal);
  }

  async createDatabaseConnection(name: string, signal: AbortSignal): Promise<Connection> {
    this.begin("createDatabaseConnection", signal);
    if (this.connections.some((connection) => connection.name === name)) {
      throw new Failure("already-exists", `The connection ${name} exists already in ${this.domain}.`);
    }
    const connection = { id: this.newId("con"), name, strategy: "auth0" };
    this.connections.push(connection);
    return connection;
  }

  async deleteConnection(id: string, signal: AbortSignal): Promise<void> {
    this.begin("deleteConnection", signal);
    const gone = this.connections.find((connection) => connection.id === id);
    this.connections = this.connections.filter((connection) => connection.id !== id);
    this.users = this.users.filter((user) => user.connection !== gone?.name);
    this.enabledClients.delete(id);
  }

  async *listEnabledClients(connectionId: string, signal: AbortSignal): AsyncGenerator<string> {
    this.begin("listEnabledClients", signal);
    this.found("connection", this.connections, ({ id }) => id === connectionId);
    yield* oneByOne([...(this.enabledClients.get(connectionId) ?? [])], signal);
  }

  async setConnectionEnabled(
    connectionId: string,
    clientId: string,
    enabled: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    this.begin("setConnectionEnabled", signal);
    this.found("connection", this.connections, ({ id }) => id === connectionId);
    const clients = new Set(this.enabledClients.get(connectionId));
    if (enabled) clients.add(clientId);
    else clients.delete(clientId);
    this.enabledClients.set(connectionId, clients);
  }

  async findUser(email: string, connection: string, signal: AbortSignal): Promise<Auth0User | undefined> {
    this.begin("findUser", signal);
    return this.users.find((user) => isSameUser(user, { email, connection }));
  }

  async *listUsers(connection: string, signal: AbortSignal): AsyncGenerator<Auth0User> {
    this.begin("listUsers", signal);
    yield* oneByOne(
      this.users.filter((user) => user.connection === connection),
      signal,
    );
  }

  async createUser(draft: UserDraft, signal: AbortSignal): Promise<Auth0User> {
    this.begin("createUser", signal);
    const connection = this.connections.find(({ name }) => name === draft.connection);
    if (!connection) throw new Failure("rejected", `The connection ${draft.connection} does not exist.`);
    if (!this.enabledClients.get(connection.id)?.size) {
      throw new Failure("rejected", `The connection ${draft.connection} is not enabled for any application.`);
    }
    if (this.users.some((user) => isSameUser(user, draft))) {
      throw new Failure("already-exists", `The user ${draft.email} exists already in ${draft.connection}.`);
    }
    if (draft.password.length < 8) throw new Failure("rejected", "The password is too weak.");
    const user = { id: this.newId("auth0|"), email: draft.email, connection: draft.connection };
    this.users.push(user);
    return user;
  }

  async deleteUser(id: string, signal: AbortSignal): Promise<void> {
    this.begin("deleteUser", signal);
    this.users = this.users.filter((user) => user.id !== id);
  }

  async *listClientGrants(
    filter: { readonly clientId?: string; readonly audience?: string },
    signal: AbortSignal,
  ): AsyncGenerator<ClientGrant> {
    this.begin("listClientGrants", signal);
    const wanted = this.clientGrants.filter(
      (grant) =>
        (filter.clientId ?? grant.clientId) === grant.clientId &&
        (filter.audience ?? grant.audience) === grant.audience,
    );
    yield* oneByOne(wanted, signal);
  }

  async createClientGrant(draft: Omit<ClientGrant, "id">, signal: AbortSignal): Promise<ClientGrant> {
    this.begin("createClientGrant", signal);
    const { clientId, audience } = draft;
    this.found("application", this.applications, (application) => application.clientId === clientId);
    this.found("API", this.apis, (api) => api.identifier === audience);
    if (this.clientGrants.some((grant) => grant.clientId === clientId && grant.audience === audience)) {
      throw new Failure("already-exists", `The application ${clientId} has a grant on ${audience} already.`);
    }
    const grant = { ...draft, id: this.newId("cgr") };
    this.clientGrants.push(grant);
    return grant;
  }

  async deleteClientGrant(id: string, signal: AbortSignal): Promise<void> {
    this.begin("deleteClientGrant", signal);
    this.clientGrants = this.clientGrants.filter((grant) => grant.id !== id);
  }

  async requestToken(
    request: { readonly clientId: string; readonly clientSecret: string; readonly audience: string },
    signal: AbortSignal,
  ): Promise<IssuedToken> {
    this.begin("requestToken", signal);
    const { clientId, clientSecret, audience } = request;
    if (this.clientSecrets.get(clientId) !== clientSecret) {
      throw new Failure("unauthorized", `${this.domain} refused the client secret of ${clientId}.`);
    }
    const grant = this.clientGrants.find((one) => one.clientId === clientId && one.audience === audience);
    if (!grant) throw new Failure("forbidden", `The application ${clientId} has no grant on ${audience}.`);
    return issueToken(`https://${this.domain}/`, grant);
  }

  private begin(method: Auth0Method, signal: AbortSignal): void {
    this.calls.begin(method, signal);
    const scope = requiredScopes[method];
    if (scope && this.grantedScopes && !this.grantedScopes.has(scope)) {
      throw new Failure("forbidden", `The application has no right to ${scope} in ${this.domain}.`);
    }
  }

  private found<T>(kind: string, all: readonly T[], isIt: (candidate: T) => boolean): T {
    const item = all.find(isIt);
    if (!item) throw new Failure("not-found", `There is no such ${kind} in ${this.domain}.`);
    return item;
  }

  private newId(prefix: string): string {
    this.created += 1;
    return `${prefix}${prefix.endsWith("|") ? "" : "_"}${this.created}`;
  }
}

function isSameUser(
  user: Auth0User,
  other: { readonly email: string; readonly connection: string },
): boolean {
  return user.email.toLowerCase() === other.email.toLowerCase() && user.connection === other.connection;
}
