import type { Auth0User, UserDraft } from "../../../domain/auth0.ts";
import type { Store } from "../../../resources/kind.ts";
import { auth0User } from "../../../resources/kinds/auth0-user.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toUser } from "../mapping.ts";
import { auth0Store, offsetPage } from "./auth0-store.ts";

const query = { fields: "user_id,email,identities", include_fields: true };

/**
 * Users through Auth0's own SDK. By address they are listed as they are, otherwise as the tenant's search knows them: it
 * lags some seconds behind.
 */
export function auth0UserStore(calls: ManagementCalls): Store<Auth0User, UserDraft> {
  const { users } = calls.client;
  const byEmail = async (email: string, options: RequestOptions) => {
    const data = await users.listUsersByEmail({ ...query, email }, options);
    return { data, response: { data }, hasNextPage: () => false, getNextPage: () => byEmail(email, options) };
  };
  const search = (connection: string | undefined, options: RequestOptions) => {
    const q = connection && `identities.connection:"${connection.replace(/["\\]/g, "\\$&")}"`;
    return users.list({ ...offsetPage(), ...query, search_engine: "v3", ...(q && { q }) }, options);
  };
  const store = auth0Store(calls, auth0User, ({ id }) => id, {
    list: ({ email, connection }, options) =>
      email === undefined ? search(connection, options) : byEmail(email, options),
    read: (id, options) => users.get(id, query, options),
    // no mail is sent to an address that may not exist
    create: (draft, options) =>
      users.create({ ...draft, email_verified: true, verify_email: false }, options),
    delete: (id, options) => users.delete(id, options),
    to: (user, where) => toUser(user, where?.connection),
  });
  return {
    ...store,
    // Auth0 keeps addresses in lower case and compares them exactly
    list: (owner, where, signal) =>
      store.list(owner, { ...where, ...(where.email && { email: where.email.toLowerCase() }) }, signal),
  };
}
