/**
 * The forms in which deployment tools mark what they fill in: where one begins, and where it ends. Sources: the
 * documentation of Replace Tokens for Azure Pipelines, Terraform's `templatefile`, Helm and Go templates, Jinja, Liquid,
 * ERB, and ARM templates.
 */

/** What begins a form; each alternative is told apart by its first characters. */
const opener =
  /\$[{(A-Za-z]|%[{A-Za-z]|#[{A-Za-z]|\{[{%#]|<[%<]|__[A-Za-z]|@@|\[\[|~[A-Za-z]|\[(?:parameters|variables|concat|format|reference|resourceId|string|toLower|uniqueString)\(/g;

/** The next place at or behind `from` where a form may begin; -1 when there is none. */
export function nextOpener(text: string, from: number): number {
  opener.lastIndex = from;
  return opener.exec(text)?.index ?? -1;
}

/** How many characters a look for the end of forms may take in all: this keeps any text linear. */
export interface Budget {
  left: number;
}

/** A form takes at most so many characters. */
const longest = 4000;

/** Where the form ends that begins at `start`; -1 when none does. */
export function formEnd(text: string, start: number, budget: Budget): number {
  switch (text.charAt(start)) {
    case "$":
      return dollarEnd(text, start, budget);
    case "%":
      if (text.charAt(start + 1) === "{") return bracesEnd(text, start + 2, budget);
      return percentEnd(text, start);
    case "#":
      return hashEnd(text, start);
    case "{":
      return curlyEnd(text, start, budget);
    case "<":
      return text.charAt(start + 1) === "%"
        ? closedBy(text, start + 2, "%>", budget)
        : heredocStart(text, start);
    case "_":
      return match(doubleUnderscores, text, start);
    case "@":
      return match(doubleAts, text, start);
    case "[":
      return text.charAt(start + 1) === "[" ? match(doubleBrackets, text, start) : functionEnd(text, start);
    case "~":
      return match(tildes, text, start);
    default:
      return -1;
  }
}

const doubleUnderscores = /__[A-Za-z](?:[\w.-]{0,98}?[A-Za-z0-9])?__/y;
const doubleAts = /@@[ \t]*[A-Za-z_][\w.:-]{0,100}[ \t]*@@/y;
const doubleBrackets = /\[\[[ \t]*[A-Za-z_][\w.:-]{0,100}[ \t]*\]\]/y;
const tildes = /~[A-Za-z][\w.-]{0,100}~/y;
const dollars = /\$[A-Za-z][\w.-]{0,100}\$/y;
const percents = /%[A-Za-z][\w.-]{0,100}%/y;
const hashes = /#[A-Za-z][\w.-]{0,100}#/y;
const hashBraces = /#\{[^{}\r\n]{0,200}\}#?/y;
const macro = /\$\([ \t]*[A-Za-z_][\w.:-]{0,100}[ \t]*\)/y;
const functionCall = /\[[A-Za-z]+\([^\r\n<>"]{0,1000}?\)\]/y;
const hexDigits = /^[0-9A-Fa-f]{2}/;

function match(form: RegExp, text: string, start: number): number {
  form.lastIndex = start;
  return form.test(text) ? form.lastIndex : -1;
}

function dollarEnd(text: string, start: number, budget: Budget): number {
  const next = text.charAt(start + 1);
  if (next === "{") return bracesEnd(text, start + 2, budget);
  return next === "(" ? match(macro, text, start) : match(dollars, text, start);
}

/** Two escaped bytes of a URL, as in `%C3%A9t%C3`, look alike: none is a name. */
function percentEnd(text: string, start: number): number {
  const end = match(percents, text, start);
  if (end < 0 || !hexDigits.test(text.slice(start + 1, start + 3))) return end;
  return end === start + 4 || hexDigits.test(text.slice(end, end + 2)) ? -1 : end;
}

/** A character reference such as `&#xA0;` begins no form. */
function hashEnd(text: string, start: number): number {
  if (text.charAt(start + 1) === "{") return match(hashBraces, text, start);
  return text.charAt(start - 1) === "&" ? -1 : match(hashes, text, start);
}

const functionEnd = (text: string, start: number): number => match(functionCall, text, start);

function curlyEnd(text: string, start: number, budget: Budget): number {
  const next = text.charAt(start + 1);
  if (next === "%") return closedBy(text, start + 2, "%}", budget);
  if (next === "#") return closedBy(text, start + 2, "#}", budget);
  return doubleCurlyEnd(text, start, budget);
}

/** What stands between double braces in C# and JSON: statements, and lists that begin with a number. */
const noTemplate = /;|^[\s[]*\d|^\s*[[,]|^\{*\s*\{\s*\d/;

function doubleCurlyEnd(text: string, start: number, budget: Budget): number {
  const end = closedBy(text, start + 2, "}}", budget);
  if (end < 0 || noTemplate.test(text.slice(start + 2, end - 2))) return -1;
  return text.charAt(start + 2) === "{" && text.charAt(end) === "}" ? end + 1 : end;
}

/** Behind the next `close`; -1 when the text it closes would be too long, or a comment ends in it. */
function closedBy(text: string, from: number, close: string, budget: Budget): number {
  const most = Math.min(longest, budget.left);
  const window = text.slice(from, from + most);
  const at = window.indexOf(close);
  const comment = at < 0 ? -1 : window.slice(0, at).indexOf("-->");
  if (at >= 0 && comment < 0) return from + at + close.length;
  budget.left -= window.length;
  return -1;
}

const heredoc = /<<[-~]?(["']?)([A-Z_][A-Z0-9_]*)\1[ \t]*(?=\r?\n|$)/y;

/** `<<XML`, which begins a text of several lines. */
function heredocStart(text: string, start: number): number {
  return match(heredoc, text, start);
}

/** The marker of a heredoc that begins at `start`, such as `XML`. */
export function heredocMarker(text: string, start: number): string | undefined {
  heredoc.lastIndex = start;
  return heredoc.exec(text)?.[2];
}

/** Where markup begins or ends that no code in braces has outside of its strings. */
const markup = /^(?:<[/!?]|\/>|-->)/;

/** Behind the brace that closes those before `from`; strings and heredocs may hold others. */
function bracesEnd(text: string, from: number, budget: Budget): number {
  const limit = Math.min(text.length, from + Math.min(longest, budget.left));
  let depth = 1;
  let position = from;
  while (position < limit) {
    const character = text.charAt(position);
    if (character === '"') position = stringEnd(text, position + 1, limit);
    else if (character === "<" && text.charAt(position + 1) === "<")
      position = heredocEnd(text, position, limit);
    else {
      if (character === "{") depth += 1;
      else if (character === "}") depth -= 1;
      position += 1;
      if (depth === 0) return position;
      if (markup.test(text.slice(position - 1, position + 2))) break;
    }
  }
  budget.left -= Math.min(position, limit) - from;
  return -1;
}

/** Behind the quote that closes a string, `${ }` in it stepped over; `limit` when there is none. */
function stringEnd(text: string, from: number, limit: number): number {
  let depth = 0;
  for (let position = from; position < limit; position += 1) {
    const character = text.charAt(position);
    if (character === "\\") position += 1;
    else if (character === "$" && text.charAt(position + 1) === "{") depth += 1;
    else if (character === "}" && depth > 0) depth -= 1;
    else if (character === '"' && depth === 0) return position + 1;
  }
  return limit;
}

/** Behind the line that ends a heredoc; behind its sign when it is none. */
function heredocEnd(text: string, start: number, limit: number): number {
  const marker = heredocMarker(text, start);
  if (marker === undefined) return start + 2;
  const behind = heredoc.lastIndex;
  const end = new RegExp(`\\n[ \\t]*${marker}[ \\t]*$`, "m").exec(text.slice(behind, limit));
  return end ? behind + end.index + end[0].length : limit;
}
