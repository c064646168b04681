import { listIn, spaceOf } from "../../azure/resources.ts";
import type { JsonObject } from "../../azure/state.ts";
import { validationError } from "../errors.ts";
import type { Kind, Write } from "../kind.ts";
import { isRunning } from "../long-running.ts";
import { refuseWhileUsed } from "./used-by-policies.ts";

/** `namedValues`: what `{{display-name}}` in policies stands for. */
export const namedValues: Kind = {
  chain: "namedValues",
  label: "Property",
  writes: ["PUT", "PATCH", "DELETE"],
  longRunning: ["PUT", "PATCH"],
  filterable: ["displayName", "tags"],
  fields: {
    displayName: { type: "text", required: true, min: 1, max: 256, pattern: /^[A-Za-z0-9-._]+$/ },
    value: { type: "text", max: 4096, secret: true },
    tags: { type: "json", default: [] },
    secret: { type: "boolean", default: false },
    keyVault: { type: "json" },
  },
  prepare(write) {
    if (isObject(write.properties["keyVault"])) prepareKeyVault(write);
    else requireValue(write);
    requireFreeName(write);
  },
  beforeDelete(resource, arm) {
    const reference = `{{${String(resource.properties["displayName"])}}}`;
    refuseWhileUsed(arm, resource, "namedValue", (text) => text.includes(reference));
  },
  show(resource, arm) {
    const { displayName, tags, secret, keyVault } = resource.properties;
    // a secret is shown by listValue only
    const value: JsonObject = secret === true ? {} : { value: resource.secrets["value"] ?? "" };
    const running = isRunning(arm, resource.id) ? { provisioningState: "InProgress" } : {};
    return {
      displayName: displayName ?? "",
      ...value,
      tags: tags ?? [],
      secret: secret === true,
      ...(isObject(keyVault) && { keyVault: { ...keyVault, lastStatus } }),
      ...running,
    };
  },
};

/** The sandbox asks no vault, and its gateway runs no policy that needs such a value. */
const lastStatus: JsonObject = { code: "Success", timeStampUtc: "2026-01-01T00:00:00Z" };

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function prepareKeyVault({ input, properties, secrets }: Write): void {
  const { secretIdentifier } = isObject(properties["keyVault"]) ? properties["keyVault"] : {};
  const isAddress = typeof secretIdentifier === "string" && URL.canParse(secretIdentifier);
  if (!isAddress) {
    const message = "'secretIdentifier' must be the address of a secret.";
    throw validationError({ target: "keyVault", message });
  }
  if (input["value"] !== undefined) {
    throw validationError({ target: "value", message: "'value' and 'keyVault' exclude each other." });
  }
  if (properties["secret"] !== true) {
    throw validationError({ target: "secret", message: "A value from a key vault must be a secret." });
  }
  delete secrets["value"];
}

function requireValue({ secrets }: Write): void {
  if (secrets["value"]?.trim()) return;
  throw validationError({ target: "value", message: "'value' is required and must not be empty." });
}

function requireFreeName({ arm, id, properties }: Write): void {
  const taken = listIn(arm.state, spaceOf(id), "namedValues").some(
    (one) =>
      String(one.properties["displayName"]).toLowerCase() ===
        String(properties["displayName"]).toLowerCase() && one.id.toLowerCase() !== id.toLowerCase(),
  );
  if (!taken) return;
  throw validationError({
    target: "displayName",
    message: `A named value with the display name '${String(properties["displayName"])}' already exists.`,
  });
}
