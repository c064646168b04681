import type { SandboxContext, SandboxService } from "../service.ts";
import { createAuthentication } from "./authentication/index.ts";
import { ensureSigningKeys } from "./authentication/signing-keys.ts";
import { createManagement } from "./management/index.ts";
import { ensureGlobalClient } from "./new-tenant.ts";
import { type Auth0State, placeTenant } from "./state.ts";

export { type Auth0State, managementCredentials } from "./state.ts";

/**
 * The Auth0 tenant of the sandbox on `context.origins.auth0`: the Management API below `/api/v2/`, the Authentication
 * API everywhere else. Gives a new tenant its global client, and its signing
 * keys, which takes a moment.
 */
export async function createAuth0Service(
  context: SandboxContext,
  state: Auth0State,
): Promise<SandboxService> {
  placeTenant(state, context.origins.auth0);
  ensureGlobalClient(state);
  await ensureSigningKeys(state, context);
  const management = createManagement(context, state);
  const authentication = await createAuthentication(context, state);
  return {
    listener: (request, response) => {
      const isManagement = /^\/api\/v2(?:[/?]|$)/.test(request.url ?? "");
      (isManagement ? management : authentication)(request, response);
    },
  };
}
