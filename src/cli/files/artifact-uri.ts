import * as path from "node:path";
import { pathToFileURL } from "node:url";

/** A file as SARIF names it: relative to the folder the program runs in, which is what code scanning wants, unless the path was given as absolute. */
export function artifactUri(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  // a half of a surrogate pair, which Windows takes in names, has no place in a URI
  const name = Buffer.from(path.normalize(file)).toString();
  return name.split(path.sep).map(encodeURIComponent).join("/");
}
