import type { Application } from "../../domain/auth0.ts";

/** How new applications prove who they are, as the authorization server's usual way wants it. */
export const NEW_APPLICATION_AUTH_METHOD = "client_secret_basic";

/**
 * How the authorization server must send the client secret so that the application's token endpoint takes it.
 *
 * @returns `undefined` for methods that a developer portal cannot use.
 */
export function clientAuthenticationMethod(
  tokenEndpointAuthMethod: string | undefined,
): "Basic" | "Body" | undefined {
  switch (tokenEndpointAuthMethod) {
    case "client_secret_post":
      return "Body";
    case "client_secret_basic":
    case undefined:
      return "Basic";
    default:
      return undefined;
  }
}

/** Why a developer portal cannot sign in with the application, as a sentence; `undefined` when it can. */
export function applicationProblem(application: Application): string | undefined {
  if (application.type !== "regular_web") {
    return `The application “${application.name}” is not a Regular Web Application, so it keeps no client secret for a sign-in.`;
  }
  if (clientAuthenticationMethod(application.tokenEndpointAuthMethod) === undefined) {
    return `The application “${application.name}” authenticates by “${application.tokenEndpointAuthMethod}”, which API Management cannot do.`;
  }
  return undefined;
}
