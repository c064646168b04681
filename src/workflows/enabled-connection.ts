import type { Auth0Cloud } from "../domain/auth0-cloud.ts";

/** Whether the application may sign users in with the connection, which must be there. */
export async function isEnabledFor(
  auth0: Auth0Cloud,
  { connectionId, clientId }: { readonly connectionId: string; readonly clientId: string },
  signal: AbortSignal,
): Promise<boolean> {
  for await (const enabled of auth0.listEnabledClients(connectionId, signal)) {
    if (enabled === clientId) return true;
  }
  return false;
}
