import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import { type Dispatcher, request } from "undici";
import type { DiscoveredKeys } from "../../token/index.ts";
import type { FetchKeys } from "./discovery-cache.ts";

/**
 * Fetches discovery documents over HTTPS through `agent`; what is too large, too slow or redirected without end is none.
 * `longest` is the time for each document, in milliseconds.
 */
export function createKeyFetcher(agent: Dispatcher, longest = longestWait): FetchKeys {
  return async (url) => {
    try {
      const document = await fetchJson(url, agent, longest);
      const jwksUri = Reflect.get(document, "jwks_uri");
      if (typeof jwksUri !== "string") return unavailable("The document names no “jwks_uri”.");
      const issuer = Reflect.get(document, "issuer");
      const { keys } = asKeySet(await fetchJson(jwksUri, agent, longest));
      return { kind: "keys", issuer: typeof issuer === "string" ? issuer : undefined, keys };
    } catch (error) {
      return unavailable(error instanceof Error ? error.message : "The document could not be fetched.");
    }
  };
}

function unavailable(problem: string): DiscoveredKeys {
  return { kind: "unavailable", problem };
}

/** Bytes of a document, milliseconds for it, and redirects on the way to it. */
const largest = 1024 * 1024;
const longestWait = 10_000;
const mostRedirects = 5;

async function fetchJson(url: string, dispatcher: Dispatcher, longest: number): Promise<object> {
  const signal = AbortSignal.timeout(longest);
  try {
    const value: unknown = JSON.parse(await fetchText(url, dispatcher, signal));
    if (typeof value !== "object" || value === null) throw new Error("The answer is not a JSON object.");
    return value;
  } catch (error) {
    if (signal.aborted) throw new Error(`There was no whole answer within ${longest / 1000} seconds.`);
    throw error;
  }
}

async function fetchText(start: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<string> {
  let url = start;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    if (!url.startsWith("https://")) throw new Error("The address does not begin with “https://”.");
    const { statusCode, headers, body } = await request(url, { dispatcher, signal });
    const location = [headers["location"]].flat()[0];
    if (!redirectStatuses.has(statusCode) || location === undefined) {
      if (statusCode === 200) return await readLimited(body);
      await body.dump();
      throw new Error(`The answer is HTTP ${statusCode}.`);
    }
    await body.dump();
    url = new URL(location, url).href;
  }
  throw new Error(`There are more than ${mostRedirects} redirects.`);
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

async function readLimited(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > largest) throw new Error(`The answer has more than ${largest} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function asKeySet(value: object): JSONWebKeySet {
  const keySet = value as JSONWebKeySet;
  createLocalJWKSet(keySet); // throws unless it is one
  return keySet;
}
