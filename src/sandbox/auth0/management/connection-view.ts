import type { JsonObject } from "../json.ts";
import type { Connection } from "../state.ts";

/** A connection as the Management API shows it; without `enabled_clients`, as in new tenants: they have a list of their own. */
export function connectionView({ id, name, strategy, properties }: Connection): JsonObject {
  return { id, name, strategy, ...properties };
}
