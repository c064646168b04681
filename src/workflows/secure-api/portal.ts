import type { Discovery } from "../../domain/auth0.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { creation } from "../../resources/changes.ts";
import type { Change } from "../../resources/kind.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { publication } from "../../resources/kinds/publication.ts";
import { letSignIn } from "../let-sign-in.ts";
import { offersServer } from "../user-authorization.ts";
import { changeIds } from "./change-ids.ts";
import type { SecureApiChoices } from "./choices.ts";
import { clientAuthenticationMethod, newApplicationAuthMethod } from "./client-authentication.ts";
import { findServer } from "./linked.ts";
import { authorizationServerId, authorizationServerName } from "./names.ts";
import { isPublished, newRevisionId, publicationDescription, serverDescription } from "./publication.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

/** The authorization server that the API will name. */
interface ChosenServer {
  readonly authorizationServerId: string;
  readonly displayName: string;
  readonly exists: boolean;
}

/**
 * Reuses any server that stands for the chosen Auth0 API and application, whether or not it was chosen: one that stands
 * for another pair would give tokens that the policy refuses.
 *
 * @returns `undefined` when the API will name none.
 */
export function chosenServer(
  snapshot: SecureApiSnapshot,
  { authorizationServer: choice, application }: SecureApiChoices,
  audience: string,
): ChosenServer | undefined {
  if (choice.kind === "none" || application.kind === "none") return undefined;
  const preferred = choice.kind === "existing" ? choice.server : undefined;
  const fitting =
    application.kind === "existing" &&
    findServer(snapshot, audience, application.application.clientId, preferred);
  if (fitting) return { ...fitting, exists: true };
  if (choice.kind === "create") return { ...choice, exists: false };
  const taken = snapshot.authorizationServers.map((server) => server.authorizationServerId);
  return {
    authorizationServerId: authorizationServerId(audience, taken),
    displayName: authorizationServerName(snapshot.api),
    exists: false,
  };
}

/** Authorization server, user authorization and publication, as far as they are not as they should be. */
export function planPortal(
  snapshot: SecureApiSnapshot,
  choices: SecureApiChoices,
  audience: string,
): readonly Change[] {
  const server = chosenServer(snapshot, choices, audience);
  if (server === undefined) return [];
  const { api, portalRevisions } = snapshot;
  const { authorizationServerId: id, exists } = server;
  const changes: Change[] = [];
  if (!exists) changes.push(createServer(snapshot, choices, audience, server));
  if (!offersServer(api.userAuthorization, id)) {
    // Last of what makes a link, so that a link that looks complete has its test user, too.
    const options = { id: changeIds.userAuthorization, needs: [changeIds.server, changeIds.user] };
    changes.push(...letSignIn(api, server, options));
  }
  const description = publicationDescription("Auth0", api.apiId, id);
  const isStale = portalRevisions.known && !isPublished(portalRevisions.value, description);
  if (!choices.republishPortal || (changes.length === 0 && !isStale)) return changes;
  const publish = creation(
    publication,
    instancePath(api.instance),
    { description },
    {
      id: changeIds.portal,
      refId: newRevisionId(new Date()),
      title: `Republish the developer portal of ${api.instance.serviceName}`,
      needs: [changeIds.server, changeIds.userAuthorization],
    },
  );
  return [...changes, publish];
}

/** The discovered authorization endpoint with the audience, without which Auth0 gives an opaque token. */
export function authorizationEndpoint(
  { authorizationEndpoint: endpoint }: Discovery,
  audience: string,
): string {
  const separator = endpoint.includes("?") ? "&" : "?";
  return `${endpoint}${separator}audience=${encodeURIComponent(audience)}`;
}

/** Its secret is read from Auth0 when it is created, and kept nowhere. */
function createServer(
  { discovery, api, tenant }: SecureApiSnapshot,
  { application, defaultScope }: SecureApiChoices,
  audience: string,
  server: ChosenServer,
): Change {
  const existing = application.kind === "existing" ? application.application : undefined;
  const method = existing ? existing.tokenEndpointAuthMethod : newApplicationAuthMethod;
  const draft = {
    displayName: server.displayName,
    description: serverDescription("Auth0", api.displayName),
    clientRegistrationEndpoint: discovery.issuer,
    authorizationEndpoint: authorizationEndpoint(discovery, audience),
    tokenEndpoint: discovery.tokenEndpoint,
    clientId: existing ? existing.clientId : { idOf: changeIds.application },
    clientSecret: {
      secretOf: existing
        ? { kind: auth0Application.id, owner: tenant.domain, id: existing.clientId }
        : changeIds.application,
    },
    grantTypes: ["authorizationCode"],
    clientAuthenticationMethods: [clientAuthenticationMethod(method) ?? "Basic"],
    defaultScope: defaultScope === "" ? undefined : defaultScope,
    tokenBodyParameters: [],
    useInTestConsole: true,
    useInApiDocumentation: false,
  } as const;
  return creation(authorizationServer, instancePath(api.instance), draft, {
    id: changeIds.server,
    refId: server.authorizationServerId,
    title: `Create the authorization server “${server.displayName}”`,
    needs: [changeIds.application, changeIds.auth0Api],
  });
}
