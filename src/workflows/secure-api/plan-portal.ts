import type { AuthorizationServerDraft } from "../../domain/apim.ts";
import type { Discovery } from "../../domain/auth0.ts";
import type { ExecutableStep } from "../plan.ts";
import { offersServer } from "../user-authorization.ts";
import { applicationStep } from "./application-step.ts";
import { auth0Api } from "./auth0-api-step.ts";
import type { SecureApiChoices } from "./choices.ts";
import { clientAuthenticationMethod, newApplicationAuthMethod } from "./client-authentication.ts";
import { findServer } from "./linked.ts";
import { authorizationServerId, authorizationServerName } from "./names.ts";
import {
  authorizationServer,
  createServer,
  republishPortal,
  setUserAuthorization,
  userAuthorization,
} from "./portal-steps.ts";
import { isPublished, serverDescription } from "./publication.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";
import { userStep } from "./user-steps.ts";

/** The authorization server that the API will name. */
export interface ChosenServer {
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
  const fitting =
    application.kind === "existing" && findServer(snapshot, audience, application.application.clientId);
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
): readonly ExecutableStep[] {
  const chosen = chosenServer(snapshot, choices, audience);
  if (chosen === undefined) return [];
  const { api } = snapshot;
  const { authorizationServerId: id, displayName, exists } = chosen;
  const steps: ExecutableStep[] = [];
  if (!exists) {
    const server = { instance: api.instance, authorizationServerId: id, applicationName: nameOf(choices) };
    const draft = { ...draftServer(snapshot, choices, audience), displayName };
    steps.push(createServer({ ...server, draft }, [applicationStep, auth0Api]));
  }
  if (!offersServer(api.userAuthorization, id)) {
    const before = api.userAuthorization.oauth2.map((setting) => setting.authorizationServerId);
    const setting = { authorizationServerId: id, scope: undefined };
    // Last of what makes a link, so that a link that looks complete has its test user, too.
    steps.push(setUserAuthorization(api, setting, before, [authorizationServer, userStep]));
  }
  const { portalRevisions } = snapshot;
  const isStale = portalRevisions.known && !isPublished(portalRevisions.value, api.apiId, id);
  if (choices.republishPortal && (steps.length > 0 || isStale)) {
    steps.push(republishPortal(api, id, [authorizationServer, userAuthorization]));
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
  { discovery, api }: SecureApiSnapshot,
  { application, defaultScope }: SecureApiChoices,
  audience: string,
): Omit<AuthorizationServerDraft, "clientId" | "displayName"> {
  const method =
    application.kind === "existing"
      ? application.application.tokenEndpointAuthMethod
      : newApplicationAuthMethod;
  return {
    description: serverDescription(api.displayName),
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
