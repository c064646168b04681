import type Provider from "oidc-provider";
import type { SandboxContext } from "../../service.ts";
import type { Auth0State, Client, User } from "../state.ts";
import type { TokenStore } from "./token-store.ts";

/** What the endpoints of the Authentication API work on. */
export interface Realm {
  readonly state: Auth0State;
  readonly context: SandboxContext;
  readonly store: TokenStore;
  readonly provider: Provider;
}

/** The tenant's issuer, with its trailing slash. */
export function issuerOf({ context }: Pick<Realm, "context">): string {
  return `${context.origins.auth0}/`;
}

/** The application with this id. */
export function findClient(state: Auth0State, id: string | undefined): Client | undefined {
  return state.clients.find(({ client_id }) => client_id === id);
}

/** The user with this id. */
export function findUser(state: Auth0State, id: string | undefined): User | undefined {
  return state.users.find(({ user_id }) => user_id === id);
}
