import { asText } from "../json.ts";
import { verifyPassword } from "../passwords.ts";
import type { Auth0State, Client, Connection, User } from "../state.ts";
import { OAuthProblem } from "./oauth-problem.ts";

/** The database connections a user of an application may log in with, all of them or the one named. */
export function loginConnections(state: Auth0State, client: Client, name: string | undefined): Connection[] {
  const enabled = state.connections.filter((connection) => isEnabled(connection, client));
  if (name === undefined) {
    if (enabled.length > 0) return enabled;
    throw new OAuthProblem(403, "invalid_request", "no connections enabled for the client");
  }
  if (!state.connections.some((connection) => connection.name === name)) {
    throw new OAuthProblem(403, "invalid_request", "the connection was not found");
  }
  const named = enabled.filter((connection) => connection.name === name);
  if (named.length === 0) throw new OAuthProblem(403, "invalid_request", "the connection is not enabled");
  return named;
}

/** A connection of the whole domain needs no switch per application. */
function isEnabled(connection: Connection, client: Client): boolean {
  const everywhere = connection.properties["is_domain_connection"] === true;
  return connection.strategy === "auth0" && (everywhere || connection.clients.includes(client.client_id));
}

/** The user with this e-mail address or user name and password; throws `invalid_grant` or, when blocked, `unauthorized`. */
export async function verifyUser(
  state: Auth0State,
  connections: readonly Connection[],
  name: string,
  password: string,
): Promise<User> {
  const wanted = name.trim().toLowerCase();
  const user = state.users.find(
    (one) =>
      connections.some((connection) => connection.name === one.connection) &&
      (one.email === wanted || asText(one.username)?.toLowerCase() === wanted),
  );
  if (!user || !(await verifyPassword(password, user.passwordHash))) {
    throw new OAuthProblem(403, "invalid_grant", "Wrong email or password.");
  }
  if (user.properties["blocked"] === true) throw new OAuthProblem(401, "unauthorized", "user is blocked");
  return user;
}
