import { encloses } from "../../../core/span.ts";
import type { TemplateForm } from "../../syntax/template-directives.ts";
import { type EditTrial, nodesIn, textAt, type Verdict } from "./trial.ts";

/** A comment that switches rules off from where it stands. */
const switchOff = /auth0-apim-disable(?!-next-line)/;

/** Judges a new order of the children of an element: every piece has to arrive, and each as a whole. */
export function judgeMove(trial: EditTrial): Verdict {
  const { document, health, siblings, element, edit, fix } = trial;
  if (health.isTorn(element.startTagSpan) || !siblings.areClear(element)) return "withheld";
  if (!arrives(trial) || cutsNode(trial)) return "withheld";
  const isFree = fix.moved?.every((piece) => isBalanced(nodesIn(document.templates, piece)));
  const proved = isFree && !switchOff.test(textAt(trial, edit.span)) && health.isSound(element);
  return proved ? "proved" : "offered";
}

/** Whether the edit's span consists of the pieces, and its new text as well. */
function arrives(trial: EditTrial): boolean {
  const { edit, fix } = trial;
  const pieces = fix.moved ?? [];
  const ordered = [...pieces].sort((a, b) => a.start - b.start);
  let position = edit.span.start;
  for (const { start, end } of ordered) {
    if (start !== position || end < start) return false;
    position = end;
  }
  return position === edit.span.end && edit.newText === pieces.map((piece) => textAt(trial, piece)).join("");
}

/** Whether a child lies in two pieces, or only partly in the edit. */
function cutsNode({ element, edit, fix }: EditTrial): boolean {
  const pieces = [...(fix.moved ?? [])].sort((a, b) => a.start - b.start);
  let index = 0;
  return nodesIn(element.children, edit.span).some(({ span }) => {
    while ((pieces[index]?.end ?? span.end) < span.end) index += 1;
    const piece = pieces[index];
    return !piece || !encloses(piece, span);
  });
}

/** Whether what a tool is told in a piece begins and ends there: else it reaches beyond it. */
function isBalanced(forms: readonly TemplateForm[]): boolean {
  let depth = 0;
  for (const { role } of forms) {
    if (role === "if" || role === "for") depth += 1;
    else if ((role === "else" || role === "elif" || role === "end") && depth === 0) return false;
    else if (role === "end") depth -= 1;
  }
  return depth === 0;
}
