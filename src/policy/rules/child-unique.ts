import type { ChildNode, ElementNode } from "../syntax/nodes.ts";
import type { ElementRule, RuleContext } from "./engine/rule.ts";
import { removeCopy } from "./reading/edits.ts";
import { childElements } from "./reading/elements.ts";

/** What may stand once, or some times, must not stand more often. */
export const childUnique: ElementRule = {
  id: "child-unique",
  severity: "error",
  doc: "An element contains others no more often than the service allows.",
  on: "element",
  reads: "content",
  applies: ({ facts }) => [...(facts?.children.values() ?? [])].some(({ max }) => Number.isFinite(max)),
  check({ element, place: { facts } }, context) {
    if (!facts || areDistinct(element.children)) return;
    const seen = new Map<string, ElementNode[]>();
    for (const child of childElements(element)) {
      const same = seen.get(child.name);
      if (same) same.push(child);
      else seen.set(child.name, [child]);
    }
    if (seen.size === element.children.length) return;
    for (const [name, same] of seen) {
      const max = facts.children.get(name)?.max ?? Number.POSITIVE_INFINITY;
      if (same.length > max) reportMany(element, same, max, context);
    }
  },
};

/** More children than these are not compared with each other. */
const few = 8;

/** Whether no two of `children` are elements of one name, as far as that can be told in no time. */
function areDistinct(children: readonly ChildNode[]): boolean {
  if (children.length > few) return false;
  for (let last = 1; last < children.length; last += 1) {
    const child = children[last];
    if (child?.kind !== "element") continue;
    for (let before = 0; before < last; before += 1) {
      const other = children[before];
      if (other?.kind === "element" && other.name === child.name) return false;
    }
  }
  return true;
}

function reportMany(
  parent: ElementNode,
  same: readonly ElementNode[],
  max: number,
  context: RuleContext,
): void {
  const [first] = same;
  for (const extra of same.slice(max)) {
    const identical = first !== undefined && sameText(first, extra, context.text);
    const often = max === 1 ? "once" : `${max} times`;
    context.report(extra.nameSpan, `<${extra.name}> may stand in <${parent.name}> only ${often}.`, {
      fix: first && identical ? removeCopy("Remove the copy", extra, first, context.text) : undefined,
      related: first && [{ span: first.nameSpan, message: "It stands here before." }],
    });
  }
}

function sameText(a: ElementNode, b: ElementNode, text: string): boolean {
  return text.slice(a.span.start, a.span.end) === text.slice(b.span.start, b.span.end);
}
