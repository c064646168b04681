import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's own folder. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/** One TypeScript file of the project. */
export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

/** All TypeScript files below `folder`, sorted by path. */
export function sourceFiles(folder: string): SourceFile[] {
  return fs
    .readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.split(path.sep).includes("node_modules"))
    .sort()
    .map((name) => {
      const file = `${folder}/${name.split(path.sep).join("/")}`;
      const text = fs.readFileSync(path.join(projectRoot, file), "utf8");
      return { path: file, text, lines: text.split("\n").length - 1 };
    });
}

const importForm =
  /^\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

/** Every module that `file` names in an import, an export … from, or a dynamic import. */
export function importsOf(file: SourceFile): string[] {
  return [...file.text.matchAll(importForm)].map(([, fixed, dynamic]) => fixed ?? dynamic ?? "");
}

/** How many lines the marked examples below `folder` have. */
export function fixtureLines(folder: string): number {
  const names = fs.readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".xml"))
    .map((name) => fs.readFileSync(path.join(projectRoot, folder, name), "utf8").split("\n").length - 1)
    .reduce((sum, lines) => sum + lines, 0);
}
