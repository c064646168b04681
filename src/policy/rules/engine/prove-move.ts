import { encloses } from "../../../core/span.ts";
import { type EditTrial, nodesIn, textAt, type Verdict } from "./trial.ts";

/** A tool's instruction within a tag or value may reach beyond it; a comment may switch rules off from where it stands. */
const bound = /%\{|\{%|<%|\{\{\s*[-#/^]?\s*(?:if|else|end|range|with)\b|auth0-apim-disable(?!-next-line)/;

/** Judges a new order of the children of an element: every piece has to arrive, and each as a whole. */
export function judgeMove(trial: EditTrial): Verdict {
  const { health, siblings, element, edit } = trial;
  if (health.isTorn(element.startTagSpan) || !siblings.areClear(element)) return "withheld";
  if (!arrives(trial) || cutsNode(trial)) return "withheld";
  return !bound.test(textAt(trial, edit.span)) && health.isSound(element) ? "proved" : "offered";
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
