import type { Client } from "../state.ts";
import { notFound } from "./problem.ts";
import type { Tenant } from "./router.ts";

/** The application with this id; 404 when there is none. */
export function findClient({ state }: Tenant, id: string): Client {
  const found = state.clients.find(({ client_id }) => client_id === id);
  if (!found) throw notFound("client");
  return found;
}
