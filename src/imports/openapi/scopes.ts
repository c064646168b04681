import { isObject, type JsonObject, type JsonValue, listIn, objectIn } from "../api-description.ts";
import { follow } from "./references.ts";

/** Schemes whose lists name what a token must allow; OpenAPI 3.1 lets bearer tokens have such lists, too. */
const withScopes = ["oauth2", "openidconnect"];

/** Scopes of signing in (OpenID Connect Core 1.0, 5.4 and 11): they say nothing of what a call may do. */
const ofSigningIn = new Set(["openid", "profile", "email", "address", "phone", "offline_access"]);

/**
 * The scopes that every call of an operation needs as its `security`, or that of the document, says. Of alternatives those that all
 * of them ask for: none where one asks for no token, as an empty one does.
 */
export function scopesOf(document: JsonObject, operation: JsonObject): readonly string[] {
  const own = operation["security"] === undefined ? document : operation;
  const [first, ...more] = listIn(own, "security").map((one) => scopesIn(document, one));
  const shared = (first ?? []).filter((scope) => more.every((other) => other.includes(scope)));
  return [...new Set(shared)].filter((scope) => !ofSigningIn.has(scope));
}

function scopesIn(document: JsonObject, requirement: JsonValue): readonly string[] {
  if (!isObject(requirement)) return [];
  return Object.keys(requirement).flatMap((name) =>
    isForTokens(schemeOf(document, name)) ? listIn(requirement, name).filter(isText) : [],
  );
}

function schemeOf(document: JsonObject, name: string): JsonObject | undefined {
  const schemes = objectIn(objectIn(document, "components"), "securitySchemes");
  return follow(document, schemes[name] ?? objectIn(document, "securityDefinitions")[name]);
}

function isForTokens(scheme: JsonObject | undefined): boolean {
  const type = String(scheme?.["type"]).toLowerCase();
  return withScopes.includes(type) || (type === "http" && /^bearer$/i.test(String(scheme?.["scheme"])));
}

function isText(value: JsonValue): value is string {
  return typeof value === "string";
}
