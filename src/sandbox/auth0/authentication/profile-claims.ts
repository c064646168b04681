import type { JsonObject } from "../json.ts";
import type { User } from "../state.ts";

const claimsByScope: Readonly<Record<string, readonly string[]>> = {
  profile: ["name", "nickname", "given_name", "family_name", "picture", "updated_at"],
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_verified"],
};

/** Which claims each scope opens, in the authorization server's configuration. */
export const claimsConfiguration: Record<string, string[]> = {
  openid: ["sub"],
  ...Object.fromEntries(Object.entries(claimsByScope).map(([scope, names]) => [scope, [...names]])),
};

/** Everything that can be told of a user. */
export function allClaims(user: User): JsonObject & { sub: string } {
  return {
    ...user.properties,
    ...(user.email === undefined ? {} : { email: user.email }),
    sub: user.user_id,
  };
}

/** What `/userinfo` tells for a scope. */
export function claimsFor(user: User, scope: string): JsonObject {
  const names = ["sub", ...scope.split(" ").flatMap((name) => claimsByScope[name] ?? [])];
  const all = allClaims(user);
  return Object.fromEntries(names.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]));
}
