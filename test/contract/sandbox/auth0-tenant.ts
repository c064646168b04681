import { createServer } from "node:https";
import { suiteSetup, suiteTeardown } from "mocha";
import { Agent, fetch, type RequestInit, type Response } from "undici";
import { type Auth0State, createAuth0Service, emptyAuth0State } from "../../../src/sandbox/auth0/index.ts";
import type { SandboxService } from "../../../src/sandbox/service.ts";
import { createAuthority, issueServerCertificate } from "../../../src/sandbox/tls/certificates.ts";

/** A tenant alone on an HTTPS port of its own, with a clock that tests may move. */
export class Tenant {
  readonly state: Auth0State = emptyAuth0State();
  /** Milliseconds that the tenant's clock is ahead of the system's. */
  ahead = 0;
  /** How often the state was said to have changed. */
  changes = 0;
  origin = "";
  ca = "";
  private agent: Agent | undefined;
  private service: SandboxService | undefined;
  private server: ReturnType<typeof createServer> | undefined;

  /** The host and port, as an SDK wants them. */
  get domain(): string {
    return new URL(this.origin).host;
  }

  /** The Management API's audience. */
  get management(): string {
    return `${this.origin}/api/v2/`;
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  async start(): Promise<void> {
    const authority = createAuthority(new Date());
    const leaf = issueServerCertificate(authority, new Date());
    this.ca = authority.certificate;
    this.agent = new Agent({ connect: { ca: this.ca } });
    const server = createServer({ cert: leaf.certificate, key: leaf.key }, (request, response) =>
      this.service?.listener(request, response),
    );
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
    this.origin = `https://127.0.0.1:${address.port}`;
    await this.restart();
  }

  /** Builds the service again on the state as it would be read from a file. */
  async restart(): Promise<void> {
    Object.assign(this.state, JSON.parse(JSON.stringify(this.state)));
    const { origin } = this;
    const origins = { auth0: origin, entra: "", resourceManager: "", gateway: "", portal: "", backend: "" };
    const context = { origins, ca: this.ca, now: () => this.now(), changed: () => void this.changes++ };
    this.service = await createAuth0Service(context, this.state);
  }

  async stop(): Promise<void> {
    await this.agent?.destroy();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** `fetch` on the tenant that trusts it and follows no redirect. */
  readonly fetch = (url: string | URL, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(url, this.origin), {
      redirect: "manual",
      ...init,
      ...(this.agent ? { dispatcher: this.agent } : {}),
    });

  /** Posts a form. */
  post(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, { method: "POST", body: new URLSearchParams(form), headers });
  }
}

/** A tenant that lives for the suite it is called in. */
export function withTenant(): Tenant {
  const tenant = new Tenant();
  suiteSetup(() => tenant.start());
  suiteTeardown(() => tenant.stop());
  return tenant;
}
