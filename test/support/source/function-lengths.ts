import type { SourceFile } from "./source-files.ts";

/** A function with a block body, and how many lines it covers. */
export interface MeasuredFunction {
  readonly place: string;
  readonly lines: number;
}

/** Declarations, methods and arrow functions that open a block at the end of a line of formatted code. */
const openers = [
  /^(\s*)(?:export\s+)?(?:default\s+)?(?:async\s+)?function\b.*$/,
  /^(\s*)(?:(?:public|private|protected|static|override|readonly|async|get|set|\*)\s+)*[\w#*[\].]+(?:<[^>]*>)?\(.*\).*\{$/,
  /^(\s*).*=>\s*\{$/,
];
const notAFunction = /^\s*(?:if|for|while|switch|catch|else|return|do|try|with)\b/;

/**
 * Every function of `file` with its length. Counts on the formatter: a block ends at the first line that closes it with
 * the indentation of the line it began on.
 */
export function functionLengths(file: SourceFile): MeasuredFunction[] {
  const lines = file.text.split("\n");
  return lines.flatMap((line, index) => {
    if (notAFunction.test(line)) return [];
    const opener = openers.map((pattern) => pattern.exec(line)).find(Boolean);
    if (!opener) return [];
    const indent = opener[1] ?? "";
    const end = lines.findIndex((other, at) => at > index && other.startsWith(`${indent}}`));
    const semicolon = lines.findIndex((other, at) => at >= index && other.trimEnd().endsWith(";"));
    if (end === -1 || (isOverload(line) && semicolon !== -1 && semicolon < end)) return [];
    return [{ place: `${file.path}:${index + 1}`, lines: end - index + 1 }];
  });
}

function isOverload(line: string): boolean {
  return /\bfunction\b/.test(line) && line.trimEnd().endsWith(";");
}
