import { timingSafeEqual } from "node:crypto";
import { decodeJwt } from "jose";
import { usesPrivateKey } from "../client-credentials.ts";
import { isConfidential } from "../client-defaults.ts";
import type { Client } from "../state.ts";
import { isAssertedBy } from "./client-assertion.ts";
import { missingParameter, OAuthProblem } from "./oauth-problem.ts";
import { findClient, type Realm } from "./realm.ts";

/**
 * The application that sends a request, proven by its id alone when it is public, by an assertion that its key signed
 * when it has one, else by its secret. The secret may come in the header or in the body: whether Auth0 holds an
 * application to the one of the two that it is set to is not known.
 */
export async function authenticateClient(
  realm: Realm,
  header: string | undefined,
  parameters: URLSearchParams,
): Promise<Client> {
  const basic = readBasic(header);
  const id = basic?.id ?? parameters.get("client_id") ?? assertedId(parameters);
  if (!id) throw missingParameter("client_id");
  const client = findClient(realm.state, id);
  if (!client) throw unauthorized();
  if (!isConfidential(client)) return client;
  if (usesPrivateKey(client)) {
    if (await isAssertedBy(realm, client, parameters)) return client;
    throw unauthorized();
  }
  const secret = basic?.secret ?? parameters.get("client_secret") ?? undefined;
  if (secret === undefined || !isEqual(secret, client.client_secret)) throw unauthorized();
  return client;
}

/** An assertion names its application, which may leave `client_id` out then. */
function assertedId(parameters: URLSearchParams): string | undefined {
  const assertion = parameters.get("client_assertion");
  if (assertion === null) return undefined;
  try {
    return decodeJwt(assertion).sub;
  } catch {
    throw unauthorized();
  }
}

/** The form that is handed on: what proved the application has been checked, its secret is what the server looks at. */
export function withCredentials(form: URLSearchParams, client: Client): URLSearchParams {
  const proven = new URLSearchParams(form);
  for (const name of ["client_assertion", "client_assertion_type", "client_secret"]) proven.delete(name);
  proven.set("client_id", client.client_id);
  if (isConfidential(client)) proven.set("client_secret", client.client_secret);
  return proven;
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
