import { didYouMean, nearest } from "../../core/nearest.ts";
import { policy } from "../facts/policies.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule, Fix } from "./engine/rule.ts";
import { renameElement, replace } from "./reading/edits.ts";
import { childElements, isBeingTyped } from "./reading/elements.ts";
import { listNames } from "./reading/wording.ts";

/** Where the search for a sibling would cost too much for what it is worth. */
const mostSiblings = 500;

/** Elements within a policy are those that it knows. */
export const knownElement: ElementRule = {
  id: "known-element",
  severity: "error",
  doc: "An element within a policy is one that the policy knows in this place.",
  on: "element",
  reads: "name",
  applies: ({ kind, policy: owner }) => kind === "unknown" && owner !== undefined,
  check({ element, parent }, context) {
    // Whether a fragment may stand here is nowhere said.
    if (element.name === "" || isBeingTyped(element) || element.name === "include-fragment") return;
    const children = parent?.facts?.children ?? new Map();
    // What is a policy itself stands on its own and is nothing that was left out.
    const parts = [...children.values()].filter(({ name }) => !policy(name));
    const between = parts.find((part) => part.children.has(element.name))?.name;
    const names = [...children.keys()];
    const near = between || policy(element.name) ? undefined : nearest(element.name, names);
    const fix = near ? renameFix(element, near) : between ? wrapFix(element, between) : undefined;
    const message = messageFor(element, names, between) + didYouMean(near);
    context.report(element.nameSpan, message, { fix });
  },
};

function messageFor(
  { name, parent }: ElementNode,
  names: readonly string[],
  between: string | undefined,
): string {
  const around = parent?.name ?? "";
  if (between) return `<${name}> belongs in <${between}>, not directly in <${around}>.`;
  const what = policy(name)
    ? `The policy "${name}" cannot stand in <${around}>`
    : `<${around}> has no <${name}>`;
  return names.length > 0 ? `${what}; it holds ${listNames(names)}.` : `${what}; it holds no elements.`;
}

function renameFix(element: ElementNode, name: string): Fix {
  return { title: `Rename to "${name}"`, edits: renameElement(element, name), safe: false };
}

/** With the element that is missing between parent and child, unless that is there already. */
function wrapFix(element: ElementNode, between: string): Fix | undefined {
  const { parent } = element;
  if (!parent || parent.children.length > mostSiblings || childElements(parent, between).length > 0)
    return undefined;
  const { start, end } = element.span;
  const edits = [
    replace({ start, end: start }, `<${between}>`),
    replace({ start: end, end }, `</${between}>`),
  ];
  return { title: `Put <${between}> around it`, edits, safe: false };
}
