import * as path from "node:path";
import type { RequestInit, Response } from "undici";
import type { Auth0State } from "../../src/sandbox/auth0/index.ts";
import { type SuiteSandbox, withSandbox } from "../support/sandbox.ts";
import type { Client } from "./list.ts";
import { installed, runWell } from "./programs.ts";

/** The sandbox of a suite of clients, and its tenant as the helpers of the contract tests take it. */
export interface ClientSandbox {
  readonly sandbox: SuiteSandbox;
  readonly tenant: {
    readonly state: Auth0State;
    readonly origin: string;
    readonly domain: string;
    readonly management: string;
    readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>;
  };
}

/** A sandbox for the suite it is called in. What crosses the wire is the clients' business, and is not recorded. */
export function withClientSandbox(): ClientSandbox {
  const sandbox = withSandbox({ record: () => undefined });
  const origin = () => `https://${sandbox.info.auth0.domain}`;
  return {
    sandbox,
    tenant: {
      get state() {
        return sandbox.state.auth0;
      },
      get origin() {
        return origin();
      },
      get domain() {
        return sandbox.info.auth0.domain;
      },
      get management() {
        return `${origin()}/api/v2/`;
      },
      fetch: (url, init) => sandbox.fetch(new URL(url, origin()), init),
    },
  };
}

/** Skips the suite it is called in when the client cannot be had; returns where it is, inside of tests. */
export function withClient(client: Client): () => string {
  let folder: string | undefined;
  suiteSetup(function install() {
    this.timeout(600_000);
    folder = installed(client);
    if (folder !== undefined) return;
    console.log(`skipped: ${client.name} ${client.version} cannot be installed here`);
    this.skip();
  });
  return () => folder ?? "";
}

/**
 * Runs one of `drivers/` to its end with the client in `folder`: a program of its own, since Node reads which
 * authorities to trust when it starts.
 */
export async function drive(
  { sandbox }: ClientSandbox,
  folder: string,
  driver: string,
  input: object = {},
): Promise<string> {
  const file = path.join(import.meta.dirname, "drivers", driver);
  const { stdout } = await runWell(process.execPath, [file], {
    env: driverEnvironment(sandbox, folder, input),
  });
  return stdout;
}

/** What a driver reads: the sandbox, the client's folder, and what the test adds. */
export function driverEnvironment(
  sandbox: SuiteSandbox,
  folder: string,
  input: object,
): Record<string, string> {
  return {
    NODE_EXTRA_CA_CERTS: sandbox.info.ca,
    NODE_OPTIONS: "",
    DRIVER_INPUT: JSON.stringify({ ...sandbox.info, ...input, folder }),
  };
}
