import type { Kind } from "../kind.ts";
import { clientGrants } from "./client-grants.ts";

/** All kinds of things that the sandbox keeps in a tenant. */
export const kinds: readonly Kind[] = [clientGrants];
