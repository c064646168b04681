import { creation } from "../../resources/changes.ts";
import type { Change } from "../../resources/kind.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { auth0User } from "../../resources/kinds/auth0-user.ts";
import { enabledApplication } from "../../resources/kinds/enabled-application.ts";
import { changeIds } from "./change-ids.ts";
import type { SecureApiChoices } from "./choices.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** Creates the connection, enables it for the application, and creates the test user; what is there already is left out. */
export function planUsers(
  snapshot: SecureApiSnapshot,
  { connection, user, application }: SecureApiChoices,
): readonly Change[] {
  if (connection.kind === "none" || application.kind === "none") return [];
  const { domain } = snapshot.tenant;
  const { name } = connection.kind === "create" ? connection : connection.connection;
  const client = application.kind === "create" ? application : application.application;
  const connectionId =
    connection.kind === "create" ? { idOf: changeIds.connection } : connection.connection.id;
  const clientId = "clientId" in client ? client.clientId : { idOf: changeIds.application };
  const changes: Change[] = [];
  if (connection.kind === "create") {
    const title = `Create the database connection “${name}”`;
    const draft = { name, strategy: "auth0" };
    changes.push(creation(auth0Connection, domain, draft, { id: changeIds.connection, title }));
  }
  const isEnabled =
    typeof connectionId === "string" &&
    typeof clientId === "string" &&
    snapshot.enabledClients.get(connectionId)?.includes(clientId);
  if (!isEnabled) {
    const title = `Enable the connection “${name}” for the application “${client.name}”`;
    const needs = [changeIds.connection, changeIds.application];
    const options = { id: changeIds.enable, title, needs };
    changes.push(creation(enabledApplication, domain, { connectionId, clientId }, options));
  }
  const isThere = (email: string) =>
    snapshot.users.some((one) => isSameAddress(one.email ?? "", email) && one.connection === name);
  if (user.kind === "create" && !isThere(user.email)) {
    const { email, password } = user;
    const options = { id: changeIds.user, title: `Create the test user ${email}`, needs: [changeIds.enable] };
    changes.push(creation(auth0User, domain, { email, password, connection: name }, options));
  }
  return changes;
}

/** Auth0 keeps addresses in lower case. */
function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
