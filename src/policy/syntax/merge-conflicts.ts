import { span } from "../../core/span.ts";
import type { SyntaxProblem } from "./nodes.ts";
import type { DirectiveRole, TemplateForm } from "./template-directives.ts";

/** Lines that Git puts around the sides of a conflict; the second one in the style `diff3` only. */
const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?:[ \t][^\r\n]*)?$/gm;

const roles: Readonly<Record<string, DirectiveRole>> = { "<": "if", "|": "else", "=": "else", ">": "end" };

/** The engine looks for up to six characters several times faster than for more. */
const short = "<<<<<<";

/** Whether a conflict may be in `text`; most texts are spared the search for it. */
export const mayConflict = (text: string): boolean => text.includes(short) && text.includes("<<<<<<< ");

/** `forms` with the lines that mark conflicts: the sides are alternatives, as the branches of a directive are. */
export function withConflicts(forms: TemplateForm[], text: string): TemplateForm[] {
  if (!mayConflict(text)) return forms;
  const lines: TemplateForm[] = [];
  let isOpen = false;
  for (const { 0: line, index } of text.matchAll(marker)) {
    const role = roles[line.charAt(0)];
    if (!isOpen && role !== "if") continue;
    isOpen = role !== "end";
    lines.push({ family: "conflict", role, span: span(index, index + line.length) });
  }
  const outside = forms.filter(
    ({ span: { start, end } }) => !lines.some(({ span: line }) => start < line.end && end > line.start),
  );
  return [...outside, ...lines].sort((a, b) => a.span.start - b.span.start);
}

/** `problems` with one for each conflict among `forms`, in the order of the text. */
export function withConflictProblems(
  problems: readonly SyntaxProblem[],
  forms: readonly TemplateForm[],
): readonly SyntaxProblem[] {
  const begun = forms.filter(({ family, role }) => family === "conflict" && role === "if");
  if (begun.length === 0) return problems;
  const message =
    'A merge conflict is left here: keep one of its sides, or both, and remove the lines that begin with "<<<<<<<", "=======" and ">>>>>>>".';
  const conflicts = begun.map(({ span }): SyntaxProblem => ({ code: "merge-conflict", span, message }));
  return [...problems, ...conflicts].sort((a, b) => a.span.start - b.span.start);
}
