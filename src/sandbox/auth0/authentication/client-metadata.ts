import type { AllClientMetadata, ResponseType } from "oidc-provider";
import { isConfidential } from "../client-defaults.ts";
import { isObject } from "../json.ts";
import type { Client } from "../state.ts";

/** The grant types that the authorization server handles; whether an application may use one is checked before. */
export const grantTypes = {
  code: "authorization_code",
  implicit: "implicit",
  refresh: "refresh_token",
  clientCredentials: "client_credentials",
  password: "password",
  passwordRealm: "http://auth0.com/oauth/grant-type/password-realm",
  device: "urn:ietf:params:oauth:grant-type:device_code",
} as const;

/** The response types of `/authorize` that the authorization server knows. */
export const responseTypes = [
  "code",
  "id_token",
  "code id_token",
  "id_token token",
  "code token",
  "code id_token token",
] as const satisfies readonly ResponseType[];

/** Stands where callbacks would: they are compared with the application's own list, exactly, before this is looked at. */
const anyCallback = "https://callback.invalid/";

/** An application in the authorization server's words. */
export function toMetadata(client: Client): AllClientMetadata & { client_id: string } {
  const jwt = isObject(client["jwt_configuration"]) ? client["jwt_configuration"] : {};
  return {
    client_id: client.client_id,
    client_name: client.name,
    redirect_uris: [anyCallback],
    grant_types: Object.values(grantTypes),
    response_types: [...responseTypes],
    token_endpoint_auth_method: isConfidential(client) ? "client_secret_post" : "none",
    id_token_signed_response_alg: jwt["alg"] === "HS256" && isConfidential(client) ? "HS256" : "RS256",
    ...(isConfidential(client) ? { client_secret: client.client_secret } : {}),
  };
}
