import { createHash, generateKeyPair as generate, X509Certificate } from "node:crypto";
import { promisify } from "node:util";
import { exportJWK } from "jose";
import type { SandboxContext } from "../../service.ts";
import { authorityExtensions, issueCertificate } from "../../tls/certificates.ts";
import { randomKeyId } from "../identifiers.ts";
import type { Auth0State, SigningKey } from "../state.ts";

const generateKeyPair = promisify(generate);

/** Gives the tenant its current and its next key when it has none. */
export async function ensureSigningKeys(state: Auth0State, context: SandboxContext): Promise<void> {
  if (state.signingKeys.length > 0) return;
  const { hostname } = new URL(context.origins.auth0);
  state.signingKeys = await Promise.all([createKey(hostname, context), createKey(hostname, context)]);
  context.changed();
}

async function createKey(host: string, context: SandboxContext): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair("rsa", { modulusLength: 2048 });
  const certificate = new X509Certificate(
    issueCertificate({
      subject: host,
      subjectKey: privateKey,
      issuer: host,
      issuerKey: privateKey,
      issuedAt: new Date(context.now()),
      days: 13 * 365,
      // as recorded tenants have it: an authority of its own, for digitalSignature and keyCertSign
      extensions: authorityExtensions(0x84, 2),
    }),
  );
  return {
    kid: randomKeyId(),
    privateKey: { ...(await exportJWK(privateKey)) },
    certificate: certificate.raw.toString("base64"),
    thumbprint: createHash("sha1").update(certificate.raw).digest("base64url"),
  };
}

/** The tenant's key set as its `jwks.json` shows it: public members only, current key first. */
export function publicKeySet(state: Auth0State): { keys: object[] } {
  return {
    keys: state.signingKeys.map(({ kid, privateKey, certificate, thumbprint }) => ({
      kty: "RSA",
      use: "sig",
      n: privateKey["n"],
      e: privateKey["e"],
      kid,
      x5t: thumbprint,
      x5c: [certificate],
      alg: "RS256",
    })),
  };
}
