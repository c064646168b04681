import * as fs from "node:fs/promises";
import { Failure } from "../../core/failure.ts";
import { type Encoding, encodingKind, encodingNames } from "./encoding.ts";

/** Larger files are not read. The service takes policies of up to 0.5 MB; 16 MiB leaves room for anything written by hand. */
export const maxBytes = 16 * 1024 * 1024;

/**
 * Files with more characters that begin a tag, an attribute, an entity or an expression are not read: each may become a
 * finding, and millions of them fill the memory. A dense policy of 10 MB has 700,000.
 */
const maxMarks = 800_000;

/** A policy file's text, without its byte order mark. */
export interface PolicyFile {
  /** As named on the command line or found below a folder named there; `-` for standard input. */
  readonly path: string;
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * Reads one file as text.
 *
 * @throws Failure `not-found`, `forbidden` or `invalid-input` (too large, a folder, not text).
 */
export async function readPolicyFile(path: string): Promise<PolicyFile> {
  try {
    const stat = await fs.stat(path);
    if (!stat.isFile()) throw new Failure("invalid-input", `${path} is not a file.`);
    if (stat.size > maxBytes) {
      throw new Failure(
        "invalid-input",
        `${path} has ${Math.ceil(stat.size / 1024 / 1024)} MB and was not read: no policy is larger than 16 MB.`,
      );
    }
    return decode(path, await fs.readFile(path));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The text of `bytes`; refuses what is not text. */
export function decode(path: string, bytes: Buffer): PolicyFile {
  const kind = encodingKind(bytes);
  const text = textOf(path, bytes, kind);
  if (text.includes("\0")) throw new Failure("invalid-input", `${path} is a binary file, not a policy.`);
  if (countMarks(text) > maxMarks) {
    const what = "has more tags, attributes and entities than any policy";
    throw new Failure("invalid-input", `${path} ${what}, and was not read.`);
  }
  const byteOrderMark = text.startsWith("\uFEFF");
  return { path, text: byteOrderMark ? text.slice(1) : text, encoding: { kind, byteOrderMark } };
}

function textOf(path: string, bytes: Buffer, kind: Encoding["kind"]): string {
  const name = encodingNames[kind];
  try {
    return new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const what =
      bytes.includes(0) && kind === "utf8" ? "is a binary file, not a policy" : `is not ${name} text`;
    throw new Failure("invalid-input", `${path} ${what}.`, { cause: error });
  }
}

function countMarks(text: string): number {
  if (text.length <= maxMarks) return 0;
  let marks = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === lessThan || character === ampersand || character === equals || character === at)
      marks += 1;
  }
  return marks;
}

const [ampersand, lessThan, equals, at] = [0x26, 0x3c, 0x3d, 0x40];

/** `error` from the file system as a {@link Failure} that names the file. */
export function unreadable(path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = codeOf(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "does not exist",
    EACCES: "may not be read by this user",
    EPERM: "may not be read by this user",
    ENOTDIR: "is no folder, or lies in none",
    ELOOP: "is a symbolic link that leads to itself",
  };
  const reason = reasons[code] ?? `could not be read (${messageOf(error)})`;
  const kind = code === "ENOENT" ? "not-found" : code === "EACCES" ? "forbidden" : "invalid-input";
  const remedy = code === "ENOENT" && path.includes("\uFFFD") ? "Names of files must be UTF-8." : undefined;
  return new Failure(kind, `${path || "“”"} ${reason}.`, { cause: error, ...(remedy && { remedy }) });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
