import type { SandboxInfo } from "../domain/account.ts";
import { asObject, parseJson } from "./json.ts";

/** What each cloud's part must say, every member a text. */
const shape = {
  auth0: ["domain", "clientId", "clientSecret"],
  azure: ["authorityHost", "resourceManager", "tenantId", "clientId", "clientSecret", "subscriptionId"],
} as const;
const addresses = ["gateway", "portal", "ca"] as const;

/** What a started sandbox says about itself in one line of JSON; `undefined` when something is missing. */
export function readSandboxInfo(line: string): SandboxInfo | undefined {
  const info = asObject(parseJson(line));
  return isInfo(info) ? info : undefined;
}

function isInfo(info: object): info is SandboxInfo {
  const members = asObject(info);
  const hasTexts = (value: unknown, names: readonly string[]) =>
    names.every((name) => typeof asObject(value)[name] === "string");
  return (
    hasTexts(members, addresses) &&
    hasTexts(members["auth0"], shape.auth0) &&
    hasTexts(members["azure"], shape.azure)
  );
}
