// What every driver begins with: its input, and `require` as a program in the client's folder has it.
import { createRequire } from "node:module";
import * as path from "node:path";

export const input = JSON.parse(process.env.DRIVER_INPUT ?? "{}");
export const require = createRequire(path.join(input.folder, "package.json"));

/** All of a paged list. */
export async function collect(pages) {
  const found = [];
  for await (const one of pages) found.push(one);
  return found;
}
