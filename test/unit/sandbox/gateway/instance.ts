import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, RequestListener } from "node:http";
import { createServer, request, type Server, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import { suiteSetup, suiteTeardown } from "mocha";
import { Agent, fetch, type RequestInit, Response } from "undici";
import { dropResource } from "../../../../src/sandbox/azure/resource-index.ts";
import { putResource } from "../../../../src/sandbox/azure/resources.ts";
import type { AzureState, JsonObject, StoredResource } from "../../../../src/sandbox/azure/state.ts";
import { createEntraService } from "../../../../src/sandbox/entra/index.ts";
import { ensureSigningKey } from "../../../../src/sandbox/entra/signing-key.ts";
import { createBackendService, createGatewayService } from "../../../../src/sandbox/gateway/index.ts";
import {
  createAuthority,
  issueCertificate,
  issueServerCertificate,
} from "../../../../src/sandbox/tls/certificates.ts";
import { der, octets, oid, sequence } from "../../../../src/sandbox/tls/der.ts";

export const service = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/contoso";
export const api = `${service}/apis/calculator`;

/** A gateway, a calculator and a tenant that issues tokens, all on loopback, on a state of the test's own. */
export class Instance {
  readonly state: AzureState = {
    tenantId: "11111111-2222-3333-4444-555555555555",
    subscriptionId: "s",
    principals: [],
    signingKey: {},
    lastVersion: 1,
    resources: {},
    running: {},
    pollsPerOperation: 0,
  };
  readonly subscriptionKey = randomBytes(16).toString("hex");
  readonly tenant = new Tenant();
  /** Another tenant, whose tokens nobody takes for those of the first. */
  readonly partner = new Tenant();
  /** The gateway's clock, milliseconds. */
  clock = Date.parse("2026-03-01T12:00:00Z");
  origin = "";
  /** Where Entra ID is. */
  entra = "";
  backendUrl = "";
  private readonly servers: Server[] = [];
  private leaf = { key: "", certificate: "" };
  private client: Identity = { key: "", certificate: "" };
  private authority = "";
  /** Trusts the servers of this instance. */
  agent: Agent | undefined;

  async start(): Promise<void> {
    const authority = createAuthority(new Date());
    const leaf = issueServerCertificate(authority, new Date());
    this.leaf = leaf;
    this.client = issueClientCertificate(authority);
    this.authority = authority.certificate;
    this.agent = new Agent({ connect: { ca: authority.certificate } });
    const listen = (listener: RequestListener) => this.listen(leaf, listener);
    this.tenant.origin = await listen(this.tenant.listener);
    this.partner.origin = await listen(this.partner.listener);
    const parts = new Map<"entra" | "gateway", RequestListener>();
    this.entra = await listen((request, response) => parts.get("entra")?.(request, response));
    const origins = {
      auth0: "",
      entra: this.entra,
      resourceManager: "",
      portal: "",
      gateway: "",
      backend: "https://b",
    };
    const context = { origins, ca: authority.certificate, now: () => this.clock, changed: () => {} };
    this.backendUrl = `${await listen(createBackendService(context).listener)}/api`;
    await ensureSigningKey(this.state, context);
    parts.set("entra", createEntraService(context, this.state).listener);
    this.origin = await this.listen(leaf, (request, response) => parts.get("gateway")?.(request, response), {
      requestCert: true,
      rejectUnauthorized: false,
      ca: authority.certificate,
    });
    const whole = { ...context, origins: { ...origins, gateway: this.origin } };
    parts.set("gateway", createGatewayService(whole, this.state).listener);
    this.seed();
  }

  async stop(): Promise<void> {
    await this.agent?.destroy();
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  put(id: string, properties: JsonObject, secrets: Record<string, string> = {}): StoredResource {
    const relative = id
      .slice(service.length)
      .split("/")
      .filter((_, index) => index % 2 === 1);
    const type = ["Microsoft.ApiManagement/service", ...relative].join("/");
    const resource = { id, type, name: id.split("/").at(-1) ?? "", version: 1, properties, secrets };
    putResource(this.state, resource);
    return resource;
  }

  /** Sets the policy of the API, or of another scope; only the inbound section unless `xml` is a whole document. */
  policy(xml: string, scope = api): void {
    const value = xml.startsWith("<policies>")
      ? xml
      : `<policies><inbound>${xml}<base /></inbound></policies>`;
    this.put(`${scope}/policies/policy`, { value });
  }

  call(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.origin + path, {
      redirect: "manual",
      ...(this.agent ? { dispatcher: this.agent } : {}),
      ...init,
    });
  }

  /** Calls `2 + 3` with the subscription key. */
  add(headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
    const key = { "Ocp-Apim-Subscription-Key": this.subscriptionKey };
    return this.call("/calc/add?a=2&b=3", { ...init, headers: { ...key, ...headers } });
  }

  /** A token of Entra ID for `aud`, of version 1 unless claims say otherwise. */
  async entraToken(claims: JWTPayload): Promise<string> {
    const { signingKey, tenantId } = this.state;
    const own = { iss: `${this.entra}/${tenantId}/`, exp: this.clock / 1000 + 3600, appid: "client" };
    return new SignJWT({ ...own, ...claims })
      .setProtectedHeader({ alg: "RS256", kid: String(signingKey["kid"]) })
      .sign(await importJWK(signingKey, "RS256"));
  }

  /** Calls `2 + 3` with the subscription key, and shows a certificate. */
  async addShowing(identity: Identity): Promise<Response> {
    const connect = { ca: this.authority, cert: identity.certificate, key: identity.key };
    const dispatcher = new Agent({ connect });
    try {
      const response = await this.add({}, { dispatcher });
      return new Response(await response.text(), response);
    } finally {
      await dispatcher.destroy();
    }
  }

  /** Whom a certificate by the authority that the gateway trusts is of, with that authority's own; PEM. */
  get identity(): Identity & { readonly authority: string } {
    return { ...this.client, authority: this.authority };
  }

  /** Back to the state of the first day. */
  seed(): void {
    for (const id of Object.keys(this.state.resources)) dropResource(this.state, id);
    this.put(service, {});
    this.put(api, {
      path: "calc",
      displayName: "Calculator",
      serviceUrl: this.backendUrl,
      subscriptionRequired: true,
    });
    this.put(`${api}/operations/add`, { method: "GET", urlTemplate: "/add?a={a}&b={b}", displayName: "Add" });
    this.put(`${api}/operations/any`, { method: "POST", urlTemplate: "/echo/{id}/{*rest}" });
    const secrets = { primaryKey: this.subscriptionKey, secondaryKey: randomBytes(16).toString("hex") };
    this.put(`${service}/subscriptions/master`, { scope: `${service}/`, state: "active" }, secrets);
    const forward =
      "<policies><inbound/><backend><forward-request/></backend><outbound/><on-error/></policies>";
    this.policy(forward, service);
  }

  /** A service that the gateway trusts. */
  startBackend(listener: RequestListener): Promise<string> {
    return this.listen(this.leaf, listener);
  }

  /** Sends a GET exactly as it is given; `headers` are names and values by turns. */
  async send(path: string, headers: readonly string[] = []): Promise<IncomingMessage> {
    const { hostname, port } = new URL(this.origin);
    const message = request({
      hostname,
      port,
      path,
      headers: ["host", hostname, ...headers],
      ca: this.authority,
    });
    message.end();
    const [response] = (await once(message, "response")) as [IncomingMessage];
    return response;
  }

  /** A server whose certificate comes from an authority that nobody knows. */
  startStranger(listener: RequestListener): Promise<string> {
    return this.listen(issueServerCertificate(createAuthority(new Date()), new Date()), listener);
  }

  private async listen(
    leaf: { key: string; certificate: string },
    listener: RequestListener,
    more: ServerOptions = {},
  ): Promise<string> {
    const server = createServer({ key: leaf.key, cert: leaf.certificate, ...more }, listener);
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}

/** Certificate and private key, PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate for `client` and `client.example`. */
function issueClientCertificate(authority: Identity): Identity {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(0x82, Buffer.from("client.example", "ascii"));
  const certificate = issueCertificate({
    subject: "client",
    subjectKey: privateKey,
    issuer: new X509Certificate(authority.certificate).subject.replace("CN=", ""),
    issuerKey: createPrivateKey(authority.key),
    issuedAt: new Date(),
    days: 9,
    extensions: [sequence(oid("2.5.29.17"), octets(sequence(name)))],
  });
  return { certificate, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

/** Issues tokens and publishes keys as Auth0 does. */
export class Tenant {
  origin = "";
  /** How often the key set was fetched. */
  fetches = 0;
  available = true;
  /** Answers in the tenant's place. */
  answer: RequestListener | undefined;
  private keys: JWK[] = [];
  private sign: ((claims: JWTPayload) => Promise<string>) | undefined;

  get issuer(): string {
    return `${this.origin}/`;
  }

  get discovery(): string {
    return `${this.origin}/.well-known/openid-configuration`;
  }

  /** Takes a new key in use, in place of the last. */
  async rotate(kid: string): Promise<void> {
    const pair = await generateKeyPair("ES256", { extractable: true });
    this.keys = [{ ...(await exportJWK(pair.publicKey)), kid, alg: "ES256", use: "sig" }];
    this.sign = (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid }).sign(pair.privateKey);
  }

  async token(claims: JWTPayload = {}): Promise<string> {
    if (!this.sign) await this.rotate("k1");
    const good = { iss: this.issuer, aud: "calculator", exp: Date.parse("2026-03-02T00:00:00Z") / 1000 };
    return (await this.sign?.({ ...good, ...claims })) ?? "";
  }

  readonly listener: RequestListener = (request, response) => {
    if (this.answer) return this.answer(request, response);
    if (!this.available) return void response.writeHead(503).end();
    const isKeys = request.url === "/jwks";
    if (isKeys) this.fetches += 1;
    const body = isKeys ? { keys: this.keys } : { issuer: this.issuer, jwks_uri: `${this.origin}/jwks` };
    response.end(JSON.stringify(body));
  };
}

/** An {@link Instance} for the suite this is called in. */
export function withInstance(): Instance {
  const instance = new Instance();
  suiteSetup(() => instance.start());
  suiteTeardown(() => instance.stop());
  return instance;
}

/** The gateway's refusal in an answer. */
export async function readRefusal(response: Response): Promise<{ status: number; message: unknown }> {
  const body: unknown = await response.json();
  const isRefusal = typeof body === "object" && body !== null && "message" in body;
  return { status: response.status, message: isRefusal ? body.message : body };
}
