import { policy } from "../facts/policies.ts";
import type { ElementRule } from "./engine/rule.ts";
import { renameElement } from "./reading/edits.ts";
import { didYouMean, nearest } from "./reading/nearest.ts";
import { parentFacts } from "./reading/surroundings.ts";
import { listNames } from "./reading/wording.ts";

/** Elements within a policy are those that it knows. */
export const knownElement: ElementRule = {
  id: "known-element",
  severity: "error",
  doc: "An element within a policy is one that the policy knows in this place.",
  on: "element",
  check({ element, place }, context) {
    if (place.kind !== "unknown" || !place.policy || element.name === "") return;
    const names = [...(parentFacts(element)?.children.keys() ?? [])];
    const near = nearest(element.name, names);
    const parent = element.parent?.name ?? "";
    const message = messageFor(element.name, parent, names) + didYouMean(near);
    const fix = near && {
      title: `Rename to "${near}"`,
      edits: renameElement(element, near),
      safe: false,
    };
    context.report(element.nameSpan, message, fix ? { fix } : {});
  },
};

function messageFor(name: string, parent: string, names: readonly string[]): string {
  const what = policy(name)
    ? `The policy "${name}" cannot stand in <${parent}>`
    : `<${parent}> has no <${name}>`;
  return names.length > 0 ? `${what}; it holds ${listNames(names)}.` : `${what}; it holds no elements.`;
}
