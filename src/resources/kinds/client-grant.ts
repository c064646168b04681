import { known } from "../../core/known.ts";
import type { ClientGrant, ClientGrantDraft } from "../../domain/auth0.ts";
import { scopeProblem } from "../../domain/auth0-answers.ts";
import type { Kind } from "../kind.ts";

/** That an application may ask for tokens of an API: for itself, or for its users. */
export const clientGrant: Kind<ClientGrant, ClientGrantDraft> = {
  id: "auth0-client-grant",
  cloud: "auth0",
  noun: "client grant",
  plural: "Client Grants",
  icon: "key",
  document: "client-grant",
  tree: { under: "tenant" },
  fields: {
    clientId: {
      label: "Application",
      name: "client_id",
      names: (id) => ({ kind: "auth0-application", id }),
      fixed: true,
      ask: { prompt: "Client id of the application that may ask for tokens" },
    },
    audience: {
      label: "Audience",
      names: (id) => ({ kind: "auth0-api", id, by: "identifier" }),
      fixed: true,
      ask: { prompt: "Identifier of the API that the tokens are for" },
    },
    subjectType: {
      label: "Type of access",
      name: "subject_type",
      fixed: true,
      ask: {
        prompt: "What the application may get tokens for",
        choices: [
          { value: "client", label: "For itself", detail: "Client credentials: tokens without a user" },
          {
            value: "user",
            label: "For its users",
            detail: "Matters only where the API requires a client grant for users",
          },
        ],
      },
    },
    scopes: {
      label: "Scopes",
      name: "scope",
      set: {},
      ask: { prompt: "Scopes of the API that its tokens may have", optional: true, check: scopeProblem },
    },
    allowsAllScopes: { label: "All scopes of the API", name: "allow_all_scopes" },
    organizationUsage: { label: "Organizations", name: "organization_usage" },
    allowsAnyOrganization: { label: "Any organization", name: "allow_any_organization" },
    authorizationDetailsTypes: {
      label: "Types of authorization details",
      name: "authorization_details_types",
      set: {},
    },
    defaultFor: { label: "Default for", name: "default_for", fixed: true },
  },
  identity: { by: "fields", fields: ["clientId", "audience", "subjectType", "defaultFor"], unique: true },
  titleOf: ({ clientId, defaultFor, audience }, { id }) =>
    audience === undefined ? (id ?? "") : `${clientId ?? defaultFor ?? ""} on ${audience}`,
  titleBy: ({ clientId, defaultFor, audience }, { id }, nameOf) =>
    audience === undefined
      ? (id ?? "")
      : `${clientId === undefined ? (defaultFor ?? "") : nameOf({ kind: "auth0-application", id: clientId })} on ${nameOf({ kind: "auth0-api", id: audience, by: "identifier" })}`,
  // a service that was told of no type tells one
  isFulfilled: (field, sent, found) => field === "subjectType" && sent === undefined && found === "client",
  isDeletedInUse: true,
  inUse: async ({ value }) =>
    known(
      isForOrganizations(value)
        ? "It is for organizations, and which of them have it by now is not read here, so it stays. Delete it by hand if nobody needs it."
        : undefined,
    ),
  goesAlong: async ({ value }) =>
    known(isForOrganizations(value) ? ["Organizations that it is assigned to lose it for good."] : []),
  lockedBecause: ({ isSystem }) =>
    isSystem ? "It is one of Auth0's own grants, which can be neither changed nor deleted." : undefined,
  rights: {
    read: "read:client_grants",
    create: "create:client_grants",
    update: "update:client_grants",
    delete: "delete:client_grants",
  },
};

function isForOrganizations({ organizationUsage }: ClientGrant): boolean {
  return organizationUsage === "allow" || organizationUsage === "require";
}
