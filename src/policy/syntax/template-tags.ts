import type { SyntaxProblem } from "./nodes.ts";
import { isGuess } from "./start-tag.ts";
import type { TemplateForm } from "./template-directives.ts";
import type { ParsedElement } from "./tree.ts";

/**
 * Says of elements that were read with `forms` masked which have more attributes to come, and gives those whose name is
 * filled in the name that is written. `problems` are those that are left; all are in the order of the text.
 */
export function settleTags(
  text: string,
  elements: readonly ParsedElement[],
  forms: readonly TemplateForm[],
  problems: readonly SyntaxProblem[],
): void {
  const guesses = problems.filter(isGuess);
  let form = 0;
  let guess = 0;
  for (const element of elements) {
    const { start, startTagEnd } = element;
    while ((forms[form]?.span.start ?? Number.POSITIVE_INFINITY) < start) form += 1;
    while ((guesses[guess]?.span.start ?? Number.POSITIVE_INFINITY) < start) guess += 1;
    for (let each = forms[form]; each && each.span.start < startTagEnd; each = forms[form]) {
      if (each.span.start === start + 1)
        element.name = text.slice(start + 1, start + 1 + element.name.length);
      else if (!isInValue(element, each.span.start)) element.moreAttributes = true;
      form += 1;
    }
    if (element.moreAttributes) element.broken = (guesses[guess]?.span.start ?? startTagEnd) < startTagEnd;
  }
}

function isInValue({ attributes }: ParsedElement, offset: number): boolean {
  return attributes.some(({ valueStart, valueEnd }) => valueStart <= offset && offset < valueEnd);
}
