import type { JsonObject } from "../json.ts";
import type { Connection } from "../state.ts";

/** A connection as the Management API shows it; `enabled_clients` is gone, the applications have a list of their own. */
export function connectionView({ id, name, strategy, properties }: Connection): JsonObject {
  return { id, name, strategy, ...properties };
}
