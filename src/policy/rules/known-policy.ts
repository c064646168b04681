import { didYouMean, nearest } from "../../core/nearest.ts";
import { isSection, policy, policyNames } from "../facts/policies.ts";
import type { ElementNode, PolicyDocument } from "../syntax/nodes.ts";
import type { ElementRule, Fix } from "./engine/rule.ts";
import { indexAt } from "./engine/trial.ts";
import { renameElement, replace } from "./reading/edits.ts";
import { isBeingTyped } from "./reading/elements.ts";
import { listNames } from "./reading/wording.ts";

const names = [...policyNames, "base"];

/** Policies of former times, which the reference no longer has and instances may. */
const retired = new Set(["set-graphql-resolver"]);

/** What was found for a name stays with the document, which may use the name often. */
const suggestions = new WeakMap<PolicyDocument, Map<string, string | undefined>>();

/** What stands in a section must be a policy. */
export const knownPolicy: ElementRule = {
  id: "known-policy",
  severity: "error",
  doc: "An element in a section, branch or fragment is a policy that API Management has.",
  on: "element",
  reads: "name",
  applies: ({ kind, policy: owner }) => kind === "unknown" && !owner,
  check({ element }, context) {
    if (!element.parent || element.name === "" || retired.has(element.name) || isBeingTyped(element)) return;
    const { name, parent } = element;
    if (parent.name === "policies") {
      const what = policy(name)
        ? `The policy "${name}" stands outside of the sections`
        : `"${name}" is no section`;
      const near = nearest(name, ["inbound", "backend", "outbound", "on-error"]);
      const fix = rename(element, near);
      context.report(
        element.nameSpan,
        `${what}: <policies> holds inbound, backend, outbound and on-error.${didYouMean(near)}`,
        { fix },
      );
      return;
    }
    if (isSection(name)) {
      context.report(element.nameSpan, `The section <${name}> stands directly in <policies> only.`);
      return;
    }
    if (parent.name === "base") {
      const message = `<base /> holds nothing: <${name}> stands before or behind it.`;
      context.report(element.nameSpan, message, { fix: closeBase(parent) });
      return;
    }
    if (isChildOfBroken(element)) return;
    const near = nearestPolicy(name, context.document);
    const fix = rename(element, near);
    const whole = near === undefined ? wholeOf(name) : "";
    context.report(element.nameSpan, `There is no policy "${name}"${whole}.${didYouMean(near)}`, { fix });
  },
};

/** Makes `<base>` an element without content; what it held stands behind it. */
function closeBase({ startTagSpan: { end }, endTagSpan }: ElementNode): Fix | undefined {
  if (!endTagSpan) return undefined;
  const edits = [replace({ start: end - 1, end }, " />"), replace(endTagSpan, "")];
  return { title: "Close <base /> before it", edits, safe: false };
}

/** So many nodes before an element are looked at for one that it may be a part of. */
const furthestBack = 20;

/** Whether a start tag before it lacks its ">", so that the end of that element is a guess, and this may be in it. */
function isChildOfBroken({ name, parent, span: { start } }: ElementNode): boolean {
  if (!parent) return false;
  const index = indexAt(parent.children, start);
  return parent.children
    .slice(Math.max(0, index - furthestBack), index)
    .some(
      (child) =>
        child.kind === "element" && !child.startTagClosed && policy(child.name)?.children.has(name) === true,
    );
}

/** More than these would say nothing. */
const mostWholes = 3;

/** Of which policies an element is a part, as the rest of a sentence. */
function wholeOf(name: string): string {
  const wholes = policyNames.filter((whole) => policy(whole)?.children.has(name));
  const few = wholes.length > 0 && wholes.length <= mostWholes;
  return few ? `; it is a part of ${listNames(wholes)}` : "";
}

function rename(element: ElementNode, to: string | undefined): Fix | undefined {
  return to === undefined
    ? undefined
    : { title: `Rename to "${to}"`, edits: renameElement(element, to), safe: false };
}

function nearestPolicy(name: string, document: PolicyDocument): string | undefined {
  const known = suggestions.get(document) ?? new Map<string, string | undefined>();
  suggestions.set(document, known);
  if (!known.has(name)) known.set(name, nearest(name, names));
  return known.get(name);
}
