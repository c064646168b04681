import { serviceType } from "../../azure/gateway-view.ts";
import { listResources } from "../../azure/resources.ts";
import { validationError } from "../errors.ts";
import { asArray, isObject } from "../json.ts";
import type { Kind } from "../kind.ts";
import { authorizationServersOf } from "./authentication-settings.ts";

const methods = ["HEAD", "OPTIONS", "TRACE", "GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** `authorizationServers`: OAuth 2.0 servers that the developer portal signs in with. */
export const authorizationServers: Kind = {
  chain: "authorizationServers",
  label: "OAuth2AuthorizationServer",
  writes: ["PUT", "PATCH", "DELETE"],
  filterable: ["displayName"],
  fields: {
    displayName: { type: "text", required: true, min: 1, max: 50 },
    useInTestConsole: { type: "boolean", default: true },
    useInApiDocumentation: { type: "boolean", default: false },
    description: { type: "text" },
    clientRegistrationEndpoint: { type: "text", required: true, min: 1 },
    authorizationEndpoint: { type: "text", required: true, min: 1 },
    authorizationMethods: { type: "choices", values: methods, default: ["GET"] },
    clientAuthenticationMethod: { type: "choices", values: ["Basic", "Body"], default: [] },
    tokenBodyParameters: { type: "json", default: [] },
    tokenEndpoint: { type: "text" },
    supportState: { type: "boolean", default: false },
    defaultScope: { type: "text" },
    grantTypes: {
      type: "choices",
      required: true,
      // the last is not in the published contract, but the portal knows it
      values: [
        "authorizationCode",
        "implicit",
        "resourceOwnerPassword",
        "clientCredentials",
        "authorizationCodeWithPkce",
      ],
    },
    bearerTokenSendingMethods: { type: "choices", values: ["authorizationHeader", "query"], default: [] },
    clientId: { type: "text", required: true, min: 1 },
    clientSecret: { type: "text", secret: true },
    resourceOwnerUsername: { type: "text" },
    resourceOwnerPassword: { type: "text", secret: true },
  },
  prepare({ properties, input }) {
    requireGrantType(asArray(properties["grantTypes"]));
    if (!asArray(properties["authorizationMethods"]).includes("GET")) {
      throw validationError({ target: "authorizationMethods", message: "The method GET must be present." });
    }
    const parameters = asArray(input["tokenBodyParameters"]);
    if (!parameters.every((one) => isObject(one) && typeof one["name"] === "string")) {
      throw validationError({ target: "tokenBodyParameters", message: "Each needs a name and a value." });
    }
    for (const name of ["clientRegistrationEndpoint", "authorizationEndpoint", "tokenEndpoint"]) {
      requireUrl(name, properties[name]);
    }
  },
  listSecrets: ({ properties, secrets }) => ({
    clientSecret: secrets["clientSecret"],
    resourceOwnerUsername: properties["resourceOwnerUsername"],
    resourceOwnerPassword: secrets["resourceOwnerPassword"],
  }),
  beforeDelete(resource, arm) {
    const used = listResources(arm.state, `${serviceType}/apis`).some((api) =>
      authorizationServersOf(api.properties).includes(resource.name.toLowerCase()),
    );
    if (!used) return;
    throw validationError({
      target: "AuthorizationServer",
      message: "The authorization server is used by an API and cannot be deleted.",
    });
  },
};

function requireGrantType(grants: readonly unknown[]): void {
  if (grants.length === 0) {
    throw validationError({ target: "grantTypes", message: "At least one grant type must be selected." });
  }
}

function requireUrl(target: string, value: unknown): void {
  if (typeof value !== "string" || URL.canParse(value)) return;
  throw validationError({ target, message: `'${value}' is not an absolute URL.` });
}
