import { type Dispatcher, request } from "undici";
import { keyNames } from "../gateway/subscription.ts";
import type { PortalApi, PortalOperation, PortalParameter } from "./published.ts";

/** What a visitor filled in. */
export interface ConsoleInput {
  /** By the parameter's field, see {@link fieldOf}. */
  readonly values: ReadonlyMap<string, string>;
  readonly subscriptionKey: string;
  readonly body: string;
  readonly token: { readonly text: string; readonly sentIn: "header" | "query" } | undefined;
}

/** What the gateway answered. */
export interface ConsoleAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Methods whose requests have a body. */
export const methodsWithBody: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** The name of the form field of a parameter. */
export function fieldOf({ place, name }: PortalParameter): string {
  return `${place}.${name}`;
}

/** Calls an operation through the gateway, as the visitor's browser would. */
export async function sendCall(
  gateway: string,
  api: PortalApi,
  operation: PortalOperation,
  input: ConsoleInput,
  dispatcher: Dispatcher,
): Promise<ConsoleAnswer> {
  const url = buildUrl(gateway, api, operation, input);
  const headers = buildHeaders(api, operation, input);
  const hasBody = methodsWithBody.has(operation.method) && input.body !== "";
  if (hasBody) headers["content-type"] ??= "application/json";
  const answer = await request(url, {
    dispatcher,
    method: operation.method,
    headers,
    body: hasBody ? input.body : null,
  });
  return {
    status: answer.statusCode,
    statusText: answer.statusText,
    headers: Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
    body: await answer.body.text(),
  };
}

function buildUrl(gateway: string, api: PortalApi, operation: PortalOperation, input: ConsoleInput): URL {
  const [path = "", query = ""] = operation.urlTemplate.split("?", 2);
  const fill = (name: string) =>
    input.values.get(`template.${name}`) ?? input.values.get(`query.${name}`) ?? "";
  const filled = path.replace(/\{\*?([^{}]+)\}/g, (_, name: string) => encodeURIComponent(fill(name)));
  const url = new URL(`${gateway}/${api.path}${filled}`);
  for (const [name, value] of new URLSearchParams(query)) {
    url.searchParams.set(name, /^\{.*\}$/.test(value) ? fill(value.slice(1, -1)) : value);
  }
  for (const parameter of operation.parameters.filter(({ place }) => place === "query")) {
    const value = input.values.get(fieldOf(parameter)) ?? "";
    if (value !== "" || parameter.required) url.searchParams.set(parameter.name, value);
  }
  if (api.version?.place === "query") url.searchParams.set(api.version.name, api.version.value);
  if (input.token?.sentIn === "query") url.searchParams.set("access_token", input.token.text);
  return url;
}

function buildHeaders(
  api: PortalApi,
  operation: PortalOperation,
  input: ConsoleInput,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters.filter(({ place }) => place === "header")) {
    const value = input.values.get(fieldOf(parameter)) ?? "";
    if (value !== "") headers[parameter.name.toLowerCase()] = value;
  }
  if (input.subscriptionKey !== "") {
    headers[keyNames(api.resource).header.toLowerCase()] = input.subscriptionKey;
  }
  if (api.version?.place === "header") headers[api.version.name.toLowerCase()] = api.version.value;
  if (input.token?.sentIn === "header") headers["authorization"] = `Bearer ${input.token.text}`;
  return headers;
}
