import { createResourceManagerService } from "./arm/index.ts";
import { createAuth0Service } from "./auth0/index.ts";
import { createEntraService } from "./entra/index.ts";
import { ensureSigningKey } from "./entra/signing-key.ts";
import type { PartName } from "./faults.ts";
import { createBackendService, createGatewayService } from "./gateway/index.ts";
import { createPortalService } from "./portal/index.ts";
import type { SandboxContext, SandboxService } from "./service.ts";
import type { SandboxState } from "./state.ts";

/** One service per part, all on the same state. */
export type Parts = Readonly<Record<PartName, SandboxService>>;

/** Builds the parts of a sandbox on `state`. */
export async function createParts(context: SandboxContext, state: SandboxState): Promise<Parts> {
  const [auth0] = await Promise.all([
    createAuth0Service(context, state.auth0),
    ensureSigningKey(state.azure, context),
  ]);
  return {
    auth0,
    entra: createEntraService(context, state.azure),
    resourceManager: createResourceManagerService(context, state.azure),
    gateway: createGatewayService(context, state.azure),
    portal: createPortalService(context, state.azure),
    backend: createBackendService(context),
  };
}
