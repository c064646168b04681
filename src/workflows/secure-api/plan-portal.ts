import type { AuthorizationServerDraft } from "../../domain/apim.ts";
import type { Discovery } from "../../domain/auth0.ts";
import type { ExecutableStep } from "../plan.ts";
import { offersServer } from "../user-authorization.ts";
import { APPLICATION } from "./application-step.ts";
import { AUTH0_API } from "./auth0-api-step.ts";
import type { SecureApiChoices } from "./choices.ts";
import { clientAuthenticationMethod, NEW_APPLICATION_AUTH_METHOD } from "./client-authentication.ts";
import { findServer } from "./linked.ts";
import {
  AUTHORIZATION_SERVER,
  createServer,
  republishPortal,
  setUserAuthorization,
  USER_AUTHORIZATION,
} from "./portal-steps.ts";
import type { SecureApiReading } from "./reading.ts";

/** The id of the authorization server that the API will name; `undefined` when it will name none. */
export function chosenServerId(
  reading: SecureApiReading,
  choices: SecureApiChoices,
  audience: string,
): string | undefined {
  const { authorizationServer: choice, application } = choices;
  if (choice.kind === "none" || application.kind === "none") return undefined;
  if (choice.kind === "existing") return choice.server.authorizationServerId;
  const same =
    application.kind === "existing" && findServer(reading, audience, application.application.clientId);
  return same ? same.authorizationServerId : choice.authorizationServerId;
}

/** Authorization server, user authorization and publication, as far as they are not as they should be. */
export function planPortal(
  reading: SecureApiReading,
  choices: SecureApiChoices,
  audience: string,
): readonly ExecutableStep[] {
  const id = chosenServerId(reading, choices, audience);
  if (id === undefined) return [];
  const { api } = reading;
  const steps: ExecutableStep[] = [];
  if (!reading.authorizationServers.some((server) => server.authorizationServerId === id)) {
    const server = { service: api.service, authorizationServerId: id, applicationName: nameOf(choices) };
    steps.push(
      createServer({ ...server, draft: draftServer(reading, choices, audience) }, [APPLICATION, AUTH0_API]),
    );
  }
  if (!offersServer(api.userAuthorization, id)) {
    const before = api.userAuthorization.oauth2.map(({ authorizationServerId }) => authorizationServerId);
    const setting = { authorizationServerId: id, scope: undefined };
    steps.push(setUserAuthorization(api, setting, before, [AUTHORIZATION_SERVER]));
  }
  if (choices.republishPortal && steps.length > 0) {
    steps.push(republishPortal(api.service, api.displayName, [AUTHORIZATION_SERVER, USER_AUTHORIZATION]));
  }
  return steps;
}

/** The discovered authorization endpoint with the audience, without which Auth0 gives an opaque token. */
export function authorizationEndpoint(
  { authorizationEndpoint: endpoint }: Discovery,
  audience: string,
): string {
  const separator = endpoint.includes("?") ? "&" : "?";
  return `${endpoint}${separator}audience=${encodeURIComponent(audience)}`;
}

function draftServer(
  { discovery, api }: SecureApiReading,
  { application, authorizationServer, defaultScope }: SecureApiChoices,
  audience: string,
): Omit<AuthorizationServerDraft, "clientId"> {
  const method =
    application.kind === "existing"
      ? application.application.tokenEndpointAuthMethod
      : NEW_APPLICATION_AUTH_METHOD;
  return {
    displayName: authorizationServer.kind === "create" ? authorizationServer.displayName : api.displayName,
    description: `Sign-in with Auth0 for the API “${api.displayName}”`,
    clientRegistrationEndpoint: discovery.issuer,
    authorizationEndpoint: authorizationEndpoint(discovery, audience),
    tokenEndpoint: discovery.tokenEndpoint,
    grantTypes: ["authorizationCode"],
    clientAuthenticationMethods: [clientAuthenticationMethod(method) ?? "Basic"],
    defaultScope: defaultScope === "" ? undefined : defaultScope,
    tokenBodyParameters: [],
    useInTestConsole: true,
    useInApiDocumentation: false,
  };
}

function nameOf({ application }: SecureApiChoices): string {
  if (application.kind === "none") return "";
  return application.kind === "create" ? application.name : application.application.name;
}
