import { span } from "../../core/span.ts";
import { withConflicts } from "./merge-conflicts.ts";
import { hasNamedValue } from "./named-values.ts";
import type { ElementNode } from "./nodes.ts";
import { kindOf, type TemplateForm } from "./template-directives.ts";
import { type Budget, formEnd, heredocMarker, nextOpener } from "./template-forms.ts";

/** All forms in `text`, in its order. */
export function findTemplates(text: string): TemplateForm[] {
  const forms: TemplateForm[] = [];
  const budget: Budget = { left: 4 * text.length + 65_536 };
  for (let start = nextOpener(text, 0); start >= 0; ) {
    const end = formEnd(text, start, budget);
    const kind = end < 0 ? undefined : kindOf(text.slice(start, end));
    if (kind) forms.push({ span: span(start, end), ...kind });
    // What stands in a form that is API Management's own is part of a name.
    start = nextOpener(text, end < 0 ? start + 1 : end);
  }
  return withConflicts(withHeredocEnds(withoutNamedValues(forms, text), text), text);
}

/** `{{end}}` and `{{else}}` are named values unless something is open that they end or go on with. */
function withoutNamedValues(forms: readonly TemplateForm[], text: string): TemplateForm[] {
  let depth = 0;
  return forms.filter(({ family, role, span: { start, end } }) => {
    if (family !== "go") return true;
    if (role === "if" || role === "for") depth += 1;
    const isOpen = depth > 0;
    if (role === "end" && isOpen) depth -= 1;
    const mayBeName = (role === "end" || role === "else") && hasNamedValue(text.slice(start, end));
    return isOpen || !mayBeName;
  });
}

const markerLine = /^[ \t]*([A-Z_][A-Z0-9_]*)[ \t]*$/gm;

/** The lines that end texts which begin with `<<XML` are forms as well. */
function withHeredocEnds(forms: TemplateForm[], text: string): TemplateForm[] {
  const open = new Map<string, TemplateForm>();
  const begins = forms.filter(({ span: { start } }) => text.startsWith("<<", start));
  if (begins.length === 0) return forms;
  let next = 0;
  for (const line of text.matchAll(markerLine)) {
    for (let form = begins[next]; form && form.span.start < line.index; form = begins[next]) {
      open.set(heredocMarker(text, form.span.start) ?? "", form);
      next += 1;
    }
    const marker = line[1] ?? "";
    const begin = open.get(marker);
    if (!begin) continue;
    open.delete(marker);
    const end = line.index + line[0].trimEnd().length;
    forms.push({ ...begin, span: span(end - marker.length, end) });
  }
  return forms.sort((a, b) => a.span.start - b.span.start);
}

/** One of these is in every form and in all that is put in later; most values have none. */
const sign = /[{@$#%_[~<]/;

/** What a form begins with that was cut off, and other things that are filled in later: expressions, `MY_VALUE`, `{name}`. */
const later = /\{\{|\{%|<%|@[({]|[$#%]\{|\$\(|^\{[\w.-]+\}$|^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

/**
 * Whether `text`, a whole value without white space around it, stands for itself: no expression, no `{{named value}}`
 * and no form of a deployment tool is in it.
 */
export function isLiteral(text: string): boolean {
  return !sign.test(text) || !(later.test(text) || holdsTemplate(text));
}

/** Whether a form of a deployment tool is in `text`. */
export function holdsTemplate(text: string): boolean {
  const budget: Budget = { left: 4 * text.length + 4096 };
  for (let start = nextOpener(text, 0); start >= 0; start = nextOpener(text, start + 1)) {
    const end = formEnd(text, start, budget);
    if (end >= 0 && kindOf(text.slice(start, end))) return true;
  }
  return false;
}

/** `text` without the forms of deployment tools in it. */
export function withoutTemplates(text: string): string {
  let rest = "";
  let position = 0;
  for (const { span: form } of findTemplates(text)) {
    rest += text.slice(position, form.start);
    position = form.end;
  }
  return rest + text.slice(position);
}

/**
 * The forms of a document's text without those of Liquid in the `<set-body template="liquid">` among `bodies`, which are
 * API Management's own.
 */
export function templatesOf(text: string, bodies: () => readonly ElementNode[]): readonly TemplateForm[] {
  const forms = findTemplates(text);
  if (forms.length === 0) return forms;
  const liquid = bodies().filter(({ attributes }) => attributes.some(({ name }) => name === "template"));
  if (liquid.length === 0) return forms;
  let next = 0;
  return forms.filter(({ span: { start }, family }) => {
    while ((liquid[next]?.contentSpan.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    const inside = start >= (liquid[next]?.contentSpan.start ?? Number.POSITIVE_INFINITY);
    return !(inside && (family === "jinja" || family === "go"));
  });
}
