import { readFileSync } from "node:fs";
import { suiteSetup, suiteTeardown } from "mocha";
import type { RequestInit, Response } from "undici";
import { Agent, fetch } from "undici";
import type { RunningSandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import type { SigningKeys } from "../../src/sandbox/state.ts";
import { recordExchange } from "./contracts/recorder.ts";

/** The sandbox of a suite; usable inside its tests. */
export interface SuiteSandbox extends RunningSandbox {
  /** The certificate authority, PEM. */
  readonly ca: string;
  /** `fetch` that trusts the sandbox and follows no redirects. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
}

let keys: SigningKeys | undefined;

/** Starts a sandbox in this process that signs with the keys of the first one: making RSA keys is what takes time. */
export async function startTestSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const sandbox = await startSandbox({ ...(keys ? { keys } : {}), ...options });
  keys ??= { auth0: sandbox.state.auth0.signingKeys, entra: sandbox.state.azure.signingKey };
  return sandbox;
}

/**
 * Starts a sandbox in this process before the suite it is called in, on free ports, and stops it afterwards. Unless told
 * otherwise, what crosses the wire is held to the official contracts at the end of the run.
 */
export function withSandbox(options: SandboxOptions = {}): SuiteSandbox {
  let running: RunningSandbox | undefined;
  let agent: Agent | undefined;
  let ca = "";
  suiteSetup(async () => {
    running = await startTestSandbox({ record: recordExchange, ...options });
    ca = readFileSync(running.info.ca, "utf8");
    agent = new Agent({ connect: { ca } });
  });
  suiteTeardown(async () => {
    await agent?.destroy();
    await running?.stop();
  });
  const started = (): RunningSandbox => {
    if (!running) throw new Error("The sandbox starts before the first test of its suite, not earlier.");
    return running;
  };
  return {
    get info() {
      return started().info;
    },
    get state() {
      return started().state;
    },
    get faults() {
      return started().faults;
    },
    get ca() {
      return ca;
    },
    changed: () => started().changed(),
    reset: () => started().reset(),
    stop: () => started().stop(),
    fetch: (url, init = {}) =>
      fetch(url, { redirect: "manual", ...init, ...(agent ? { dispatcher: agent } : {}) }),
  };
}
