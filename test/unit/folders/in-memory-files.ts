import { Failure } from "../../../src/core/failure.ts";
import type { FolderFiles } from "../../../src/folders/index.ts";

/** Files by path; `null` is there and cannot be read. */
export type Files = Readonly<Record<string, string | object | null>>;

/** A folder with these files; objects are written as JSON. */
export function folderOf(files: Files): FolderFiles {
  return {
    paths: Object.keys(files).sort(),
    read: async (path) => {
      const content = files[path];
      if (content === null || content === undefined)
        throw new Failure("forbidden", `${path} may not be read.`);
      return typeof content === "string" ? content : JSON.stringify(content, undefined, 2);
    },
  };
}

/** A policy with this in its inbound section. */
export function inbound(content: string): string {
  return `<policies>\n  <inbound>${content}</inbound>\n</policies>\n`;
}

/** A resource's file. */
export function resource(properties: Readonly<Record<string, unknown>>): object {
  return { properties };
}

/** A specification with operations by id, each a GET of its own path. */
export function specification(...ids: readonly string[]): string {
  const paths = ids.map((id) => [`/${id}`, { get: { operationId: id, responses: {} } }] as const);
  return JSON.stringify({
    openapi: "3.0.1",
    info: { title: "a", version: "1" },
    paths: Object.fromEntries(paths),
  });
}
