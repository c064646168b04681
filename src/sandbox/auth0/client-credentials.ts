import { isObject, type Json } from "./json.ts";
import type { Client, ClientCredential } from "./state.ts";

/** Whether the application authenticates with a key of its own instead of a secret. */
export function usesPrivateKey(client: Client): boolean {
  return enabledIds(client.client_authentication_methods) !== undefined;
}

/** The keys that an application may sign assertions with: registered, and named by its authentication method. */
export function enabledCredentials(client: Client): ClientCredential[] {
  const ids = enabledIds(client.client_authentication_methods) ?? [];
  return (client.credentials ?? []).filter(({ id }) => ids.includes(id));
}

/** The keys' ids in `client_authentication_methods`; `undefined` when it does not name this method. */
export function enabledIds(methods: Json | undefined): unknown[] | undefined {
  const method = isObject(methods) ? methods["private_key_jwt"] : undefined;
  if (!isObject(method)) return undefined;
  const named = Array.isArray(method["credentials"]) ? method["credentials"] : [];
  return named.map((one) => (isObject(one) ? one["id"] : undefined));
}
