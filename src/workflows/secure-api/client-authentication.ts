import type { Application } from "../../domain/auth0.ts";

/** How new applications prove who they are, as the authorization server's usual way wants it. */
export const newApplicationAuthMethod = "client_secret_basic";

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
  const { name, type, grantTypes, clientAuthenticationMethods: keys } = application;
  if (type === "spa" || type === "native") {
    return `The application “${name}” runs on its users' devices, so it keeps no client secret for a sign-in.`;
  }
  if (type === "non_interactive" && !grantTypes?.includes("authorization_code")) {
    return `The application “${name}” is a machine-to-machine application, which signs no users in.`;
  }
  if (keys && Object.keys(keys).length > 0) {
    return `The application “${name}” authenticates with keys or certificates, which API Management cannot do.`;
  }
  if (clientAuthenticationMethod(application.tokenEndpointAuthMethod) === undefined) {
    return `The application “${name}” authenticates by “${application.tokenEndpointAuthMethod}”, which API Management cannot do.`;
  }
  return undefined;
}
