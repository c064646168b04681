import { randomBytes } from "node:crypto";
import { Failure } from "../../../src/core/failure.ts";
import type {
  Application,
  Auth0Api,
  Auth0User,
  ClientGrant,
  ClientGrantDraft,
  Connection,
  Discovery,
  EnabledApplication,
  IssuedToken,
  PublicKey,
  Tenant,
  UserDraft,
} from "../../../src/domain/auth0.ts";
import type { Auth0Cloud, TokenRequest } from "../../../src/domain/auth0-cloud.ts";
import type { Shelved } from "../../../src/resources/clouds.ts";
import type { Shelf } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { customDomain } from "../../../src/resources/kinds/custom-domain.ts";
import { defaultAudience } from "../../../src/resources/kinds/default-audience.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { settingsId, tenantSettings } from "../../../src/resources/kinds/tenant-settings.ts";
import { Calls } from "./calls.ts";
import { shelvesOf, valuesOf } from "./shelves.ts";
import { InMemoryStore } from "./store.ts";
import { issueToken, publicKeys } from "./token.ts";

/** A tenant in memory. Its public members are its state, which a test may fill and look at. */
export class InMemoryAuth0Cloud implements Auth0Cloud, Shelved {
  readonly calls = new Calls<string>();
  readonly domain: string;
  tenant: Tenant;
  /** By client id. */
  readonly clientSecrets = new Map<string, string>();
  /** The Management API scopes of the connected application; `undefined` means all. */
  grantedScopes: ReadonlySet<string> | undefined;
  readonly stores = {
    apis: new InMemoryStore(auth0Api, {
      nextId: () => this.newId("api"),
      make: (draft, id) => ({
        enforcesPolicies: false,
        tokenDialect: "access_token",
        ...draft,
        id,
        isSystem: false,
      }),
      check: (verb, stored) => {
        const audience = stored?.value.identifier;
        if (verb === "delete")
          this.clientGrants = this.clientGrants.filter((one) => one.audience !== audience);
      },
    }),
    applications: new InMemoryStore(auth0Application, {
      nextId: () => this.newId("client"),
      make: (draft, clientId) => {
        if (draft.tokenEndpointAuthMethod !== "none") this.clientSecrets.set(clientId, newSecret());
        return { ...draft, clientId };
      },
      check: (verb, stored) => {
        if (verb === "delete" && stored) this.forgetApplication(stored.ref.id);
      },
      secretOf: ({ id }) => {
        this.begin("readClientSecret", never, "read:client_keys");
        return this.clientSecrets.get(id);
      },
      rotateSecret: ({ id }) => {
        this.begin("rotateClientSecret", never, "update:client_keys");
        const secret = newSecret();
        this.clientSecrets.set(id, secret);
        return secret;
      },
    }),
    connections: new InMemoryStore(auth0Connection, {
      nextId: () => this.newId("con"),
      make: (draft, id) => ({ realms: [draft.name], ...draft, id }),
      check: (verb, stored) => {
        if (verb !== "delete") return;
        this.users = this.users.filter(({ connection }) => connection !== stored?.value.name);
        this.enabled = this.enabled.filter(({ connectionId }) => connectionId !== stored?.ref.id);
      },
    }),
    enabled: new InMemoryStore(enabledApplication, {
      nextId: enabledId,
      make: (draft) => draft,
      check: (verb, _, { connectionId }) => {
        if (verb === "create") this.found("connection", this.connections, ({ id }) => id === connectionId);
      },
    }),
    users: new InMemoryStore<Auth0User, UserDraft>(auth0User, {
      nextId: () => this.newId("auth0|"),
      make: ({ password: _, ...draft }, id) => ({ ...draft, id }),
      matches: (user, where) => isSameUser(user, { ...user, ...where }),
      check: (verb, _, draft) => {
        if (verb === "create") this.checkUser(draft);
      },
    }),
    grants: new InMemoryStore<ClientGrant, ClientGrantDraft>(clientGrant, {
      nextId: () => this.newId("cgr"),
      make: ({ scopes = [], ...draft }, id) => ({ subjectType: "client", ...draft, scopes, id }),
      check: (verb, _, { clientId, audience }) => {
        if (verb !== "create") return;
        this.found("application", this.applications, (application) => application.clientId === clientId);
        this.found("API", this.apis, (api) => api.identifier === audience);
      },
    }),
    domains: new InMemoryStore(customDomain, {
      nextId: () => this.newId("cd"),
      make: (draft, id) => ({ ...draft, id, status: "ready" }),
    }),
    audience: new InMemoryStore(defaultAudience, {
      make: (draft) => draft,
      check: (verb, _, draft) => {
        if (verb === "update") this.tenant = { ...this.tenant, defaultAudience: draft.audience };
      },
    }),
    settings: new InMemoryStore(tenantSettings, { make: (draft) => draft }),
  };
  readonly shelves: ReadonlyMap<string, Shelf>;
  private created = 0;

  constructor(domain = "contoso.eu.auth0.com") {
    this.domain = domain;
    this.tenant = { domain, friendlyName: "Contoso", defaultAudience: undefined, customDomains: [] };
    this.stores.audience.put(domain, settingsId, { audience: undefined });
    this.shelves = shelvesOf(Object.values(this.stores), (call, right, signal) =>
      this.begin(call, signal, right),
    );
  }

  get apis(): readonly Auth0Api[] {
    return valuesOf(this.stores.apis);
  }

  set apis(all: readonly Auth0Api[]) {
    this.replace(this.stores.apis, all, ({ id }) => id);
  }

  get applications(): readonly Application[] {
    return valuesOf(this.stores.applications);
  }

  set applications(all: readonly Application[]) {
    this.replace(this.stores.applications, all, ({ clientId }) => clientId);
  }

  get connections(): readonly Connection[] {
    return valuesOf(this.stores.connections);
  }

  set connections(all: readonly Connection[]) {
    this.replace(this.stores.connections, all, ({ id }) => id);
  }

  get enabled(): readonly EnabledApplication[] {
    return valuesOf(this.stores.enabled);
  }

  set enabled(all: readonly EnabledApplication[]) {
    this.replace(this.stores.enabled, all, enabledId);
  }

  get users(): readonly Auth0User[] {
    return valuesOf(this.stores.users);
  }

  set users(all: readonly Auth0User[]) {
    this.replace(this.stores.users, all, ({ id }) => id);
  }

  get clientGrants(): readonly ClientGrant[] {
    return valuesOf(this.stores.grants);
  }

  set clientGrants(all: readonly ClientGrant[]) {
    this.replace(this.stores.grants, all, ({ id }) => id);
  }

  async readTenant(signal: AbortSignal): Promise<Tenant> {
    this.begin("readTenant", signal, "read:tenant_settings");
    return this.tenant;
  }

  async createPasswordTicket(userId: string, seconds: number, signal: AbortSignal): Promise<string> {
    this.begin("createPasswordTicket", signal, "create:user_tickets");
    this.found("user", this.users, ({ id }) => id === userId);
    return `https://${this.domain}/lo/reset?ticket=${encodeURIComponent(userId)}-${seconds}`;
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

  async requestToken(request: TokenRequest, signal: AbortSignal): Promise<IssuedToken> {
    this.begin("requestToken", signal);
    const { clientId, audience } = request;
    const proof = "clientSecret" in request ? request.clientSecret : request.privateKey;
    if (this.clientSecrets.get(clientId) !== proof) {
      throw new Failure("unauthorized", `${this.domain} refused the client secret of ${clientId}.`);
    }
    const grant = this.clientGrants.find((one) => one.clientId === clientId && one.audience === audience);
    if (!grant) throw new Failure("forbidden", `The application ${clientId} has no grant on ${audience}.`);
    return issueToken(`https://${this.domain}/`, grant);
  }

  private checkUser({ email = "", password = "", connection: name = "" }: Partial<UserDraft>): void {
    const connection = this.connections.find((one) => one.name === name);
    if (!connection) throw new Failure("rejected", `The connection ${name} does not exist.`);
    if (!this.enabled.some(({ connectionId }) => connectionId === connection.id)) {
      throw new Failure("rejected", `The connection ${name} is not enabled for any application.`);
    }
    if (this.users.some((user) => isSameUser(user, { email, connection: name }))) {
      throw new Failure("already-exists", `The user ${email} exists already in ${name}.`);
    }
    if (password.length < 8) throw new Failure("rejected", "The password is too weak.");
  }

  private forgetApplication(clientId: string): void {
    this.clientGrants = this.clientGrants.filter((grant) => grant.clientId !== clientId);
    this.enabled = this.enabled.filter((one) => one.clientId !== clientId);
    this.clientSecrets.delete(clientId);
  }

  private replace<T extends object, D extends object>(
    store: InMemoryStore<T, D>,
    all: readonly T[],
    idOf: (value: T) => string,
  ): void {
    for (const { ref } of store.all) store.drop(ref.id);
    for (const value of all) store.put(this.domain, idOf(value), value);
  }

  private begin(method: string, signal: AbortSignal, right?: string): void {
    this.calls.begin(method, signal);
    if (right && this.grantedScopes && !this.grantedScopes.has(right)) {
      throw new Failure("forbidden", `The application has no right to ${right} in ${this.domain}.`);
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

function isSameUser(user: Pick<Auth0User, "email" | "connection">, other: Partial<Auth0User>): boolean {
  const [one = "", another = ""] = [user.email, other.email];
  return one.toLowerCase() === another.toLowerCase() && user.connection === other.connection;
}

const never = new AbortController().signal;

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

function enabledId({ connectionId, clientId }: EnabledApplication): string {
  return `${connectionId}/${clientId}`;
}
