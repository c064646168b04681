import type { Management } from "auth0";
import type {
  Application,
  Auth0Api,
  Auth0User,
  ClientGrant,
  Connection,
  EnabledApplication,
} from "../../domain/auth0.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { auth0User } from "../../resources/kinds/auth0-user.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import { asObject, asText } from "../json.ts";
import { withoutSecretOptions } from "./connection-options.ts";
import { WrongAnswer } from "./failures.ts";
import { listed, toFields } from "./kind-fields.ts";

/** A resource server as the Management API shows it. */
export function toApi(server: Management.ResourceServer | undefined): Auth0Api {
  return {
    ...toFields(auth0Api, server),
    id: needed(server?.id),
    identifier: needed(server?.identifier),
    isSystem: server?.is_system ?? false,
  };
}

/** A client as the Management API shows it. */
export function toApplication(client: Management.Client | undefined): Application {
  return {
    ...toFields(auth0Application, client),
    clientId: needed(client?.client_id),
    name: client?.name ?? "",
  };
}

/** A connection, without the secrets among its options. */
export function toConnection(connection: Management.ConnectionForList | undefined): Connection {
  const { options, ...fields } = toFields(auth0Connection, connection);
  return {
    ...fields,
    ...(options && { options: withoutSecretOptions(asObject(options)) }),
    id: needed(connection?.id),
    name: needed(connection?.name),
    strategy: needed(connection?.strategy),
  };
}

/** An application of those that a connection lists. */
export function toEnabledApplication(
  client: Management.ConnectionEnabledClient | undefined,
  connectionId: string,
): EnabledApplication {
  return { connectionId, clientId: needed(client?.client_id) };
}

/** A user, as a member of `connection`, or of the one it was created in. */
export function toUser(user: Management.UserResponseSchema | undefined, connection?: string): Auth0User {
  const id = needed(user?.user_id);
  const identities = listed(user?.identities);
  const own =
    identities.find((one) =>
      connection === undefined ? `${one.provider}|${one.user_id}` === id : one.connection === connection,
    ) ?? identities[0];
  const linked = identities.flatMap((one) => (one === own ? [] : [one.connection ?? ""]));
  return {
    ...toFields(auth0User, user),
    id,
    connection: needed(own?.connection),
    ...(linked.length > 0 && { linkedConnections: linked }),
  };
}

/** A grant of either subject type. */
export function toClientGrant(grant: Management.ClientGrantResponseContent | undefined): ClientGrant {
  return {
    // those from before there were two types
    subjectType: "client",
    ...toFields(clientGrant, grant),
    id: needed(grant?.id),
    audience: needed(grant?.audience),
    scopes: listed(grant?.scope),
    ...(grant?.is_system === true && { isSystem: true }),
  };
}

/** An answer that may be any JSON object; for what is no JSON the SDK gives one of its own, with `ok`. */
export function anObject<T>(answer: T): T {
  const object = asObject(answer);
  if (object !== answer || object["ok"] === false) throw new WrongAnswer();
  return answer;
}

/** A text that the resource cannot be without. */
function needed(value: unknown): string {
  const text = asText(value);
  if (text === undefined) throw new WrongAnswer();
  return text;
}
