import type { Maybe } from "../core/known.ts";
import { redirectUris } from "./secure-api/redirect-uris.ts";

/** An authorization server as it is going to be, as far as it decides how people sign in. */
export interface ServerToBe {
  readonly id: string;
  readonly clientId: string;
  readonly grantTypes: readonly string[];
  readonly authorizationEndpoint: string;
}

const pkce = "authorizationCodeWithPkce";

/**
 * What to see to besides, so that people can sign in by the server: sentences, none when there is nothing. `portalUrls` are the
 * addresses of the instance's developer portal; none where it has no portal.
 */
export function serverAdvice(server: ServerToBe, portalUrls: Maybe<readonly string[]>): readonly string[] {
  return [...callbackAdvice(server, portalUrls), ...pkceAdvice(server)];
}

function callbackAdvice(
  { id, clientId, grantTypes }: ServerToBe,
  portalUrls: Maybe<readonly string[]>,
): readonly string[] {
  const where = portalUrls.known ? portalUrls.value : ["https://<the developer portal>"];
  const uris = redirectUris(where, id, grantTypes);
  if (uris.length === 0) return [];
  const note = `The application with the client id ${clientId} must allow the developer portal's callback, or signing in there fails: ${uris.join(", ")}.`;
  const unread = "The addresses of the developer portal could not be read.";
  return [portalUrls.known ? note : `${note} ${unread}`];
}

/** Two faults of the developer portal: api-management-developer-portal#2868 and #2419. */
function pkceAdvice({ id, grantTypes, authorizationEndpoint }: ServerToBe): readonly string[] {
  if (!grantTypes.includes(pkce)) return [];
  const notes: string[] = [];
  if (id !== id.toLowerCase()) {
    notes.push(
      `“${id}” has capital letters. With PKCE the developer portal asks for the code with the id in lower case and for the token with the id as it is, so the redirect URIs differ and signing in fails. Use an id in lower case.`,
    );
  }
  if (authorizationEndpoint.includes("?")) {
    notes.push(
      "The authorization endpoint has a query. With PKCE the developer portal puts a second “?” behind it, so the last value of the query, such as the audience, is spoilt. Leave the query out, and give the tenant a default audience.",
    );
  }
  return notes;
}
