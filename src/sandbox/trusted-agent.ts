import { rootCertificates } from "node:tls";
import { Agent } from "undici";

/** Milliseconds before a part gives up on another. */
const patience = 10_000;

/** Connections that trust the sandbox's own certificate authority besides the well-known ones, and nothing else. */
export function createTrustedAgent(ca: string): Agent {
  return new Agent({
    connect: { ca: [...rootCertificates, ca], timeout: patience },
    headersTimeout: patience,
    bodyTimeout: patience,
  });
}
