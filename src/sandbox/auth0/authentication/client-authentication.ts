import { timingSafeEqual } from "node:crypto";
import { isConfidential } from "../client-defaults.ts";
import type { Auth0State, Client } from "../state.ts";
import { missingParameter, OAuthProblem } from "./oauth-problem.ts";
import { findClient } from "./realm.ts";

/**
 * The application that sends a request, proven in the way its `token_endpoint_auth_method` says: `client_secret_basic`
 * in the header only, `client_secret_post` in the body only, `none` by its id alone; when it says nothing, in either.
 */
export function authenticateClient(
  state: Auth0State,
  header: string | undefined,
  parameters: URLSearchParams,
): Client {
  const basic = readBasic(header);
  const id = basic?.id ?? parameters.get("client_id");
  if (!id) throw missingParameter("client_id");
  const client = findClient(state, id);
  if (!client) throw unauthorized();
  if (!isConfidential(client)) return client;
  const way = basic ? "client_secret_basic" : "client_secret_post";
  if ((client.token_endpoint_auth_method ?? way) !== way) throw unauthorized();
  const secret = basic?.secret ?? parameters.get("client_secret") ?? undefined;
  if (secret === undefined || !isEqual(secret, client.client_secret)) throw unauthorized();
  return client;
}

function unauthorized(): OAuthProblem {
  return new OAuthProblem(401, "access_denied", "Unauthorized");
}

function readBasic(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? "")?.[1];
  if (!encoded) return undefined;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString().split(":");
  return { id: decode(id), secret: decode(rest.join(":")) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return text;
  }
}

/** Takes the same time wherever the difference is. */
function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
