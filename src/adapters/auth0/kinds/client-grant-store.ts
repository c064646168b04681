import type { ClientGrant, ClientGrantDraft } from "../../../domain/auth0.ts";
import type { Store } from "../../../resources/kind.ts";
import { clientGrant } from "../../../resources/kinds/client-grant.ts";
import { toChange, toCreation } from "../kind-fields.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toClientGrant } from "../mapping.ts";
import { auth0Store, pageSize } from "./auth0-store.ts";

/** Client grants through Auth0's own SDK. */
export function clientGrantStore(calls: ManagementCalls): Store<ClientGrant, ClientGrantDraft> {
  const { clientGrants } = calls.client;
  return auth0Store(calls, clientGrant, ({ id }) => id, {
    list: ({ clientId, audience, subjectType }, options) => {
      const query = {
        ...(clientId && { client_id: clientId }),
        ...(audience && { audience }),
        ...(subjectType && { subject_type: subjectType }),
      };
      return clientGrants.list({ take: pageSize, ...query }, options);
    },
    read: (id, options) => clientGrants.get(id, options),
    create: (draft, options) =>
      clientGrants.create(
        { ...toCreation(clientGrant, withoutEmptyScopes(draft)), audience: draft.audience },
        options,
      ),
    update: (id, changes, options) => clientGrants.update(id, toChange(clientGrant, changes), options),
    delete: (id, options) => clientGrants.delete(id, options),
    to: toClientGrant,
  });
}

/** Beside a permission for all scopes a list of them is refused, the empty one too. */
function withoutEmptyScopes({ scopes, ...draft }: ClientGrantDraft): ClientGrantDraft {
  const isSaid = scopes && (scopes.length > 0 || draft.allowsAllScopes !== true);
  return { ...draft, ...(isSaid && { scopes }) };
}
