import { findResource } from "../../azure/resources.ts";
import type { Json, JsonObject } from "../../azure/state.ts";
import type { Arm } from "../arm.ts";
import { validationError } from "../errors.ts";
import { asArray, asText, isObject } from "../json.ts";

const singularFields = ["oAuth2", "openid"] as const;
const arrayFields = ["oAuth2AuthenticationSettings", "openidAuthenticationSettings"] as const;

/**
 * Holds an API's `authenticationSettings` to the service's rules and completes them: the singular form and the arrays
 * exclude each other, and what they name must exist.
 */
export function readAuthenticationSettings(arm: Arm, serviceId: string, value: Json | undefined): JsonObject {
  const given = isObject(value) ? value : {};
  const singular = singularFields.some((name) => isSet(given[name]));
  const arrays = arrayFields.some((name) => asArray(given[name]).length > 0);
  if (singular && arrays) {
    throw validationError({
      target: "AuthenticationSettings",
      message:
        "The properties oAuth2 and openid cannot be used together with oAuth2AuthenticationSettings and openidAuthenticationSettings.",
    });
  }
  for (const name of serversIn(given)) requireServer(arm, serviceId, name);
  return {
    oAuth2: given["oAuth2"] ?? first(given["oAuth2AuthenticationSettings"]),
    openid: given["openid"] ?? first(given["openidAuthenticationSettings"]),
    oAuth2AuthenticationSettings: [...listOf(given, "oAuth2", "oAuth2AuthenticationSettings")],
    openidAuthenticationSettings: [...listOf(given, "openid", "openidAuthenticationSettings")],
  };
}

/** The lower-cased names of the authorization servers that an API points at. */
export function authorizationServersOf(apiProperties: JsonObject): string[] {
  const settings = apiProperties["authenticationSettings"];
  return isObject(settings) ? serversIn(settings).map((name) => name.toLowerCase()) : [];
}

function serversIn(settings: JsonObject): string[] {
  return [settings["oAuth2"], ...asArray(settings["oAuth2AuthenticationSettings"])]
    .map((one) => (isObject(one) ? asText(one["authorizationServerId"]) : undefined))
    .filter((name) => name !== undefined);
}

function requireServer(arm: Arm, serviceId: string, name: string): void {
  if (findResource(arm.state, `${serviceId}/authorizationServers/${name}`)) return;
  throw validationError({ target: "AuthenticationSettings", message: "Authorization server was not found." });
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

/** Whoever reads one form finds there what was written in the other. */
function listOf(given: JsonObject, single: string, list: string): readonly Json[] {
  const one = given[single];
  return isSet(one) ? [one ?? null] : asArray(given[list]);
}

function first(value: Json | undefined): Json {
  return asArray(value)[0] ?? null;
}
