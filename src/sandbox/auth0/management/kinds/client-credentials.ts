import { createPublicKey } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { enabledIds } from "../../client-credentials.ts";
import { randomCredentialId } from "../../identifiers.ts";
import { asText, isObject, type Json, type JsonObject } from "../../json.ts";
import type { Client, ClientCredential } from "../../state.ts";
import { checkPayload, shape } from "../payload.ts";
import { invalidBody, notInSandbox, Problem } from "../problem.ts";
import { objectBody, type Router, type Tenant } from "../router.ts";

const algorithms = ["RS256", "RS384", "PS256"] as const;
const createShape = shape(
  {
    string: "credential_type name subject_dn pem alg expires_at kid",
    boolean: "parse_expiry_from_cert",
  },
  {
    credential_type: { oneOf: ["public_key", "cert_subject_dn", "x509_cert"] },
    alg: { oneOf: algorithms },
    kid: { minimum: 10, maximum: 64 },
  },
);
const patchShape = shape({ "string?": "expires_at" });

/** The operations on the public keys with which applications prove who they are. */
export function addClientCredentials(on: Router, tenant: Tenant, find: (id: string) => Client): void {
  const path = "/clients/:id/credentials";
  on("GET", path, ["read:client_credentials"], ({ param }) => {
    return { status: 200, body: (find(param("id")).credentials ?? []).map(view) };
  });
  on("POST", path, ["create:client_credentials"], async (request) => {
    const client = find(request.param("id"));
    return { status: 201, body: view(await addCredential(client, objectBody(request), tenant)) };
  });
  on("GET", `${path}/:credential`, ["read:client_credentials"], ({ param }) => {
    return { status: 200, body: view(findCredential(find(param("id")), param("credential"))) };
  });
  on("PATCH", `${path}/:credential`, ["update:client_credentials"], (request) => {
    const found = findCredential(find(request.param("id")), request.param("credential"));
    const body = objectBody(request);
    checkPayload(body, patchShape);
    const expires = asText(body["expires_at"]);
    if (expires === undefined) delete found.expires_at;
    else found.expires_at = readDate(expires);
    found.updated_at = timestamp(tenant);
    return { status: 201, body: view(found) };
  });
  on("DELETE", `${path}/:credential`, ["delete:client_credentials"], ({ param }) => {
    const client = find(param("id"));
    client.credentials = (client.credentials ?? []).filter(({ id }) => id !== param("credential"));
    return { status: 204 };
  });
}

/**
 * `client_authentication_methods` of a new application as it is kept: keys that came with it are registered, and
 * named by their id from then on.
 */
export async function registerKeys(client: Client, tenant: Tenant): Promise<void> {
  const methods = client.client_authentication_methods;
  const method = isObject(methods) ? methods["private_key_jwt"] : undefined;
  if (!isObject(method) || !Array.isArray(method["credentials"])) return;
  const named: JsonObject[] = [];
  for (const one of method["credentials"]) {
    if (!isObject(one)) throw invalidBody("'Expected type object' on property client_authentication_methods");
    named.push({ id: asText(one["id"]) ?? (await addCredential(client, one, tenant)).id });
  }
  client.client_authentication_methods = { private_key_jwt: { credentials: named } };
}

/** Throws unless the keys that `methods` name are registered. */
export function requireKeys(client: Client, methods: Json | undefined): void {
  const known = new Set(client.credentials?.map(({ id }) => id));
  const unknown = enabledIds(methods)?.find((id) => !known.has(String(id)));
  if (unknown === undefined) return;
  throw invalidBody(
    `'The credential ${String(unknown)} does not exist' on property client_authentication_methods`,
  );
}

async function addCredential(client: Client, body: JsonObject, tenant: Tenant): Promise<ClientCredential> {
  checkPayload(body, createShape, ["credential_type"]);
  if (body["credential_type"] !== "public_key") {
    throw notInSandbox(
      "POST",
      `credentials of type ${String(body["credential_type"])}, which are for mutual TLS`,
    );
  }
  const key = readKey(asText(body["pem"]));
  const expires = asText(body["expires_at"]);
  const now = timestamp(tenant);
  const created: ClientCredential = {
    id: randomCredentialId(),
    credential_type: "public_key",
    kid: asText(body["kid"]) ?? (await calculateJwkThumbprint(key.export({ format: "jwk" }))),
    alg: algorithms.find((name) => name === body["alg"]) ?? "RS256",
    pem: key.export({ type: "spki", format: "pem" }).toString(),
    created_at: now,
    updated_at: now,
    ...(body["name"] === undefined ? {} : { name: asText(body["name"]) ?? "" }),
    ...(expires === undefined ? {} : { expires_at: readDate(expires) }),
  };
  client.credentials = [...(client.credentials ?? []), created];
  return created;
}

/** The public key in a PEM, which may be a certificate's. */
function readKey(pem: string | undefined) {
  if (pem === undefined) throw invalidBody("'Missing required property: pem'");
  try {
    // a private key would be taken for the public one that belongs to it
    if (!/PRIVATE KEY/.test(pem)) {
      const key = createPublicKey(pem);
      if (key.asymmetricKeyType === "rsa") return key;
    }
  } catch {
    // falls through to the refusal
  }
  throw invalidBody("'The PEM holds no RSA public key' on property pem");
}

function readDate(text: string): string {
  if (Number.isNaN(Date.parse(text))) {
    throw invalidBody(`'Object didn't pass validation for format date-time: ${text}' on property expires_at`);
  }
  return new Date(text).toISOString();
}

function findCredential({ credentials }: Client, id: string): ClientCredential {
  const found = credentials?.find((one) => one.id === id);
  if (!found) throw new Problem(404, "The credential does not exist", "inexistent_credential");
  return found;
}

function timestamp({ context }: Tenant): string {
  return new Date(context.now()).toISOString();
}

/** The key itself is not shown again. */
function view({ pem: _, ...shown }: ClientCredential): JsonObject {
  return shown;
}
