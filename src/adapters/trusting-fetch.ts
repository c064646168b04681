import { readFile } from "node:fs/promises";
import { Failure } from "../core/failure.ts";
import type { SandboxTrust } from "../domain/account.ts";

/** A `fetch` that trusts the sandbox's certificate authority and no other. */
export async function trustingFetch(trust: SandboxTrust): Promise<typeof globalThis.fetch> {
  const [ca, { Agent, fetch }] = await Promise.all([readAuthority(trust), import("./undici-fetch.ts")]);
  const dispatcher = new Agent({ connect: { ca } });
  // undici's fetch is the one Node has built in; only the names of its types differ
  const trusting = (input: string, init?: RequestInit) =>
    fetch(input, { ...init, dispatcher } as Parameters<typeof fetch>[1]);
  return trusting as unknown as typeof globalThis.fetch;
}

/**
 * The sandbox's certificate authority as PEM.
 *
 * @throws Failure `unreachable` when its file is gone, as it is once a sandbox has ended.
 */
export async function readAuthority({ ca }: SandboxTrust): Promise<string> {
  try {
    return await readFile(ca, "utf8");
  } catch (cause) {
    throw new Failure("unreachable", `The sandbox is not there: its certificate ${ca} cannot be read.`, {
      remedy: "Start the sandbox again (command “Auth0 for APIM: Start Sandbox”).",
      cause,
    });
  }
}
