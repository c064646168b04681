import { known, unknown } from "../../core/known.ts";
import type { Kind } from "../kind.ts";
import { listed, policiesByConnection } from "./policies-that.ts";

/** Who may get tokens by a connection: an identity of Microsoft Entra ID. */
export interface ConnectionAccessDraft {
  /** The directory of the identity. */
  readonly tenantId: string;
  /** The object id of the identity, such as that of the instance's managed identity. */
  readonly objectId: string;
}

/** An access policy of a connection. */
export interface ConnectionAccess extends ConnectionAccessDraft {
  /** The connection, as `provider/connection`. */
  readonly connection: string;
}

const rights = "Microsoft.ApiManagement/service/authorizationProviders/authorizations/accessPolicies";

function guidProblem(text: string): string | undefined {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
    ? undefined
    : "This is an id of 32 hexadecimal digits, such as 8a5b1c2d-0e3f-4a6b-9c7d-1e2f3a4b5c6d.";
}

/**
 * An access policy of a connection; its id is `provider/connection/name`. Policies of the gateway get tokens by the managed identity of
 * their instance, unless they say otherwise: without an access policy for it every call ends with an error.
 */
export const connectionAccess: Kind<ConnectionAccess, ConnectionAccessDraft> = {
  id: "azure-connection-access",
  cloud: "azure",
  noun: "access policy",
  plural: "Access Policies",
  icon: "person-add",
  tree: { under: "azure-credential-connection", field: "connection" },
  fields: {
    objectId: {
      label: "Object id",
      fixed: true,
      ask: {
        prompt: "Object id of the identity that may use the connection, in Microsoft Entra ID",
        check: guidProblem,
      },
    },
    tenantId: {
      label: "Directory",
      fixed: true,
      ask: { prompt: "Id of the directory that the identity is in", check: guidProblem },
    },
  },
  identity: { by: "id" },
  titleOf: ({ objectId }, { id }) => objectId ?? id ?? "",
  verbs: { create: "Add", delete: "Remove" },
  async goesAlong({ ref: { owner }, value: { connection } }, reader, signal) {
    const places = await policiesByConnection(connection, owner, reader, signal);
    if (!places.known) return unknown;
    return known(
      places.value.length === 0
        ? []
        : [
            `Policies get tokens by the connection: ${listed(places.value)}. Those that do so by this identity answer every call with 500 from then on.`,
          ],
    );
  },
  rights: { read: `${rights}/read`, create: `${rights}/write`, delete: `${rights}/delete` },
};
