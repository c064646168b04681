import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import { type Dispatcher, request } from "undici";
import type { DiscoveredKeys } from "../../token/index.ts";
import type { FetchKeys } from "./discovery-cache.ts";

/** Fetches discovery documents over HTTPS through `agent`. */
export function createKeyFetcher(agent: Dispatcher): FetchKeys {
  return async (url) => {
    try {
      const document = await fetchJson(url, agent);
      const jwksUri = Reflect.get(document, "jwks_uri");
      if (typeof jwksUri !== "string") return unavailable("The document names no “jwks_uri”.");
      const issuer = Reflect.get(document, "issuer");
      const { keys } = asKeySet(await fetchJson(jwksUri, agent));
      return { kind: "keys", issuer: typeof issuer === "string" ? issuer : undefined, keys };
    } catch (error) {
      return unavailable(error instanceof Error ? error.message : "The document could not be fetched.");
    }
  };
}

function unavailable(problem: string): DiscoveredKeys {
  return { kind: "unavailable", problem };
}

async function fetchJson(url: string, dispatcher: Dispatcher): Promise<object> {
  if (!url.startsWith("https://")) throw new Error("The address does not begin with “https://”.");
  const { statusCode, body } = await request(url, { dispatcher });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`The answer is HTTP ${statusCode}.`);
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) throw new Error("The answer is not a JSON object.");
  return value;
}

function asKeySet(value: object): JSONWebKeySet {
  const keySet = value as JSONWebKeySet;
  createLocalJWKSet(keySet); // throws unless it is one
  return keySet;
}
