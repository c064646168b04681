import { Failure } from "../../core/failure.ts";
import type { ApiRef, AuthorizationServerDraft, InstanceRef, OAuth2Setting } from "../../domain/apim.ts";
import type { ExecutableStep } from "../plan.ts";
import { offersServer, withServer } from "../user-authorization.ts";
import { publicationDescription } from "./publication.ts";
import { resultOf } from "./user-steps.ts";

export const authorizationServer = "authorization-server";
export const userAuthorization = "user-authorization";

/** What a new authorization server is made of; the client id is known only once the application exists. */
export interface NewServer {
  readonly instance: InstanceRef;
  readonly authorizationServerId: string;
  readonly draft: Omit<AuthorizationServerDraft, "clientId">;
  /** For the plan to show. */
  readonly applicationName: string;
}

/** Creates the authorization server; its secret is read from Auth0 at that moment and kept nowhere. */
export function createServer(server: NewServer, needs: readonly string[]): ExecutableStep {
  const { instance, authorizationServerId, draft } = server;
  return {
    id: authorizationServer,
    cloud: "azure",
    change: "create",
    title: `Create the authorization server “${draft.displayName}”`,
    details: describeServer(server),
    needs,
    async run({ clouds, results, signal }) {
      const clientId = resultOf(results, "clientId");
      const secret = await clouds.auth0.readClientSecret(clientId, signal);
      if (secret === undefined) throw withoutSecret(server.applicationName);
      const created = await clouds.azure.createAuthorizationServer(
        instance,
        authorizationServerId,
        { ...draft, clientId },
        secret,
        signal,
      );
      const { authorizationEndpoint } = created;
      return {
        kind: "delete-authorization-server",
        instance,
        authorizationServerId,
        clientId,
        authorizationEndpoint,
      };
    },
  };
}

/** Lets the API's users sign in with the server, besides what the API names already. */
export function setUserAuthorization(
  api: ApiRef & { readonly displayName: string },
  setting: OAuth2Setting,
  before: readonly string[],
  needs: readonly string[],
): ExecutableStep {
  const { authorizationServerId } = setting;
  return {
    id: userAuthorization,
    cloud: "azure",
    change: "update",
    title: `Let users of “${api.displayName}” sign in with “${authorizationServerId}”`,
    details: [
      {
        label: "User authorization",
        before: before.join(", ") || "none",
        after: [...before.filter((id) => id !== authorizationServerId), authorizationServerId].join(", "),
      },
    ],
    needs,
    async run({ clouds: { azure }, signal }) {
      // Read again: any other change of the API gives it a new ETag, and what it names besides must be kept.
      const current = await azure.readApi(api, signal);
      if (!current) throw new Failure("not-found", `The API “${api.displayName}” is gone.`);
      const old = current.api.userAuthorization;
      if (offersServer(old, authorizationServerId)) return undefined;
      const ref = { instance: api.instance, apiId: api.apiId };
      const wanted = withServer(old, setting);
      const written = await azure.setUserAuthorization(ref, wanted, current.etag, signal);
      const after = written.api.userAuthorization;
      return { kind: "restore-user-authorization", api: ref, authorizationServerId, before: old, after };
    },
  };
}

/** Publishes the developer portal, which shows a sign-in only then. */
export function republishPortal(
  { instance, apiId }: ApiRef,
  authorizationServerId: string,
  needs: readonly string[],
): ExecutableStep {
  return {
    id: "portal",
    cloud: "azure",
    change: "publish",
    title: `Republish the developer portal of ${instance.serviceName}`,
    details: [{ label: "Shows", after: "the sign-in, and all saved changes of others to the portal" }],
    needs,
    async run({ clouds, signal }) {
      const description = publicationDescription(apiId, authorizationServerId);
      await clouds.azure.publishPortal(instance, description, signal);
      return { kind: "republish-portal", instance };
    },
  };
}

function describeServer({ authorizationServerId, draft, applicationName }: NewServer) {
  return [
    { label: "Id", after: authorizationServerId },
    { label: "Authorization endpoint", after: draft.authorizationEndpoint },
    { label: "Registration endpoint", after: draft.clientRegistrationEndpoint },
    { label: "Description", after: draft.description ?? "none" },
    { label: "Token endpoint", after: draft.tokenEndpoint ?? "none" },
    { label: "Grant type", after: draft.grantTypes.join(", ") },
    { label: "Client authentication", after: draft.clientAuthenticationMethods.join(", ") },
    { label: "Default scope", after: draft.defaultScope ?? "none" },
    { label: "Client id", after: `that of the application “${applicationName}”` },
    { label: "Client secret", after: "the application's client secret" },
  ];
}

function withoutSecret(application: string): Failure {
  return new Failure("unsupported", `Auth0 gives no client secret for the application “${application}”.`, {
    remedy:
      "Choose a Regular Web Application that authenticates with a client secret, and see that the connected application may read client keys (read:client_keys).",
  });
}
