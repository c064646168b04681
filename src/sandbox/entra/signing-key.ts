import { generateKeyPair as generate, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { AzureState, JsonObject } from "../azure/state.ts";
import type { SandboxContext } from "../service.ts";

const generateKeyPair = promisify(generate);

/** Gives Entra ID a key to sign with when it has none. */
export async function ensureSigningKey(state: AzureState, context: SandboxContext): Promise<void> {
  if ("kty" in state.signingKey) return;
  const { privateKey } = await generateKeyPair("rsa", { modulusLength: 2048 });
  const jwk = privateKey.export({ format: "jwk" });
  state.signingKey = {
    ...(jwk as JsonObject),
    kid: randomBytes(20).toString("base64url"),
    alg: "RS256",
    use: "sig",
  };
  context.changed();
}
