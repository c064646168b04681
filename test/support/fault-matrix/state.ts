import type { RunningSandbox } from "../../../src/sandbox/sandbox.ts";
import type { SandboxState } from "../../../src/sandbox/state.ts";

/** Both clouds of a sandbox at one moment. */
export type Moment = Pick<SandboxState, "auth0" | "azure">;

/** Keeps what both clouds are now. */
export function takeMoment({ state }: RunningSandbox): Moment {
  return structuredClone({ auth0: state.auth0, azure: state.azure });
}

/** Makes both clouds what they were. */
export function restoreMoment({ state }: RunningSandbox, moment: Moment): void {
  Object.assign(state.auth0, structuredClone(moment.auth0));
  Object.assign(state.azure, structuredClone(moment.azure));
}

/** What counts up rather than being said by anybody, and what tokens leave behind. */
const passing: ReadonlySet<string> = new Set(["version", "storage", "updated_at", "date"]);
/** What a cloud makes up for each thing anew. */
const madeUp: ReadonlySet<string> = new Set([
  "id",
  "client_id",
  "client_secret",
  "user_id",
  "created_at",
  "passwordHash",
  "clientId",
  "clientSecret",
]);

/** All that both clouds say, publications of the portal and what only counts left out. */
export function exactly({ auth0, azure }: Moment): unknown {
  return plain({ auth0, resources: lasting(azure) }, passing);
}

/** The same, without what the clouds make up: two ways to one goal differ only in that. */
export function inEffect({ auth0, azure }: Moment): unknown {
  const connections = auth0.connections.map((one) => ({ ...one, clients: one.clients.length }));
  const without = new Set([...passing, ...madeUp]);
  return plain({ auth0: { ...auth0, connections }, resources: lasting(azure) }, without);
}

function lasting(azure: Moment["azure"]): unknown {
  return Object.fromEntries(
    Object.entries(azure.resources).filter(([id]) => !id.includes("/portalrevisions/")),
  );
}

function plain(value: unknown, without: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one, without));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !without.has(name));
  return Object.fromEntries(entries.map(([name, one]) => [name, plain(one, without)]));
}
