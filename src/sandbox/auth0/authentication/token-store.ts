import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";
import type { SandboxContext } from "../../service.ts";
import { isObject } from "../json.ts";
import type { Auth0State, StoredGrant } from "../state.ts";

/** What outlives a restart; codes and interactions do not need to. */
const lasting = new Set(["AccessToken", "Consent", "Grant", "RefreshToken", "Session"]);

/** Where the authorization server keeps tokens, codes and sessions: partly in the state, partly in memory. */
export class TokenStore {
  private readonly passing: { [key: string]: StoredGrant } = {};
  private readonly state: Auth0State;
  private readonly context: SandboxContext;

  constructor(state: Auth0State, context: SandboxContext) {
    this.state = state;
    this.context = context;
  }

  /** The payload of one entry, unless it has expired. */
  find(model: string, id: string): AdapterPayload | undefined {
    const entry = this.shelf(model)[`${model}:${id}`];
    if (!entry || (entry.expiresAt !== undefined && entry.expiresAt <= this.context.now())) return undefined;
    return entry.payload;
  }

  /** The first entry of a model whose member has this value. */
  findBy(model: string, member: string, value: string): AdapterPayload | undefined {
    const found = this.entries(model).find(([, entry]) => entry.payload[member] === value);
    return found && this.find(model, found[0].slice(model.length + 1));
  }

  /** Stores an entry for `lifetime` seconds. */
  set(model: string, id: string, payload: AdapterPayload, lifetime: number | undefined): void {
    this.forgetExpired(model);
    const plain: unknown = JSON.parse(JSON.stringify(payload));
    if (!isObject(plain)) return;
    const expiresAt = lifetime === undefined ? {} : { expiresAt: this.context.now() + lifetime * 1000 };
    this.shelf(model)[`${model}:${id}`] = { payload: plain, ...expiresAt };
    this.context.changed();
  }

  /** Marks an entry as used. */
  consume(model: string, id: string): void {
    const entry = this.shelf(model)[`${model}:${id}`];
    if (entry) entry.payload["consumed"] = Math.floor(this.context.now() / 1000);
    this.context.changed();
  }

  /** Removes an entry. */
  delete(model: string, id: string): void {
    delete this.shelf(model)[`${model}:${id}`];
    this.context.changed();
  }

  /** Removes every entry of a model that came from one grant. */
  revoke(model: string, grantId: string): void {
    for (const [key, entry] of this.entries(model)) {
      if (entry.payload["grantId"] === grantId) delete this.shelf(model)[key];
    }
    this.context.changed();
  }

  private forgetExpired(model: string): void {
    const now = this.context.now();
    for (const [key, { expiresAt }] of this.entries(model)) {
      if (expiresAt !== undefined && expiresAt <= now) delete this.shelf(model)[key];
    }
  }

  private shelf(model: string): { [key: string]: StoredGrant } {
    return lasting.has(model) ? this.state.storage : this.passing;
  }

  private entries(model: string): [key: string, entry: StoredGrant][] {
    return Object.entries(this.shelf(model)).filter(([key]) => key.startsWith(`${model}:`));
  }
}

/** The store in the shape the authorization server asks for; applications come from `findClient`. */
export function createAdapter(
  store: TokenStore,
  findClient: (id: string) => AdapterPayload | undefined,
): AdapterFactory {
  return (model): Adapter => ({
    find: async (id) => (model === "Client" ? findClient(id) : store.find(model, id)),
    findByUid: async (uid) => store.findBy(model, "uid", uid),
    findByUserCode: async (code) => store.findBy(model, "userCode", code),
    upsert: async (id, payload, expiresIn) => store.set(model, id, payload, expiresIn),
    consume: async (id) => store.consume(model, id),
    destroy: async (id) => store.delete(model, id),
    revokeByGrantId: async (grantId) => store.revoke(model, grantId),
  });
}
