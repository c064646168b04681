import type { UserAuthorization } from "../domain/apim.ts";

/** Whether the developer portal of today offers that server for the API. */
export function offersServer(current: UserAuthorization, authorizationServerId: string): boolean {
  return current.form === "list" && namesServer(current, authorizationServerId);
}

/** Whether the API names that server, in either form; the service takes ids in whatever casing. */
export function namesServer({ oauth2 }: UserAuthorization, authorizationServerId: string): boolean {
  return oauth2.some(
    (one) => one.authorizationServerId.toLowerCase() === authorizationServerId.toLowerCase(),
  );
}
