import * as path from "node:path";
import type { SourceFile } from "./source-files.ts";

const declared =
  /^export (?:abstract )?(?:async )?(?:function\*?|const|class|interface|type|enum) (\w+)|^export (?:type )?\{([^}]*)\}/gm;
const named = /^(?:import|export) (?:type )?(?:\w+, )?\{([^}]*)\} from "(\.[^"]+)"/gm;
const whole = /^(?:import \* as \w+|export (?:type )?\*(?: as \w+)?) from "(\.[^"]+)"/gm;
const dynamic =
  /(?:\{([^{}]*)\}\s*=\s*await )?\bimport\(\s*"(\.[^"]+)",?\s*\)(?:\)?\.(?:then\(\(\{([^{}]*)\}\)|(\w+)))?/g;

/** Stands for every export of a file. */
const all = "*";

/**
 * What `files` export and none of `importers` imports; a module that is loaded as a whole counts as used in all its parts.
 * Counts on the formatter.
 */
export function unusedExports(files: readonly SourceFile[], importers: readonly SourceFile[]): string[] {
  const used = new Set(importers.flatMap(usesOf));
  return files.flatMap((file) =>
    used.has(`${file.path} ${all}`)
      ? []
      : exportsOf(file)
          .map((name) => `${file.path} ${name}`)
          .filter((place) => !used.has(place)),
  );
}

function exportsOf({ text }: SourceFile): string[] {
  return [...text.matchAll(declared)].flatMap(([, name, list]) => (name ? [name] : namesIn(list, "last")));
}

function usesOf({ path: from, text }: SourceFile): string[] {
  const places = (target: string | undefined, names: readonly string[]) =>
    names.map((name) => `${path.posix.join(path.posix.dirname(from), target ?? "")} ${name}`);
  return [
    ...[...text.matchAll(named)].flatMap(([, list, target]) => places(target, namesIn(list, "first"))),
    ...[...text.matchAll(whole)].flatMap(([, target]) => places(target, [all])),
    ...[...text.matchAll(dynamic)].flatMap(([, before, target, behind, member]) => {
      const list = before ?? behind;
      return places(target, list === undefined ? [member ?? all] : namesIn(list, "first"));
    }),
  ];
}

/** The names in the braces of an import or export: of those that are renamed, the first or the last. */
function namesIn(list: string | undefined, which: "first" | "last"): string[] {
  return (list ?? "")
    .split(",")
    .map((part) =>
      part
        .trim()
        .replace(/^type /, "")
        .split(/ as |: /),
    )
    .map((names) => (which === "last" ? names.at(-1) : names[0]) ?? "")
    .filter((name) => name !== "");
}
