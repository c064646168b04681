import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writePrivate } from "./state-file.ts";

/** Where clients find the certificate authority. */
export interface AuthorityFile {
  /** Absolute: a client may work in another folder. */
  readonly path: string;
  /** Removes the file when nothing else of the sandbox stays behind either. */
  release(): void;
}

/** Writes the certificate beside the state file, or into a folder of its own when there is none. */
export function authorityFile(certificate: string, stateFile: string | undefined): AuthorityFile {
  if (stateFile !== undefined) {
    const path = resolve(`${stateFile.replace(/\.json$/i, "")}.ca.pem`);
    writePrivate(path, certificate);
    return { path, release: () => undefined };
  }
  const folder = mkdtempSync(join(tmpdir(), "auth0-apim-sandbox-"));
  const path = join(folder, "ca.pem");
  writeFileSync(path, certificate, { mode: 0o600 });
  return { path, release: () => rmSync(folder, { recursive: true, force: true }) };
}
