import type { JsonObject } from "../json.ts";
import type { User } from "../state.ts";

/** A user as the Management API shows it: the profile, one database identity, never the password. */
export function userView(user: User): JsonObject {
  const [provider, id] = splitUserId(user.user_id);
  return {
    user_id: user.user_id,
    ...(user.email === undefined ? {} : { email: user.email }),
    ...(user.username === undefined ? {} : { username: user.username }),
    ...user.properties,
    identities: [{ connection: user.connection, user_id: id, provider, isSocial: false }],
  };
}

/** `auth0|abc` as `auth0` and `abc`. */
function splitUserId(id: string): [provider: string, id: string] {
  const bar = id.indexOf("|");
  return [id.slice(0, bar), id.slice(bar + 1)];
}
