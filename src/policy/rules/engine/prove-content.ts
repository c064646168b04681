import { encloses, type Span } from "../../../core/span.ts";
import type { ChildNode, ElementNode } from "../../syntax/nodes.ts";
import { isLiteral } from "../../syntax/templates.ts";
import { areEqual } from "./equal-elements.ts";
import { provesMarkup } from "./prove-markup.ts";
import { type EditTrial, holdsTemplate, indexAt, nodesIn, textAt, type Verdict } from "./trial.ts";

/** Judges an edit between the tags of an element. */
export function judgeContent(trial: EditTrial): Verdict {
  const { health, element, edit, about } = trial;
  if (health.isTorn(element.startTagSpan, about) || isTornText(trial)) return "withheld";
  const verdicts = nodesIn(element.children, edit.span).map((child) => judgeChild(trial, child));
  if (verdicts.includes("withheld")) return "withheld";
  if (verdicts.includes("offered") || !health.isSound(element)) return "offered";
  return isClear(trial) && provesMarkup(trial) ? "proved" : "offered";
}

/** Whether an edit wraps text that something broken beside it may belong to. */
function isTornText({ health, element, edit, about }: EditTrial): boolean {
  const node = element.children[indexAt(element.children, about.start)];
  return node?.kind === "text" && edit.newText.includes("<") && health.isTorn(element.contentSpan);
}

function judgeChild(trial: EditTrial, child: ChildNode): Verdict {
  const { edit, about, element } = trial;
  switch (child.kind) {
    case "element":
      return encloses(edit.span, child.span) ? judgeWhole(trial, child) : "withheld";
    case "text":
      if (holdsTemplate(trial, edit.span)) return "withheld";
      return element.children.length === 1 && isLiteral(textAt(trial, child.span).trim())
        ? "proved"
        : "offered";
    case "expression": {
      if (!encloses(child.span, about)) return "withheld";
      const known = child.expression.closed && !holdsTemplate(trial, child.span);
      return element.children.length === 1 && known ? "proved" : "offered";
    }
    case "cdata":
      return encloses(edit.span, child.span) ? "offered" : "withheld";
    case "comment":
    case "instruction":
    case "declaration":
      return "withheld";
  }
}

/** An element that goes, for nothing or for others in its place. */
function judgeWhole(trial: EditTrial, child: ElementNode): Verdict {
  const text = textAt(trial, child.span);
  if (text.includes("<!--") || text.includes("<?") || holdsTemplate(trial, child.span)) return "withheld";
  if (trial.health.isTorn(child.span, trial.about) || !isClear(trial)) return "withheld";
  const proved = trial.edit.newText.trim() === "" ? isCopy(trial, child) : isBareText(child);
  return proved && !hasComment(trial, child) ? "proved" : "offered";
}

/** Whether all that an element says is its text. */
function isBareText({ attributes, children }: ElementNode): boolean {
  return attributes.length === 0 && children.every(({ kind }) => kind === "text");
}

/** Whether the same element stands beside `child`, and stays. */
function isCopy(trial: EditTrial, child: ElementNode): boolean {
  const { document, element, fix } = trial;
  const { stays } = fix;
  const kept = stays && element.children[indexAt(element.children, stays.start)];
  if (kept?.kind !== "element" || kept === child || holdsTemplate(trial, kept.span)) return false;
  const { start, end } = child.span;
  return areEqual(kept, child, document.text) && !/@[({]/.test(document.text.slice(start, end));
}

/** Whether a comment belongs to `child`: one that it follows, or that follows it on its line. */
function hasComment(trial: EditTrial, child: ElementNode): boolean {
  const { children } = trial.element;
  const index = indexAt(children, child.span.start);
  const [before, behind] = [children[index - 1], children[index + 1]];
  if (behind?.kind === "comment" && !breaks(trial, child.span, behind.span)) return true;
  if (before?.kind !== "comment") return false;
  const owner = children[index - 2];
  const isOwned = owner?.kind === "element" && !breaks(trial, owner.span, before.span);
  return !(isOwned && breaks(trial, before.span, child.span));
}

/** Whether a line ends between two nodes. */
function breaks(trial: EditTrial, before: Span, behind: Span): boolean {
  return textAt(trial, { start: before.end, end: behind.start }).includes("\n");
}

/** Whether nothing beside an edit that puts in, replaces or takes away elements decides on what else stands there. */
function isClear({ siblings, element, edit, about }: EditTrial): boolean {
  const isText = edit.newText !== "" && !edit.newText.includes("<");
  return isText || siblings.areClear(element, about);
}
