import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { ManagementClient } from "auth0";
import { decodeJwt, importJWK, SignJWT } from "jose";
import { suiteSetup, suiteTeardown } from "mocha";
import type { InstanceSnapshot } from "../../../src/access/index.ts";
import { apimService } from "../../../src/sandbox/azure/gateway-view.ts";
import { putResource, removeResource } from "../../../src/sandbox/azure/resources.ts";
import type { JsonObject } from "../../../src/sandbox/azure/state.ts";
import { issueServerCertificate } from "../../../src/sandbox/tls/certificates.ts";
import { Tenant } from "../../unit/sandbox/gateway/instance.ts";
import type { SuiteSandbox } from "../sandbox.ts";
import { buildSnapshot, keyOfProduct } from "./build.ts";
import type { ScenarioHosts } from "./snapshot.ts";

/** Who calls, in the order of the answers of a scenario. */
export const callerNames = ["nobody", "key", "good", "foreign", "expired"] as const;
/** One of {@link callerNames}. */
export type CallerName = (typeof callerNames)[number];

const audience = "https://api.example/";
const apiKey = "key-of-all-apis";

/** How a call is made besides its token. */
interface SentCall {
  /** Below the gateway. */
  readonly path: string;
  /** A subscription key; empty for none. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether what stands behind `Bearer` is a token of this issuer. */
function isOf(issuer: string, authorization = ""): boolean {
  try {
    return decodeJwt(authorization.replace(/^Bearer /, "")).iss === issuer;
  } catch {
    return false;
  }
}

/** A sandbox that the scenarios are put on one after the other, with the tokens of those who call. */
export class ScenarioSandbox {
  private readonly partner = new Tenant();
  private server: Server | undefined;
  private readonly tokens = new Map<CallerName, string>();

  constructor(private readonly sandbox: SuiteSandbox) {}

  async start(): Promise<void> {
    const { authority } = this.sandbox.state;
    const leaf = issueServerCertificate(authority, new Date());
    const server = createServer({ key: leaf.key, cert: leaf.certificate }, (request, response) =>
      request.url === "/introspect"
        ? response.end(JSON.stringify({ active: isOf(this.partner.issuer, request.headers.authorization) }))
        : this.partner.listener(request, response),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.server = server;
    this.partner.origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await this.partner.rotate("partner-key");
    const exp = Math.floor(Date.now() / 1000) + 3600;
    this.tokens.set("good", await this.grant());
    this.tokens.set("foreign", await this.partner.token({ aud: audience, exp, scope: "read" }));
    this.tokens.set("expired", await this.sign({ aud: audience, exp: exp - 7200, scope: "read" }));
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  get hosts(): ScenarioHosts {
    const { origins, azure } = this.sandbox.state;
    return {
      acme: origins.auth0,
      partner: this.partner.origin,
      entra: origins.entra,
      tenantId: azure.tenantId,
    };
  }

  /** Subscription keys: of all APIs, and of the product of a scenario. */
  get keys(): { readonly api: string; readonly product: string } {
    return { api: apiKey, product: keyOfProduct("starter") };
  }

  /** Leaves the instance with nothing but what a snapshot has. */
  place(snapshot: InstanceSnapshot): void {
    const { azure, origins } = this.sandbox.state;
    const { id: service } = apimService(azure);
    const below = Object.keys(azure.resources).filter((id) => id.startsWith(`${service.toLowerCase()}/`));
    for (const id of below) removeResource(azure, id);
    const put = (id: string, properties: JsonObject, secrets: Record<string, string> = {}) => {
      const names = id
        .slice(service.length)
        .split("/")
        .filter((_, index) => index % 2 === 1);
      const type = ["Microsoft.ApiManagement/service", ...names].join("/");
      putResource(azure, { id, type, name: id.split("/").at(-1) ?? "", version: 1, properties, secrets });
    };
    buildSnapshot({ service, backendUrl: `${origins.backend}/api`, subscriptionKey: apiKey, put }, snapshot);
  }

  /** The status that a caller gets at an operation; `undecided` where the sandbox cannot run what is written. */
  async call(
    caller: CallerName,
    { path = "orders", key = "api" }: { readonly path?: string; readonly key?: "api" | "product" } = {},
  ): Promise<{ readonly status: number; readonly undecided: boolean }> {
    const token = this.tokens.get(caller);
    const headers = {
      ...(caller !== "nobody" && {
        "Ocp-Apim-Subscription-Key": key === "api" ? apiKey : keyOfProduct("starter"),
      }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    };
    const url = `${this.sandbox.state.origins.gateway}/${path}/add?a=2&b=3`;
    const response = await this.sandbox.fetch(url, { headers });
    await response.arrayBuffer();
    return { status: response.status, undecided: response.headers.has("sandbox-undecided-policy") };
  }

  /** A token of one of the two tenants for an hour, with whatever claims besides or in place of the usual ones. */
  async token(tenant: "acme" | "partner", claims: Readonly<Record<string, unknown>>): Promise<string> {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    return tenant === "acme" ? this.sign({ exp, ...claims }) : this.partner.token({ exp, ...claims });
  }

  /** The status that a call gets with the key of all APIs, or another, and a token. */
  async send(token: string | undefined, { path, key, headers: more }: SentCall): Promise<number> {
    const headers = {
      ...more,
      ...(key !== "" && { "Ocp-Apim-Subscription-Key": key }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    };
    const url = `${this.sandbox.state.origins.gateway}/${path}?a=2&b=3`;
    const response = await this.sandbox.fetch(url, { headers });
    await response.arrayBuffer();
    return response.status;
  }

  /** Which origin a browser is told that may call, before it does; `null` for none. */
  async preflight(path: string, origin: string): Promise<string | null> {
    const headers = { Origin: origin, "Access-Control-Request-Method": "GET" };
    const url = `${this.sandbox.state.origins.gateway}/${path}`;
    const response = await this.sandbox.fetch(url, { method: "OPTIONS", headers });
    await response.arrayBuffer();
    return response.headers.get("access-control-allow-origin");
  }

  /** A token that the sandbox's tenant gives an application of its own. */
  private async grant(): Promise<string> {
    const { domain, clientId, clientSecret } = this.sandbox.info.auth0;
    const trusting = (...[url, init]: Parameters<SuiteSandbox["fetch"]>) => this.sandbox.fetch(url, init);
    const fetch = trusting as unknown as typeof globalThis.fetch;
    const management = new ManagementClient({ domain, clientId, clientSecret, fetch });
    await management.resourceServers.create({
      identifier: audience,
      name: "Orders",
      scopes: [{ value: "read" }],
    });
    const { client_id = "", client_secret = "" } = await management.clients.create({
      name: "Orders client",
      app_type: "non_interactive",
      grant_types: ["client_credentials"],
    });
    await management.clientGrants.create({ client_id, audience, scope: ["read"] });
    const response = await this.sandbox.fetch(`${this.sandbox.state.origins.auth0}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id, client_secret, audience }),
    });
    const { access_token = "" } = (await response.json()) as { access_token?: string };
    return access_token;
  }

  /** A token with the key of the sandbox's tenant, whatever it says. */
  private async sign(claims: Readonly<Record<string, unknown>>): Promise<string> {
    const [key] = this.sandbox.state.auth0.signingKeys;
    if (!key) throw new Error("The tenant has no key.");
    return new SignJWT({ ...claims, iss: `${this.sandbox.state.origins.auth0}/` })
      .setProtectedHeader({ alg: "RS256", kid: key.kid })
      .sign(await importJWK(key.privateKey, "RS256"));
  }
}

/** A {@link ScenarioSandbox} for the suite this is called in. */
export function withScenarioSandbox(sandbox: SuiteSandbox): ScenarioSandbox {
  const scenarios = new ScenarioSandbox(sandbox);
  suiteSetup(() => scenarios.start());
  suiteTeardown(() => scenarios.stop());
  return scenarios;
}
