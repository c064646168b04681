import { placeOf } from "../facts/places.ts";
import type { ElementNode, PolicyDocument, SyntaxProblem, SyntaxProblemCode } from "../syntax/nodes.ts";
import { attributeAt } from "../syntax/nodes-at.ts";
import type { DocumentRule, Fix, RuleContext } from "./engine/rule.ts";
import { codeInPlaceOfName } from "./reading/code-for-name.ts";
import { replace } from "./reading/edits.ts";
import { isEscaped, isJsonString, pastedInto } from "./reading/pasted.ts";

/** Problems that other rules report. */
const elsewhere = new Set<SyntaxProblemCode>([
  "duplicate-attribute",
  "unclosed-expression",
  "empty-expression",
  "text-after-expression",
  "typographic-quote",
  "comment-in-expression",
  "double-escaping",
  "invisible-character",
]);

/** What is done by the repair that comes with a problem. */
const repairs: Partial<Record<SyntaxProblemCode, string>> = {
  "unclosed-start-tag": 'Add the ">"',
  "missing-equals": 'Add the "="',
  "start-tag-for-end-tag": "Make it the end tag",
  "missing-less-than": 'Add the "<"',
  "bad-markup": 'Begin it with "<!--"',
  "missing-expression-sign": "Make it an expression",
  "raw-quote-in-value": 'Write "&quot;"',
};

/** The text must be XML, except inside of expressions. */
export const xmlWellFormed: DocumentRule = {
  id: "xml-well-formed",
  severity: "error",
  doc: "A policy document is well-formed XML, except inside of expressions.",
  on: "document",
  check(document, context) {
    if (document.problems.length > 0 && isNoMarkup(context)) return;
    const around = reportTextAround(document, context);
    let ends: Map<number, ElementNode> | undefined;
    for (const problem of document.problems) {
      if (elsewhere.has(problem.code) || (around && aroundRoot.has(problem.code))) continue;
      ends ??= wrongEnds(document);
      const more = problem.code === "missing-expression-sign" && refusal(problem, document);
      if (more) context.report(problem.span, more.message, { fix: more.fix });
      else
        context.report(problem.span, problem.message, {
          fix: fixFor(problem, context, ends),
          hides: hiddenBy(problem),
        });
    }
    reportControls(context);
  },
};

/** Reports a text that was taken out of something that escapes markup, and not brought back: nothing can be told of it. */
function isNoMarkup(context: RuleContext): boolean {
  const { text } = context;
  const message = isEscaped(text)
    ? 'The markup is escaped as a whole: "&lt;" and "&gt;" stand for its "<" and ">". Copy it from where it is shown unescaped.'
    : isJsonString(text)
      ? 'This is the inside of a string of JSON: "\\n" and "\\"" stand for its line ends and quotes. Take it out of the string first.'
      : undefined;
  if (message === undefined) return false;
  const start = text.search(/\S/);
  context.report({ start, end: text.indexOf(">", start) + 1 || text.length }, message, {
    hides: { start: 0, end: text.length },
  });
  return true;
}

/** What text around the root brings with it. */
const aroundRoot: ReadonlySet<SyntaxProblemCode> = new Set<SyntaxProblemCode>([
  "text-outside-root",
  "no-root",
]);

/** Reports what stands around the root once, with a fix for all of it; `false` when there is none. */
function reportTextAround(document: PolicyDocument, context: RuleContext): boolean {
  const found = document.problems.filter(({ code }) => code === "text-outside-root");
  const [first, ...others] = found;
  if (!first || !document.root) return false;
  const pasted = pastedInto(document);
  const spans = pasted?.prefixes ?? found.map(({ span }) => span);
  const message = pasted
    ? `Each line begins with ${pasted.what} that was copied along: remove it from all lines.`
    : `${first.message.slice(0, -1)}: remove it${others.length > 0 ? `, here and in ${others.length} more ${others.length > 1 ? "places" : "place"}` : ""}.`;
  context.report(first.span, message, {
    fix: { title: "Remove it", edits: spans.map((span) => replace(span, "")), safe: false },
    related: others.map(({ span }) => ({ span, message: "Here, too." })),
  });
  return true;
}

const control = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** XML knows no such characters, not even in expressions. */
function reportControls(context: RuleContext): void {
  for (const { 0: character, index } of context.text.matchAll(control)) {
    const where = { start: index, end: index + 1 };
    const name = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    // Nobody knows what stood in its place.
    const fix: Fix = { title: "Remove the character", edits: [replace(where, "")], safe: false };
    context.report(where, `The character U+${name} must not stand in XML.`, { fix });
  }
}

/** A tag without its `<` is text where none may stand. */
function hiddenBy({ code, span }: SyntaxProblem) {
  return code === "missing-less-than" ? span : undefined;
}

/** What is wrong with code in an attribute that takes no expression either. */
function refusal({ span }: SyntaxProblem, document: PolicyDocument) {
  const attribute = attributeAt(document, span.start);
  return attribute && codeInPlaceOfName(attribute, placeOf(attribute.element).facts);
}

/** Elements by where a problem with their end is reported: at their name, or at another name in their end tag. */
function wrongEnds(document: PolicyDocument): Map<number, ElementNode> {
  const ends = new Map<number, ElementNode>();
  for (const element of document.elements()) {
    if (element.endNameSpan) ends.set(element.endNameSpan.start, element);
    else if (!element.selfClosing && !element.endTagSpan) ends.set(element.nameSpan.start, element);
  }
  return ends;
}

function fixFor(
  { code, span, repair }: SyntaxProblem,
  { text }: RuleContext,
  ends: ReadonlyMap<number, ElementNode>,
): Fix | undefined {
  const written = text.slice(span.start, span.end);
  if (code === "bad-entity") return { title: 'Write "&amp;"', edits: [replace(span, "&amp;")], safe: true };
  if (code === "cdata-end-in-text") {
    return { title: 'Write "]]&gt;"', edits: [replace(span, "]]&gt;")], safe: true };
  }
  if (code === "stray-less-than") {
    // A name may have to follow it just as well.
    return { title: 'Write "&lt;"', edits: [replace(span, "&lt;")], safe: false };
  }
  if (code === "missing-space-between-attributes") {
    const before = { start: span.start, end: span.start };
    return { title: "Add the space", edits: [replace(before, " ")], safe: true };
  }
  const title = repairs[code];
  if (repair && title) return { title, edits: repair, safe: false, mends: true };
  if (repair && code === "unquoted-attribute-value") {
    return repair.length > 1
      ? { title: "Put quotes around the value", edits: repair, safe: true }
      : { title: "Add the opening quote", edits: repair, safe: false, mends: true };
  }
  if (code === "unexpected-end-tag") {
    const element = ends.get(span.start);
    if (element)
      return { title: `Write "${element.name}"`, edits: [replace(span, element.name)], safe: false };
    return { title: `Remove "${written}"`, edits: [replace(span, "")], safe: false };
  }
  return code === "unclosed-element" ? closeElement(ends.get(span.start), text) : undefined;
}

function closeElement(element: ElementNode | undefined, text: string): Fix | undefined {
  const last = element?.children[element.children.length - 1];
  // What has no end itself would swallow the end tag.
  if (!element || (last && "closed" in last && !last.closed)) return undefined;
  const { start, end } = element.contentSpan;
  const content = text.slice(start, end).trimEnd().length;
  const at = { start: start + content, end: start + content };
  return { title: `Add "</${element.name}>"`, edits: [replace(at, `</${element.name}>`)], safe: false };
}
