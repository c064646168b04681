import type { TextEdit } from "../../core/edit.ts";
import type { ElementFacts } from "../facts/model.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";
import { listNames } from "./reading/wording.ts";

/** The service checks policies against a schema that fixes the order of many elements. */
export const childOrder: ElementRule = {
  id: "child-order",
  severity: "error",
  doc: "The elements of a policy stand in the order that the service insists on.",
  on: "element",
  reads: "content",
  applies: ({ facts }) => facts?.ordered === true && facts.children.size > 1,
  check({ element, place: { facts } }, context) {
    if (!facts || element.children.length < 2) return;
    const children = childElements(element);
    const misplaced = firstMisplaced(children, facts);
    if (!misplaced) return;
    const order = [...facts.children.keys()];
    const given = order.filter((name) => children.some((child) => child.name === name));
    context.report(
      misplaced.late.nameSpan,
      `<${misplaced.late.name}> must stand before <${misplaced.early.name}>; the order is ${listNames(given)}.`,
      {
        fix: {
          title: "Put the elements in order",
          edits: reorder(element, children, facts, context.text),
          safe: true,
        },
        related: [
          { span: misplaced.early.nameSpan, message: `<${misplaced.early.name}> stands here already.` },
        ],
      },
    );
  },
};

function firstMisplaced(children: readonly ElementNode[], facts: ElementFacts) {
  const ranks = rankOf(facts);
  let early: ElementNode | undefined;
  let highest = -1;
  for (const late of children) {
    const rank = ranks.get(late.name);
    if (rank === undefined) continue;
    if (early && rank < highest) return { early, late };
    highest = rank;
    early = late;
  }
  return undefined;
}

const rankCache = new WeakMap<ElementFacts["children"], ReadonlyMap<string, number>>();

function rankOf({ children }: ElementFacts): ReadonlyMap<string, number> {
  const known = rankCache.get(children);
  if (known) return known;
  const ranks = new Map([...children.keys()].map((name, index) => [name, index]));
  rankCache.set(children, ranks);
  return ranks;
}

/** Moves each element with what stands between it and the one before: white space and comments. */
function reorder(
  element: ElementNode,
  children: readonly ElementNode[],
  facts: ElementFacts,
  text: string,
): TextEdit[] {
  const ranks = rankOf(facts);
  const first = element.contentSpan.start;
  const end = children[children.length - 1]?.span.end ?? first;
  let previous = first;
  let rank = -1;
  const pieces = children.map((child, index) => {
    const piece = text.slice(previous, child.span.end);
    previous = child.span.end;
    rank = ranks.get(child.name) ?? rank;
    return { piece, rank, index };
  });
  pieces.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return [{ span: { start: first, end }, newText: pieces.map(({ piece }) => piece).join("") }];
}
