import type { JsonObject } from "../../azure/state.ts";
import { isObject } from "../json.ts";
import type { Kind, Write } from "../kind.ts";

/** Where the real service lets providers send people back to; nothing answers there. */
const redirectUrl = "https://authorization-manager.consent.sandbox.invalid/redirect";

/** `authorizationProviders`: who gives the credential manager tokens. A secret goes in and never comes out. */
export const authorizationProviders: Kind = {
  chain: "authorizationProviders",
  label: "AuthorizationProvider",
  writes: ["PUT", "DELETE"],
  counted: false,
  filterable: ["displayName"],
  fields: {
    displayName: { type: "text", min: 1, max: 300 },
    identityProvider: { type: "text", min: 1, max: 300 },
    oauth2: { type: "json" },
  },
  prepare(write) {
    const oauth2 = write.properties["oauth2"];
    if (!isObject(oauth2)) return;
    const grantTypes = isObject(oauth2["grantTypes"]) ? oauth2["grantTypes"] : {};
    const open = Object.entries(grantTypes).map(([name, texts]) => [name, hideSecret(write, name, texts)]);
    write.properties["oauth2"] = { redirectUrl, ...oauth2, grantTypes: Object.fromEntries(open) };
  },
};

/** `authorizations`: the connections of a provider. One with client credentials is connected at once. */
export const authorizations: Kind = {
  chain: "authorizationProviders/authorizations",
  label: "Authorization",
  writes: ["PUT", "DELETE"],
  counted: false,
  fields: {
    authorizationType: { type: "choice", values: ["OAuth2"] },
    oauth2grantType: { type: "choice", values: ["AuthorizationCode", "ClientCredentials"] },
    parameters: { type: "json" },
  },
  prepare(write) {
    const { properties } = write;
    if (properties["parameters"] !== undefined) {
      properties["parameters"] = hideSecret(write, "parameters", properties["parameters"]);
    }
    const isConnected = properties["oauth2grantType"] === "ClientCredentials";
    properties["status"] = isConnected ? "Connected" : "Error";
    if (!isConnected) {
      properties["error"] = { code: "Unauthenticated", message: "This connection is not authenticated." };
    }
  },
};

/** `accessPolicies`: who may use a connection. */
export const authorizationAccessPolicies: Kind = {
  chain: "authorizationProviders/authorizations/accessPolicies",
  label: "AuthorizationAccessPolicy",
  writes: ["PUT", "DELETE"],
  counted: false,
  fields: {
    tenantId: { type: "text" },
    objectId: { type: "text" },
    appIds: { type: "json" },
  },
};

/** The texts without their client secret, which is kept apart. */
function hideSecret({ secrets }: Write, name: string, texts: unknown): JsonObject {
  if (!isObject(texts)) return {};
  const { clientSecret, ...open } = texts;
  if (typeof clientSecret === "string") secrets[`${name}.clientSecret`] = clientSecret;
  return open;
}
