import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { Failure } from "../../core/failure.ts";
import { unreadable } from "./policy-file.ts";

/** Folders that hold other people's files. */
const PASSED_OVER = new Set(["node_modules", ".git"]);

/** How much of a file is looked at to tell a policy from any other XML. */
const HEAD_BYTES = 4096;

/** A file to work on, or the reason why something that was named cannot be. */
export type Found = { readonly path: string } | { readonly failure: Failure };

/** What one run has been to, so that it goes nowhere twice. */
export class Visited {
  private readonly folders = new Set<string>();
  private readonly files = new Set<string>();

  /** Whether the folder with this real path is new. */
  enters(realPath: string): boolean {
    return isNew(this.folders, realPath);
  }

  /** Whether the file of this name is new. */
  takes(file: string): boolean {
    return isNew(this.files, path.resolve(file));
  }
}

function isNew(known: Set<string>, item: string): boolean {
  const before = known.size;
  return known.add(item).size > before;
}

/**
 * The policy files that `paths` name: a file is taken as it is; below a folder, `policy.xml`, `*.policy.xml` and every
 * other `*.xml` whose root is `<policies>` or `<fragment>`, in the order of their names. Symbolic links are followed, no
 * folder is visited and no file named twice.
 */
export async function* findPolicies(
  paths: readonly string[],
  visited: Visited = new Visited(),
): AsyncGenerator<Found> {
  for (const named of paths) {
    try {
      const stat = await fs.stat(named);
      if (stat.isDirectory()) yield* below(named, visited);
      else if (visited.takes(named)) yield { path: named };
    } catch (error) {
      yield { failure: unreadable(named, error) };
    }
  }
}

async function* below(folder: string, visited: Visited): AsyncGenerator<Found> {
  const real = await fs.realpath(folder);
  if (!visited.enters(real)) return;
  let entries: string[];
  try {
    entries = (await fs.readdir(folder)).sort();
  } catch (error) {
    yield { failure: unreadable(folder, error) };
    return;
  }
  for (const name of entries) {
    if (!PASSED_OVER.has(name)) yield* entry(path.join(folder, name), visited);
  }
}

async function* entry(file: string, visited: Visited): AsyncGenerator<Found> {
  try {
    const stat = await fs.stat(file);
    if (stat.isDirectory()) yield* below(file, visited);
    else if (stat.isFile() && (await isPolicy(file)) && visited.takes(file)) yield { path: file };
  } catch (error) {
    const failure = unreadable(file, error);
    // A dangling link or a link in a circle below a folder is nobody's policy.
    if (failure.code !== "not-found" && !isLinkLoop(error)) yield { failure };
  }
}

function isLinkLoop(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ELOOP";
}

async function isPolicy(file: string): Promise<boolean> {
  const name = path.basename(file).toLowerCase();
  if (!name.endsWith(".xml")) return false;
  return name === "policy.xml" || name.endsWith(".policy.xml") || hasPolicyRoot(await head(file));
}

async function head(file: string): Promise<string> {
  const handle = await fs.open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString("utf16le") : bytes.toString("utf8");
  } finally {
    await handle.close();
  }
}

/** Whether the first element of `text` is one that a policy document begins with. */
export function hasPolicyRoot(text: string): boolean {
  let position = text.startsWith("\uFEFF") ? 1 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(position))) position++;
    const end = text.startsWith("<!--", position)
      ? text.indexOf("-->", position)
      : text.startsWith("<?", position)
        ? text.indexOf("?>", position)
        : undefined;
    if (end === undefined) return /^<(?:policies|fragment)[\s/>]/.test(text.slice(position, position + 12));
    if (end === -1) return false;
    position = text.indexOf(">", end) + 1;
  }
}
