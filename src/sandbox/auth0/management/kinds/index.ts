import type { Kind } from "../kind.ts";
import { clientGrants } from "./client-grants.ts";
import { clients } from "./clients.ts";
import { connections } from "./connections.ts";
import { customDomains } from "./custom-domains.ts";
import { resourceServers } from "./resource-servers.ts";
import { users } from "./users.ts";

/** All kinds of things that the sandbox keeps in a tenant. */
export const kinds: readonly Kind[] = [
  resourceServers,
  clients,
  clientGrants,
  connections,
  users,
  customDomains,
];
