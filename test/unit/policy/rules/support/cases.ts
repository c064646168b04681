import { readFileSync } from "node:fs";
import { isScope } from "../../../../../src/policy/facts/policies.ts";
import type { LintOptions } from "../../../../../src/policy/rules/index.ts";
import { live } from "./live.ts";

/** The folder of the fixtures. */
export const fixtures = new URL("../../../../fixtures/rules/", import.meta.url);

/** The folder of the rules' pages. */
export const pages = new URL("../../../../../docs/rules/", import.meta.url);

/** One document of a fixture. */
export interface Case {
  readonly title: string;
  readonly text: string;
  readonly options: LintOptions;
}

/** The documents of a fixture: each stands below a line `=== title, options`. */
export function readCases(name: string): Case[] {
  return readFileSync(new URL(name, fixtures), "utf8")
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [title = "", ...lines] = part.split("\n");
      return { title, text: lines.join("\n"), options: readOptions(title) };
    });
}

/** The documents as a fixture again. */
export function writeCases(cases: readonly Case[]): string {
  return cases.map(({ title, text }) => `=== ${title}\n${text}`).join("");
}

/** Options from words such as `live`, `scope=product` and `kind=fragment`. */
export function readOptions(words: string): LintOptions {
  const scope = /scope=(\w+)/.exec(words)?.[1] ?? "";
  const kind = /kind=(policies|fragment)/.exec(words)?.[1];
  return {
    ...(isScope(scope) ? { scope } : {}),
    ...(kind === "policies" || kind === "fragment" ? { kind } : {}),
    ...(/\blive$/.test(words) ? { live } : {}),
  };
}

/** The line, counted from 1, that `offset` is on. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Lines with a mark `<!-- want: id -->`, as `line id`. */
export function wantedIn(text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    const id = /<!-- want: ([\w-]+) -->/.exec(line)?.[1];
    return id ? [`${index + 1} ${id}`] : [];
  });
}
