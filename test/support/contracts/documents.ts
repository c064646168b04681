import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A JSON object of a document. */
export type Node = { readonly [name: string]: unknown };

/** A place in a document. */
export interface Located {
  /** The document's URI. */
  readonly document: string;
  readonly node: Node;
}

/** The OpenAPI documents below a folder, read when they are first needed. */
export class Documents {
  private readonly loaded = new Map<string, Node>();

  /** The URI of a file below the folder. */
  static uri(...path: string[]): string {
    return pathToFileURL(join(...path)).href;
  }

  /** The URIs of the JSON files directly in a folder. */
  static inFolder(...path: string[]): string[] {
    const files = readdirSync(join(...path)).filter((name) => name.endsWith(".json"));
    return files.map((name) => Documents.uri(...path, name));
  }

  /** The document with this URI. */
  get(uri: string): Node {
    const known = this.loaded.get(uri);
    if (known) return known;
    const document = asNode(JSON.parse(readFileSync(fileURLToPath(uri), "utf8")));
    this.loaded.set(uri, document);
    return document;
  }

  /** What `place` refers to, through however many references. */
  follow(place: Located): Located {
    let current = place;
    for (let steps = 0; steps < 20; steps++) {
      const reference = current.node["$ref"];
      if (typeof reference !== "string") return current;
      const target = new URL(reference, current.document);
      const document = target.href.replace(/#.*$/, "");
      current = { document, node: this.at(document, decodeURIComponent(target.hash.slice(1))) };
    }
    throw new Error(`Too many references from ${place.document}.`);
  }

  private at(document: string, pointer: string): Node {
    const names = pointer.split("/").slice(1);
    return names.reduce<Node>(
      (node, name) => asNode(node[name.replaceAll("~1", "/").replaceAll("~0", "~")]),
      this.get(document),
    );
  }
}

/** `value` as an object, or an empty one. */
export function asNode(value: unknown): Node {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

/** `value` as a list, or an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A JSON pointer in the form of a URI fragment. */
export function fragment(...names: string[]): string {
  const escaped = names.map((name) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1")));
  return `#/${escaped.join("/")}`;
}
