import { holdsPlaceholder } from "../syntax/filled-later.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule } from "./engine/rule.ts";
import { childElements } from "./reading/elements.ts";

/** What calls the backend, answers in its place, or holds policies that are not seen here. */
const forwarding = new Set([
  "base",
  "forward-request",
  "return-response",
  "mock-response",
  "include-fragment",
]);

/** What may end a call in the inbound section, or take the place of a backend. */
const answering = new Set(["return-response", "mock-response", "publish-to-dapr", "invoke-dapr-binding"]);

/** What holds policies, so that text in it stands for some. */
const holders = new Set([
  "inbound",
  "backend",
  "choose",
  "when",
  "otherwise",
  "retry",
  "wait",
  "limit-concurrency",
]);

/** Nothing but forward-request calls the backend; `<base />` brings that of the global scope. */
export const backendForwards: ElementRule = {
  id: "backend-forwards",
  severity: "warning",
  doc: "A backend section forwards the request, itself or by <base />.",
  on: "element",
  reads: "content",
  names: ["backend"],
  applies: ({ kind }) => kind === "section",
  check({ element }, context) {
    const { text } = context;
    if (holds(element, forwarding, text) || (element.parent && answersInbound(element.parent, text))) return;
    context.report(
      element.nameSpan,
      "The request is not sent to the backend: add <base /> or <forward-request />.",
    );
  },
};

/** Kept, since a document that is wrong may have many backend sections. */
const answers = new WeakMap<ElementNode, boolean>();

/** Whether the inbound section of a document may end a call. */
function answersInbound(root: ElementNode, text: string): boolean {
  const known =
    answers.get(root) ?? childElements(root, "inbound").some((section) => holds(section, answering, text));
  answers.set(root, known);
  return known;
}

/** Whether an element of one of these names stands anywhere in `element`, or may do so when all is filled in. */
function holds(element: ElementNode, names: ReadonlySet<string>, text: string): boolean {
  const waiting = [element];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (names.has(next.name) || (holders.has(next.name) && holdsPlaceholder(next, text))) return true;
    for (const child of next.children) if (child.kind === "element") waiting.push(child);
  }
  return false;
}
