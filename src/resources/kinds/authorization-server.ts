import { known } from "../../core/known.ts";
import type { AuthorizationServer, AuthorizationServerDraft } from "../../domain/apim.ts";
import type { Kind } from "../kind.ts";
import {
  addressProblem,
  clientIdProblem,
  clientSecretProblem,
  endpointProblem,
  lineProblem,
} from "../typed-text.ts";
import { userAuthorization } from "./user-authorization.ts";

/** The ways to get a token that people choose from, the usual one first. */
const grantTypes = [
  {
    value: ["authorizationCode"],
    label: "Authorization code",
    detail: "People sign in; with a client secret",
  },
  {
    value: ["authorizationCodeWithPkce"],
    label: "Authorization code with PKCE",
    detail: "Without a secret; the portal spoils an endpoint with ?audience=",
  },
  { value: ["clientCredentials"], label: "Client credentials", detail: "A token of the portal itself" },
  { value: ["implicit"], label: "Implicit", detail: "For old clients only: OAuth 2.1 leaves it out" },
  {
    value: ["resourceOwnerPassword"],
    label: "Resource owner password",
    detail: "For old clients only: OAuth 2.1 leaves it out",
  },
] as const;

const methods = [
  { value: ["Body"], label: "Body", detail: "client_secret_post at Auth0" },
  { value: ["Basic"], label: "Basic", detail: "client_secret_basic at Auth0" },
  { value: [], label: "None", detail: "For PKCE, where there is no secret" },
] as const;

/** What APIs let their users sign in with; the service never tells its secrets. */
export const authorizationServer: Kind<AuthorizationServer, AuthorizationServerDraft> = {
  id: "azure-authorization-server",
  cloud: "azure",
  noun: "authorization server",
  plural: "Authorization Servers",
  icon: "shield",
  document: "authorization-server",
  tree: { under: "instance" },
  fields: {
    displayName: {
      label: "Display name",
      ask: {
        prompt: "Name of the server, at most 50 characters",
        check: (text) => lineProblem(text, "A name", 50),
      },
    },
    description: { label: "Description" },
    authorizationEndpoint: {
      label: "Authorization endpoint URL",
      ask: {
        prompt: "Authorization endpoint, for Auth0 with the audience of the API",
        example: "https://contoso.eu.auth0.com/authorize?audience=https%3A%2F%2Forders.example%2F",
        check: endpointProblem,
      },
    },
    tokenEndpoint: {
      label: "Token endpoint URL",
      ask: {
        prompt: "Token endpoint",
        example: "https://contoso.eu.auth0.com/oauth/token",
        check: endpointProblem,
      },
    },
    clientRegistrationEndpoint: {
      label: "Client registration page URL",
      ask: {
        prompt: "Page where clients are registered; for Auth0 the tenant's address will do",
        example: "https://contoso.eu.auth0.com/",
        check: addressProblem,
      },
    },
    clientId: {
      label: "Client id",
      names: (id) => ({ kind: "auth0-application", id }),
      ask: { prompt: "Client id of the developer portal", check: clientIdProblem },
    },
    clientSecret: {
      label: "Client secret",
      secret: true,
      ask: {
        prompt: "Client secret of the developer portal; none with PKCE",
        optional: true,
        check: clientSecretProblem,
      },
    },
    grantTypes: {
      label: "Authorization grant types",
      set: {},
      ask: { prompt: "How tokens are asked for", choices: grantTypes },
    },
    clientAuthenticationMethods: {
      label: "Client authentication methods",
      name: "clientAuthenticationMethod",
      set: {},
      ask: { prompt: "How the client shows its secret, as its application has it", choices: methods },
    },
    defaultScope: { label: "Default scope" },
    tokenBodyParameters: { label: "Additional body parameters", set: { key: "name" } },
    useInTestConsole: { label: "Used in the test console" },
    useInApiDocumentation: { label: "Used in the documentation" },
    authorizationMethods: { label: "Authorization request methods", set: {} },
    bearerTokenSendingMethods: { label: "Access token sending methods", set: {} },
    resourceOwnerPassword: { label: "Resource owner password", secret: true },
    resourceOwnerUsername: { label: "Resource owner user name" },
    supportState: { label: "Support state parameter" },
  },
  defaults: { authorizationMethods: ["GET"], bearerTokenSendingMethods: ["authorizationHeader"] },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  async inUse({ ref: { owner, id } }, reader, signal) {
    for await (const { ref, value } of reader.list(userAuthorization, owner, {}, signal)) {
      if (value.oauth2.some((one) => one.authorizationServerId.toLowerCase() === id.toLowerCase()))
        return known(
          `The API “${ref.id}” uses the authorization server “${id}”, so it stays. Take it out of the API's user authorization, then undo again.`,
        );
    }
    return known(undefined);
  },
  rights: {
    read: "Microsoft.ApiManagement/service/authorizationServers/read",
    create: "Microsoft.ApiManagement/service/authorizationServers/write",
    update: "Microsoft.ApiManagement/service/authorizationServers/write",
    delete: "Microsoft.ApiManagement/service/authorizationServers/delete",
  },
};
