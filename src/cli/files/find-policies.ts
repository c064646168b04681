import type { Dirent } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { Failure } from "../../core/failure.ts";
import { hasPolicyRoot } from "../../domain/policy-root.ts";
import { encodingKind, encodingNames } from "./encoding.ts";
import { unreadable } from "./policy-file.ts";

/** Folders that hold other people's files. */
const passedOver = new Set(["node_modules", ".git"]);

/** How much of a file is looked at to tell a policy from any other XML: room for any licence in front of the root. */
const headBytes = 64 * 1024;

/** A file to work on, or the reason why something that was named cannot be. */
export type Found = { readonly path: string } | { readonly failure: Failure };

/** What one run has been to, by real paths, so that it goes nowhere twice. */
export class Visited {
  private readonly folders = new Set<string>();
  private readonly files = new Set<string>();

  /** Whether the folder with this real path is new. */
  enters(realPath: string): boolean {
    return isNew(this.folders, realPath);
  }

  /** Whether the file with this real path is new. */
  takes(realPath: string): boolean {
    return isNew(this.files, realPath);
  }
}

function isNew(known: Set<string>, item: string): boolean {
  const before = known.size;
  return known.add(item).size > before;
}

/**
 * The policy files that `paths` name: a file is taken as it is; below a folder, `policy.xml`, `*.policy.xml`, every other
 * `*.xml` and every template of one (`.tpl`, `.tftpl`, `.xml.j2`, `.xml.erb`) whose root is `<policies>` or `<fragment>`, in the
 * order of their names. Symbolic links are followed, no
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
      // what is neither has no real path, and is refused where it is read
      else if (!stat.isFile() || visited.takes(await fs.realpath(named))) yield { path: named };
    } catch (error) {
      yield { failure: unreadable(named, error) };
    }
  }
}

/** Something in a folder that is still to be looked at. */
interface Entry {
  readonly kind: "folder" | "file" | "link";
  readonly path: string;
  readonly realPath: string;
}

/** Keeps what is ahead in a list of its own: folders may be nested deeper than calls. */
async function* below(folder: string, visited: Visited): AsyncGenerator<Found> {
  const ahead: Entry[] = [{ kind: "link", path: folder, realPath: folder }];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    try {
      const entry = next.kind === "link" ? await follow(next) : next;
      if (entry?.kind === "folder" && visited.enters(entry.realPath)) {
        for (const inner of await entriesOf(entry)) ahead.push(inner);
      }
      if (entry?.kind === "file" && (await isPolicy(entry.path)) && visited.takes(entry.realPath))
        yield { path: entry.path };
    } catch (error) {
      if (!isNobodys(next, error)) yield { failure: unreadable(next.path, error) };
    }
  }
}

/** What a link leads to; `undefined` when that is neither a folder nor a file. */
async function follow({ path: link }: Entry): Promise<Entry | undefined> {
  const stat = await fs.stat(link);
  const kind = stat.isDirectory() ? "folder" : stat.isFile() ? "file" : undefined;
  return kind && { kind, path: link, realPath: await fs.realpath(link) };
}

/** The folder's entries that may be policies or lead to some, the first one last. */
async function entriesOf(folder: Entry): Promise<Entry[]> {
  const entries = await fs.readdir(folder.path, { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? 1 : -1))
    .flatMap((entry) => {
      const kind = kindOf(entry);
      if (!kind || passedOver.has(entry.name)) return [];
      const realPath = path.join(folder.realPath, entry.name);
      return [{ kind, path: path.join(folder.path, entry.name), realPath }];
    });
}

function kindOf(entry: Dirent): Entry["kind"] | undefined {
  if (entry.isDirectory()) return "folder";
  if (entry.isSymbolicLink()) return "link";
  return entry.isFile() && mayBePolicy(entry.name) ? "file" : undefined;
}

/** Whether this is a dangling link, a link in a circle, or a file that went away meanwhile; none is anybody's policy. */
function isNobodys({ kind, path: name }: Entry, error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ELOOP") return kind === "link";
  // a name that is not UTF-8 cannot be opened by what was read of it, and is there all the same
  return code === "ENOENT" && !name.includes("\uFFFD");
}

/** XML, and what deployment tools make XML of: Terraform, Helm and Jinja, ERB. */
function mayBePolicy(name: string): boolean {
  return /\.(?:xml|tpl|tftpl|xml\.j2|xml\.erb)$/i.test(name);
}

async function isPolicy(file: string): Promise<boolean> {
  if (!mayBePolicy(file)) return false;
  const name = path.basename(file).toLowerCase();
  return name === "policy.xml" || name.endsWith(".policy.xml") || hasPolicyRoot(await head(file));
}

async function head(file: string): Promise<string> {
  const handle = await fs.open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const bytes = buffer.subarray(0, bytesRead);
    return new TextDecoder(encodingNames[encodingKind(bytes)], { ignoreBOM: true }).decode(bytes);
  } finally {
    await handle.close();
  }
}
