import { quoteMark } from "./secret-names.ts";
import type { Span } from "./span.ts";

/** What stands where a secret stood. */
export const redacted = "«redacted»";

const quoted = new RegExp(quoteMark, "yi");

/** Up to what ends a value that no quotation mark ends; a semicolon only where another part of a connection string follows. */
const plainValue = /(?:[^\s&;"'<>`]|;(?!\s|$|[\w .-]+=))+/y;

/** As {@link plainValue}, where the separator was encoded as in an address: so is what follows the value. */
const encoded = /(?:(?!%(?:25)*(?:26|22|27|0[ad]))[^\s&"'<>`])+/iy;

/** A header's credentials: a scheme or none, the credentials, and parameters with and without quotation marks. */
const credentials =
  /[^\s"'<>,\\]+(?:[ \t]+[^\s"'<>,\\]+)?(?:"[^"\n]*"?)?(?:,[ \t]*[\w-]+=(?:"[^"\n]*"?|[^\s,"']*))*/y;

/** The rest of the line of a header. */
const rest = /[^\r\n]+/y;

/** What an element holds, up to the next tag, in a page or not. */
const content = /(?:(?!&lt;)[^<])+/iy;

/** The rest of a line that begins with the name of a secret, as in YAML: there it may have spaces. */
const lineValue = /[^\s"'<>][^"'<>\r\n]*/y;

/** `a=b; c=d; Path=/`. */
const cookies = /[^\s=;,"']+=(?:"[^"\n]*"?|[^\s;"']*)(?:;\s*[^\s=;,"']+(?:=(?:"[^"\n]*"?|[^\s;"']*))?)*/y;

const headerName = /(authorization|cookie)[\w-]*["'`]?\s*(?:=>|[:=])\s*$/i;

/** The value of something whose name stands before, in lists of headers: `name: "authorization", value: `. */
const entryValue = /^(?:name|key|id|header)\b[\s\S]*\bvalue["'`]?\s*(?:=>|[=:])\s*$/i;

/**
 * What is no secret: nothing, a switch, something hidden already, what documents of resources say of secrets, a reference to a named
 * value or a variable.
 */
const noSecret =
  /^(?:null|true|false|undefined|none|[.,;:!?]|on|off|error|warning|info|hint|required|optional|keep|ask|remove|from-application|…|\*+|«redacted»|(?:\w+ )?\{\{[\w.-]+\}\}|(?:@\()?\(*(?:\(\w+\))?context\.[\w.()<>[]*)?$/i;

/** A word of a sentence that goes on. */
const prose = /[A-Za-z]?[a-z]+[,.;:!?)]*[ \t]+[A-Za-z“(]/y;

/**
 * Where the secret behind `lead` ends, `lead` being what {@link secretNames} found up to `start`; `undefined` when there is
 * none. A value whose end was cut off goes to the end of the text.
 */
export function secretAt(text: string, start: number, lead: string): Span | undefined {
  if (text.startsWith(redacted, start)) return undefined;
  const quote = matchAt(quoted, text, start);
  if (quote !== undefined) return unlessHarmless(text, quotedAt(text, start + quote.length, quote));
  if (/[[{]/.test(text.charAt(start)) && !text.startsWith("{{", start)) return structureAt(text, start);
  if (/(?:>|&gt;)\s*$/.test(lead) && !/=>\s*$/.test(lead)) return valueAt(content, text, start);
  const [, header] = headerName.exec(lead) ?? [];
  if (header !== undefined && beginsLine(text, start - lead.length)) return valueAt(rest, text, start);
  if (header !== undefined) return headerAt(text, start, header.toLowerCase() === "cookie");
  if (entryValue.test(lead)) return valueAt(credentials, text, start);
  if (/:[ \t]+$/.test(lead) && beginsLine(text, start - lead.length)) return valueAt(lineValue, text, start);
  if (/[a-z]:\s+$/i.test(lead) && matchAt(prose, text, start) !== undefined && isProse(text, start, lead))
    return undefined;
  const plain = matchAt(/%(?:25)*3[ad]/i.test(lead) ? encoded : plainValue, text, start);
  if (plain === undefined) return undefined;
  if (noSecret.test(plain)) return undefined;
  // what closes a sentence or a bracket is not part of it
  const length = plain.replace(/[)\]},.]+$/, "").length || plain.length;
  return unlessHarmless(text, { start, end: start + length });
}

/** Whether nothing but the rest of a name stands before `position` in its line; a name with its indentation is short. */
function beginsLine(text: string, position: number): boolean {
  const start = Math.max(0, position - 80);
  const before = text.slice(start, position);
  const end = before.lastIndexOf("\n");
  return (end >= 0 || start === 0) && /^[\s-]*[\w.-]*$/.test(before.slice(end + 1));
}

function valueAt(pattern: RegExp, text: string, start: number): Span | undefined {
  const value = matchAt(pattern, text, start);
  if (value === undefined) return undefined;
  const { length } = value.trimEnd();
  return noSecret.test(value.trim()) ? undefined : { start, end: start + length };
}

/** Whether the name in `lead` is a word of a sentence: "refused the client secret: ask somebody". */
function isProse(text: string, start: number, lead: string): boolean {
  return /[A-Za-z] $/.test(text.slice(0, start - lead.length));
}

function unlessHarmless(text: string, span: Span): Span | undefined {
  return noSecret.test(text.slice(span.start, span.end)) ? undefined : span;
}

function headerAt(text: string, start: number, isCookie: boolean): Span | undefined {
  const value = matchAt(isCookie ? cookies : credentials, text, start);
  if (value === undefined) return undefined;
  const end = start + value.length;
  // "authorization: the server said", not "authorization: bearer abcdef"
  if (/^(?!bearer|basic|token|api)[a-z]+ [a-z]+$/.test(value) && end < text.length) return undefined;
  return unlessHarmless(text, { start, end });
}

/**
 * A value from behind its opening quotation mark up to the closing one of the same writing, or to the end of the line where it
 * was cut off: what stands on the next line is looked at on its own.
 */
function quotedAt(text: string, start: number, quote: string): Span {
  const mark = quote.replace(/^\\+/, "");
  const depth = quote.length - mark.length;
  const line = endOr(text, text.indexOf("\n", start));
  for (let end = text.indexOf(mark, start); end >= 0 && end < line; end = text.indexOf(mark, end + 1)) {
    const slashes = slashesBefore(text, start, end);
    if (depth === 0 ? slashes % 2 === 0 : slashes <= depth) return { start, end: end - (depth && slashes) };
  }
  return { start, end: line };
}

function slashesBefore(text: string, start: number, end: number): number {
  let count = 0;
  while (end - count > start && text[end - count - 1] === "\\") count++;
  return count;
}

/** A list or an object, which may hold anything: up to the bracket that closes it. */
function structureAt(text: string, start: number): Span {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (/[[{]/.test(character)) depth += 1;
    else if (/[\]}]/.test(character)) depth -= 1;
    else if (/[\\"'`]/.test(character)) {
      const quote = matchAt(quoted, text, at);
      if (quote !== undefined) at = quotedAt(text, at + quote.length, quote).end + quote.length - 1;
    }
    if (depth === 0) return { start, end: at + 1 };
  }
  return { start, end: text.length };
}

function endOr(text: string, end: number): number {
  return end < 0 ? text.length : end;
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  const [found] = pattern.exec(text) ?? [];
  return found || undefined;
}
