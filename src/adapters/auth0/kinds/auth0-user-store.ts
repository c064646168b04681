import type { Auth0User, UserDraft } from "../../../domain/auth0.ts";
import type { Settings } from "../../../domain/settings.ts";
import type { Store } from "../../../resources/kind.ts";
import { auth0User } from "../../../resources/kinds/auth0-user.ts";
import type { RequestOptions } from "../../cancellable-calls.ts";
import { openNames, toChange, toCreation } from "../kind-fields.ts";
import type { ManagementCalls } from "../management-calls.ts";
import { toUser } from "../mapping.ts";
import { searchQuery } from "../user-query.ts";
import { auth0Store, offsetPage } from "./auth0-store.ts";

const query = { fields: `user_id,identities,${openNames(auth0User)}`, include_fields: true };

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
  const search = (q: string | undefined, options: RequestOptions) => {
    const newest = { sort: "created_at:-1" };
    return users.list({ ...offsetPage(), ...query, search_engine: "v3", ...(q ? { q } : newest) }, options);
  };
  const ofConnection = (name: string) => `identities.connection:"${name.replace(/["\\]/g, "\\$&")}"`;
  const store = auth0Store(calls, auth0User, ({ id }) => id, {
    list: ({ email, connection }, options) =>
      email === undefined ? search(connection && ofConnection(connection), options) : byEmail(email, options),
    read: (id, options) => users.get(id, query, options),
    readAll: (id, options) => users.get(id, {}, options),
    create: (draft, options) => {
      // no mail is sent to an address that may not exist
      const quietly = { email_verified: draft.emailVerified ?? true, verify_email: false };
      return users.create(
        { ...toCreation(auth0User, draft), connection: draft.connection, ...quietly },
        options,
      );
    },
    update: (id, changes, options, before) => users.update(id, toUserChange(changes, before), options),
    delete: (id, options) => users.delete(id, options),
    to: (user, where) => toUser(user, where?.connection),
  });
  return {
    ...store,
    // Auth0 keeps addresses in lower case and compares them exactly
    list: (owner, where, signal) =>
      store.list(owner, { ...where, ...(where.email && { email: where.email.toLowerCase() }) }, signal),
    async *search(owner, text, signal) {
      const open = (options: RequestOptions) => search(searchQuery(text), options);
      let found = 0;
      for await (const value of calls.each("search for users", signal, open, (user) => toUser(user))) {
        yield { ref: { kind: auth0User.id, owner, id: value.id }, value };
        found += 1;
        if (found === auth0User.mostTold) return;
      }
    },
  };
}

/** Metadata keep the members that a change does not name: those that go away must say so. */
function toUserChange(changes: Partial<UserDraft>, before: Auth0User) {
  const { userMetadata, appMetadata, email } = changes;
  const worded = {
    ...changes,
    ...(userMetadata && { userMetadata: { ...gone(before.userMetadata), ...userMetadata } }),
    ...(appMetadata && { appMetadata: { ...gone(before.appMetadata), ...appMetadata } }),
  };
  return { ...toChange(auth0User, worded), ...(email && { verify_email: false }) };
}

function gone(metadata: Settings = {}): Readonly<Record<string, null>> {
  return Object.fromEntries(Object.keys(metadata).map((name) => [name, null]));
}
