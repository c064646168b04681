import { type Document, isPair, isScalar, LineCounter, parseDocument, visit, type YAMLError } from "yaml";
import type { TextPlace } from "../core/failure.ts";
import { error, type ImportProblem } from "./api-description.ts";
import { jsonTrouble, type KeyTwice } from "./json-keys.ts";

/** References to one anchor that are followed; a few lines with more of them could fill the memory. */
const mostAliases = 100;

/** The value of a JSON or YAML text, or what is wrong with it and where. */
export function parseText(text: string): { readonly value: unknown } | { readonly problem: ImportProblem } {
  const json = parseJson(text);
  if (json) return json;
  try {
    const lineCounter = new LineCounter();
    // the parser would compare each key with every other; they are looked at below
    const document = parseDocument(text, { merge: true, uniqueKeys: false, lineCounter });
    const [first] = document.errors;
    if (first) return { problem: error(syntaxMessage(first, text), placeOf(first)) };
    const twice = keyTwice(document, lineCounter);
    if (twice) return { problem: twiceProblem(twice) };
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return isEndless(value) ? { problem: error(tooDeep) } : { value };
  } catch (cause) {
    return { problem: error(conversionMessage(cause)) };
  }
}

/** `undefined` for what is no JSON: YAML takes most of that too, and says better where it is broken. */
function parseJson(text: string): ReturnType<typeof parseText> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const trouble = jsonTrouble(text);
  if (trouble === undefined) return { value };
  return { problem: trouble === "too deep" ? error(tooDeep) : twiceProblem(trouble) };
}

/** The first key that a mapping has twice, also where one is written as a number and the other as text. */
function keyTwice(document: Document, lines: LineCounter): KeyTwice | undefined {
  let found: KeyTwice | undefined;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<string>();
      for (const item of items) {
        const key = isPair(item) && isScalar(item.key) ? item.key : undefined;
        // a symbol stands for the key of a merge, of which there may be several
        if (!key || typeof key.value === "symbol") continue;
        const name = String(key.value);
        if (keys.has(name)) {
          const { line, col } = lines.linePos(key.range?.[0] ?? 0);
          found = { key: name, line, column: col };
          return visit.BREAK;
        }
        keys.add(name);
      }
      return undefined;
    },
  });
  return found;
}

function twiceProblem({ key, line, column }: KeyTwice): ImportProblem {
  const message = `The key “${key.slice(0, 80)}” stands twice in the same object, the second time in line ${line}, column ${column}, and only one of them can be meant. Take the other out, or put both together.`;
  return error(message, { place: { line, column } });
}

function placeOf({ linePos }: YAMLError): { readonly place?: TextPlace } {
  const [start] = linePos ?? [];
  return start ? { place: { line: start.line, column: start.col } } : {};
}

function syntaxMessage(problem: YAMLError, text: string): string {
  if (/call stack/i.test(problem.message)) return tooDeep;
  const [start] = problem.linePos ?? [];
  const place = start ? ` in line ${start.line}, column ${start.col}` : "";
  const language = /^\s*[{[]/.test(text) ? "JSON" : "YAML";
  const known = new Map<string, string>([
    [
      "MULTIPLE_DOCS",
      `The text has several YAML documents${place === "" ? "" : `: the second begins${place}`}. Choose the one that describes the API and take the others out.`,
    ],
    [
      "TAB_AS_INDENT",
      `A line is indented with a tab${place}, which YAML does not allow. Indent it with spaces.`,
    ],
  ]);
  return (
    known.get(problem.code) ??
    `The text is no ${language}: it cannot be read${place} (${plain(problem.message)}). Mend it there, or save it again from the tool that made it.`
  );
}

/** Without the excerpt that the parser puts behind its message. */
function plain(message: string): string {
  const [line = ""] = message.split("\n");
  return line.replace(/ at line \d+, column \d+:?$/, "").replace(/[.:]$/, "");
}

const tooDeep =
  "The document is nested too deep, or names the same part too often, to be read. Write it without references in circles (& and *), or flatten it.";

/** Whether a part contains itself, by an alias within its own anchor: whoever walks through it never comes to an end. */
function isEndless(root: unknown): boolean {
  const [around, ended] = [new Set<object>(), new Set<object>()];
  const goesRound = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null || ended.has(value)) return false;
    if (around.has(value)) return true;
    around.add(value);
    const found = Object.values(value).some(goesRound);
    around.delete(value);
    ended.add(value);
    return found;
  };
  return goesRound(root);
}

function conversionMessage(cause: unknown): string {
  if (cause instanceof RangeError || /excessive alias/i.test(String(cause))) return tooDeep;
  return `The document cannot be read (${plain(cause instanceof Error ? cause.message : String(cause))}). Save it again from the tool that made it.`;
}
