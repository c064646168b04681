import {
  type ImportProblem,
  isObject,
  type JsonObject,
  type JsonValue,
  listIn,
  note,
  objectIn,
} from "../api-description.ts";
import { follow } from "./references.ts";

/** What the service passes over without a word. */
export function passedOver(document: JsonObject): readonly ImportProblem[] {
  const items = Object.values(objectIn(document, "paths"))
    .map((item) => follow(document, item))
    .filter(isObject);
  const operations = items.flatMap((item) => Object.values(item).filter(isObject));
  const has = (name: string) => [document, ...operations].some((one) => one[name] !== undefined);
  const cookies = cookieNames(document, [...items, ...operations]);
  const security =
    [document, ...operations].some((one) => listIn(one, "security").length > 0) ||
    hasMembers(document, "securityDefinitions") ||
    hasMembers(objectIn(document, "components"), "securitySchemes");
  const servers = [...items, ...operations].some((one) => one["servers"] !== undefined);
  return [
    ...(security
      ? [
          note(
            "Its security schemes are not taken over: the API is open to whoever has a subscription key until a policy checks tokens. Use “Secure API with Auth0” after the import.",
          ),
        ]
      : []),
    ...(cookies.length > 0
      ? [
          note(
            `Parameters in cookies are not taken over: ${cookies.join(", ")}. They still reach the backend.`,
          ),
        ]
      : []),
    ...(servers
      ? [
          note(
            "Servers of single paths and operations are not taken over: all go to the one backend. Use set-backend-service in their policies.",
          ),
        ]
      : []),
    ...(document["webhooks"] !== undefined || has("callbacks")
      ? [note("Webhooks and callbacks are not taken over: API Management knows only calls to the API.")]
      : []),
  ];
}

function hasMembers(value: JsonObject, name: string): boolean {
  return Object.keys(objectIn(value, name)).length > 0;
}

function cookieNames(document: JsonObject, places: readonly JsonObject[]): readonly string[] {
  const shared = Object.values(objectIn(objectIn(document, "components"), "parameters"));
  const all: readonly (JsonValue | undefined)[] = [
    ...places.flatMap((one) => listIn(one, "parameters")),
    ...shared,
  ];
  const names = all.filter(isObject).flatMap((one) => (one["in"] === "cookie" ? [String(one["name"])] : []));
  return [...new Set(names)];
}
