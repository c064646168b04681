import type { OAuth2Setting, UserAuthorization } from "../domain/apim.ts";

/**
 * The setting in the list form, which the developer portal reads, and with `server` in it; what it named before is kept,
 * whichever form it had.
 */
export function withServer(current: UserAuthorization, server: OAuth2Setting): UserAuthorization {
  const { oauth2, openIdProviderIds } = current;
  const isThere = namesServer(current, server.authorizationServerId);
  return { form: "list", oauth2: isThere ? oauth2 : [...oauth2, server], openIdProviderIds };
}

/** The setting without that server; empty means no user authorization at all. */
export function withoutServer(current: UserAuthorization, authorizationServerId: string): UserAuthorization {
  const oauth2 = current.oauth2.filter((setting) => !isServer(setting, authorizationServerId));
  const isEmpty = oauth2.length + current.openIdProviderIds.length === 0;
  return {
    form: isEmpty ? "none" : current.form,
    oauth2,
    openIdProviderIds: current.openIdProviderIds,
  };
}

/** Whether the developer portal of today offers that server for the API. */
export function offersServer(current: UserAuthorization, authorizationServerId: string): boolean {
  return current.form === "list" && namesServer(current, authorizationServerId);
}

/** Whether the API names that server, in either form. */
export function namesServer({ oauth2 }: UserAuthorization, authorizationServerId: string): boolean {
  return oauth2.some((setting) => isServer(setting, authorizationServerId));
}

/** Whether two settings say the same. */
export function isSameAuthorization(one: UserAuthorization, other: UserAuthorization): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** The service takes ids in whatever casing. */
function isServer(setting: OAuth2Setting, authorizationServerId: string): boolean {
  return setting.authorizationServerId.toLowerCase() === authorizationServerId.toLowerCase();
}

function plain({ form, oauth2, openIdProviderIds }: UserAuthorization): unknown {
  return [
    form,
    oauth2.map(({ authorizationServerId, scope }) => [authorizationServerId, scope ?? ""]),
    openIdProviderIds,
  ];
}
