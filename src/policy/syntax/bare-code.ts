import type { TextEdit } from "../../core/edit.ts";
import { span } from "../../core/span.ts";
import { skipSpace, trimEnd } from "./characters.ts";

/** C# that lacks what would make an expression of it, and that. */
interface BareCode {
  readonly opening: "@" | "@(" | "@{";
  readonly closing: "" | ")" | "}";
}

/** Longer texts are no code that somebody forgot two signs of. */
const most = 20_000;

/** What is no code of its own: strings, characters and comments. */
const inert =
  /\$?@\$?"(?:[^"]|"")*"|\$?"(?:[^"\\\n]|\\.)*"|&quot;(?:(?!&quot;)[^\n])*&quot;|'(?:[^'\\\n]|\\.){1,8}'|(?<!:)\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Members of `context`, classes of .NET that policies use, casts and objects that are made. */
const signs = new RegExp(
  [
    /\bcontext\.[A-Z]\w*/,
    /\bnew\s+[A-Z][\w.]*\s*[<({[]/,
    /\(\s*(?:string|int|bool|long|double|decimal|object|[A-Z]\w*)\s*(?:\[\])?\)\s*[\w(]/,
    /\b(?:string|String|Guid|DateTime|DateTimeOffset|TimeSpan|Convert|Encoding|Regex|Uri|Math|Enumerable|JObject|JArray|JToken|JProperty|JsonConvert|Dictionary|List|int|bool|long|double|Int32|Boolean|StringComparison|IPAddress|XElement|XDocument|WebUtility|HttpUtility)\.[A-Z]\w*/,
    /^\s*"".*(?:==|!=|\+|\?\?)/,
    /^\s*\$?""\s*\)\s*$/,
    /^-?[\w.]+\)$/,
    /\breturn\s*\(?(?:""|\w[\w.]*\s*[;(+])/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** Of two words side by side in C#, one is such. */
const words =
  /^(?:new|is|as|out|in|return|var|string|int|bool|long|double|decimal|object|throw|else|await|using|case|const|ref|foreach|if|for|while|not|and|or|static)$/;

/**
 * Whether `text` is C# without its `@(` or `@{`, or without the at sign; `undefined` when it may as well be text. Named
 * values and forms of deployment tools may stand in its strings only.
 */
export function bareCode(text: string): BareCode | undefined {
  if (!holdsSign(text)) return undefined;
  const code = text.trim();
  if (code.length > most || /^[@<]|^\w+:\/\//.test(code)) return undefined;
  if (interpolated.test(code)) return aroundString(code);
  const skeleton = code
    .replace(/\{\{[\w.\s-]{1,256}\}\}/g, "_")
    .replace(inert, '""')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  if (/\{\{|\{%|[$#]\{|"|^\{\s*""\s*:/.test(skeleton.replaceAll('""', "_"))) return undefined;
  if (!signs.test(skeleton)) return undefined;
  const isBlock = skeleton.includes(";");
  if (isBlock ? !/\b(?:return|throw)\b/.test(skeleton) : isProse(skeleton)) return undefined;
  return signsFor(skeleton, isBlock);
}

/** A string of C# with holes, alone; nobody writes a text like that. */
const interpolated = /^\(?\$@?"[\s\S]*"\)?$/;

function aroundString(code: string): BareCode {
  if (code.startsWith("(") && code.endsWith(")")) return { opening: "@", closing: "" };
  return { opening: "@(", closing: code.endsWith(")") ? "" : ")" };
}

/** Whether `text` has what all code has; most values do not, and need no closer look. */
function holdsSign(text: string): boolean {
  return text.includes(")") || text.includes("context.") || text.includes("return") || text.includes('$"');
}

function isProse(skeleton: string): boolean {
  for (const [, one = "", other = ""] of skeleton.matchAll(/\b([A-Za-z_]\w*)\s+(?=([A-Za-z_]\w*))/g)) {
    if (!words.test(one) && !words.test(other)) return true;
  }
  return false;
}

/** What is missing around code in which `skeleton` has the brackets; `undefined` when these do not match. */
function signsFor(skeleton: string, isBlock: boolean): BareCode | undefined {
  const open: number[] = [];
  const pairs = "()[]{}";
  const last = skeleton.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const sign = skeleton.charAt(index);
    if ("([{".includes(sign)) open.push(index);
    if (!")]}".includes(sign)) continue;
    const start = open.pop();
    const expected = start === undefined ? sign : pairs.charAt(pairs.indexOf(skeleton.charAt(start)) + 1);
    if (sign !== expected) return undefined;
    if (start === undefined) {
      if (index < last || sign === "]") return undefined;
      return { opening: sign === ")" ? "@(" : "@{", closing: "" };
    }
    const isWhole = start === 0 && index === last && sign === (isBlock ? "}" : ")");
    if (isWhole) return { opening: "@", closing: "" };
  }
  if (open.length > 0) return undefined;
  return isBlock ? { opening: "@{", closing: "}" } : { opening: "@(", closing: ")" };
}

/** The edits that make an expression of the code from `start` to `end`. */
export function signEdits(
  text: string,
  start: number,
  end: number,
  { opening, closing }: BareCode,
): TextEdit[] {
  const first = skipSpace(text, start, end);
  const last = trimEnd(text, first, end);
  const edits: TextEdit[] = [{ span: span(first, first), newText: opening }];
  if (closing !== "") edits.push({ span: span(last, last), newText: closing });
  return edits;
}
