import type { ElementFacts } from "../facts/model.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";
import { reorder } from "./reading/reorder.ts";
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
    if (areInOrder(element, facts)) return;
    const children = childElements(element);
    const ranks = new Map([...facts.children.keys()].map((name, index) => [name, index]));
    const misplaced = firstMisplaced(children, ranks);
    if (!misplaced) return;
    const order = [...facts.children.keys()];
    const given = order.filter((name) => children.some((child) => child.name === name));
    context.report(
      misplaced.late.nameSpan,
      `<${misplaced.late.name}> must stand before <${misplaced.early.name}>; the order is ${listNames(given)}.`,
      {
        fix: reorder("Put the elements in order", element, context.text, ({ name }) => ranks.get(name)),
        related: [
          { span: misplaced.early.nameSpan, message: `<${misplaced.early.name}> stands here already.` },
        ],
      },
    );
  },
};

/** Whether the elements that may stand in `element` follow each other as in its facts; nearly all do. */
function areInOrder({ children }: ElementNode, facts: ElementFacts): boolean {
  const names = facts.children.keys();
  let current: string | undefined;
  for (const child of children) {
    if (child.kind !== "element" || child.name === current || !facts.children.has(child.name)) continue;
    do current = names.next().value;
    while (current !== undefined && current !== child.name);
    if (current === undefined) return false;
  }
  return true;
}

function firstMisplaced(children: readonly ElementNode[], ranks: ReadonlyMap<string, number>) {
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
