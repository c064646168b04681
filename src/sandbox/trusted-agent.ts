import { rootCertificates } from "node:tls";
import { Agent } from "undici";

/** Milliseconds before a part gives up on another. */
const patience = 10_000;

/**
 * Connections that trust the sandbox's own certificate authority besides the well-known ones, and nothing else; `identity` is what
 * they show to those who ask, certificate and private key, PEM.
 */
export function createTrustedAgent(ca: string, identity?: string): Agent {
  const own = identity === undefined ? {} : { cert: identity, key: identity };
  return new Agent({
    connect: { ca: [...rootCertificates, ca], timeout: patience, ...own },
    headersTimeout: patience,
    bodyTimeout: patience,
  });
}
