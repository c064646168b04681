import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suiteSetup, suiteTeardown } from "mocha";
import { Agent, fetch, type RequestInit, type Response } from "undici";
import type { Auth0State } from "../../../src/sandbox/auth0/index.ts";
import type { Exchange } from "../../../src/sandbox/exchange.ts";
import type { RunningSandbox } from "../../../src/sandbox/sandbox.ts";
import { recordExchange } from "../../support/contracts/recorder.ts";
import { startTestSandbox } from "../../support/sandbox.ts";

/** What the service takes or answers though the official documents leave it out. */
const undescribed: readonly ((exchange: Exchange) => boolean)[] = [
  // discovery offers plain PKCE, and a wrong request is refused with a redirect
  ({ url }) => url.includes("code_challenge_method=plain"),
  ({ responseHeaders }) => /[?&#]error=/.test(responseHeaders["location"] ?? ""),
  // credentials may come in the header; a device that has a secret sends it
  ({ requestHeaders }) => /^Basic /.test(requestHeaders["authorization"] ?? ""),
  ({ url, requestBody }) => url.endsWith("/oauth/device/code") && requestBody.includes("client_secret="),
  // described in prose only
  ({ requestBody }) => requestBody.includes("password-realm"),
  ({ requestBody }) => requestBody.includes("client_assertion"),
  ({ url }) => url.includes("response_mode=web_message"),
  ({ url, method }) => new URL(url).pathname === "/userinfo" && (method === "POST" || url.includes("?")),
  // plain text and pages for what went wrong
  ({ status, responseHeaders }) => status >= 400 && /^text\//.test(responseHeaders["content-type"] ?? ""),
];

/** The Auth0 tenant of a sandbox of its own, with a clock that tests may move and a state file to restart from. */
export class Tenant {
  /** Milliseconds that the tenant's clock is ahead of the system's. */
  ahead = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), "auth0-tenant-"));
  private agent: Agent | undefined;
  private sandbox: RunningSandbox | undefined;

  /** The tenant's state as it is now. */
  get state(): Auth0State {
    return this.running.state.auth0;
  }

  /** Where the tenant listens, without a trailing slash. */
  get origin(): string {
    return this.running.state.origins.auth0;
  }

  /** The host and port, as an SDK wants them. */
  get domain(): string {
    return new URL(this.origin).host;
  }

  /** The Management API's audience. */
  get management(): string {
    return `${this.origin}/api/v2/`;
  }

  /** What the sandbox says about itself. */
  get info(): RunningSandbox["info"] {
    return this.running.info;
  }

  private get running(): RunningSandbox {
    if (!this.sandbox) throw new Error("The tenant starts before the first test of its suite, not earlier.");
    return this.sandbox;
  }

  async start(): Promise<void> {
    this.sandbox = await startTestSandbox({
      stateFile: join(this.folder, "state.json"),
      now: () => Date.now() + this.ahead,
      record: (exchange) => {
        if (!undescribed.some((differs) => differs(exchange))) recordExchange(exchange);
      },
    });
    this.agent = new Agent({ connect: { ca: readFileSync(this.sandbox.info.ca, "utf8") } });
  }

  /** Stops the sandbox and starts it again from its file. */
  async restart(): Promise<void> {
    await this.close();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true });
  }

  private async close(): Promise<void> {
    await this.agent?.destroy();
    await this.sandbox?.stop();
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
