import type { PartName } from "./faults.ts";
import type { SandboxContext, SandboxService } from "./service.ts";
import type { SandboxState } from "./state.ts";

/** One service per part, all on the same state. */
export type Parts = Readonly<Record<PartName, SandboxService>>;

/** Builds the parts of a sandbox on `state`. */
export async function createParts(_context: SandboxContext, _state: SandboxState): Promise<Parts> {
  const later: SandboxService = {
    listener: (_request, response) => void response.writeHead(503).end("not there yet"),
  };
  return {
    auth0: later,
    entra: later,
    resourceManager: later,
    gateway: later,
    portal: later,
    backend: later,
  };
}
