import type { SyntaxProblem } from "./nodes.ts";
import type { TemplateForm } from "./template-directives.ts";

/** No part of a name, and nothing that markup or C# closes with. */
const noName = "%";

/**
 * `text` of the same length with the letter `filler` all over `forms`, whose signs look like markup, quotes or entities;
 * in the place of a tag's name stands a name, in that of what marks a conflict nothing.
 */
export function maskTemplates(text: string, forms: readonly TemplateForm[], filler = noName): string {
  let masked = "";
  let position = 0;
  for (const {
    family,
    span: { start, end },
  } of forms) {
    const sign = family === "conflict" ? " " : isTagName(text, start) ? "x" : filler;
    masked += text.slice(position, start) + sign.repeat(end - start);
    position = end;
  }
  return masked + text.slice(position);
}

function isTagName(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  return before === "<" || (before === "/" && text.charAt(start - 2) === "<");
}

/**
 * `problems` of a masked text but for those that are about the forms themselves: what is put there is neither text
 * beside the root nor an attribute without value.
 */
export function withoutProblemsOf(
  problems: readonly SyntaxProblem[],
  forms: readonly TemplateForm[],
): readonly SyntaxProblem[] {
  let next = 0;
  return problems.filter(({ code, span: { start, end } }) => {
    if (code === "no-root") return forms.every(({ role }) => role !== undefined);
    while ((forms[next]?.span.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    const form = forms[next]?.span;
    return form === undefined || form.start >= end;
  });
}
