import { validationError } from "../errors.ts";
import { checkAttributes } from "./check-attributes.ts";
import { checkChildren } from "./check-children.ts";
import { checkContent } from "./check-content.ts";
import type { ElementNode, Place, PolicyDocument } from "./language.ts";
import { childElements, childPlace, isSectionName, namedValues, parsePolicy, rootPlace } from "./language.ts";
import { policyError, policyProblem } from "./policy-error.ts";
import type { PolicySurroundings } from "./surroundings.ts";

const notHere = "Policy section is not allowed in the specified scope";

/**
 * Refuses what the service refuses: malformed text, elements and attributes out of place, unknown references.
 *
 * @throws ArmError 400 ValidationError for the first thing that is wrong.
 */
export function validatePolicy(text: string, surroundings: PolicySurroundings): void {
  const document = parsePolicy(text);
  const [problem] = document.problems;
  if (problem)
    throw policyError(text, enclosing(document, problem.span.start), problem.span, problem.message);
  checkRoot(document, surroundings);
  for (const reference of namedValues(document)) {
    if (surroundings.hasNamedValue(reference.name)) continue;
    const element = enclosing(document, reference.span.start);
    throw policyError(text, element, reference.span, `Cannot find a property '${reference.name}'`);
  }
}

function checkRoot(document: PolicyDocument, surroundings: PolicySurroundings): void {
  const { root, text } = document;
  if (!root) throw policyError(text, "policies", { start: 0, end: 0 }, "Root element is missing.");
  const wanted = surroundings.scope ? "policies" : "fragment";
  if (root.name !== wanted) {
    // reported of a document that begins with a section: the policies in it are named
    const wrong = isSectionName(root.name) ? childElements(root) : [];
    const problems = (wrong.length > 0 ? wrong : [root]).map(({ name, nameSpan }) =>
      policyProblem(text, name, nameSpan, notHere),
    );
    throw validationError(...problems);
  }
  checkElement(document, root, rootPlace(root.name), surroundings);
}

function checkElement(
  document: PolicyDocument,
  element: ElementNode,
  place: Place,
  surroundings: PolicySurroundings,
): void {
  if (place.kind === "free" || !place.facts) return;
  if (place.kind === "policy") checkPlace(document.text, element, place, surroundings);
  checkAttributes(document.text, element, place.facts, surroundings);
  checkChildren(document, element, place);
  checkContent(document, element, place.facts);
  for (const child of childElements(element)) {
    checkElement(document, child, childPlace(place, child.name), surroundings);
  }
}

/** A policy stands only in its sections and at its scopes. */
function checkPlace(text: string, element: ElementNode, place: Place, { scope }: PolicySurroundings): void {
  const { policy, section, resolver } = place;
  if (resolver || !policy) return;
  const rightSection = !section || !policy.sections || policy.sections.has(section);
  const rightScope = !scope || !policy.scopes || policy.scopes.has(scope);
  if (rightSection && rightScope) return;
  throw policyError(text, element.name, element.nameSpan, notHere);
}

/** The name of the innermost element around `offset`. */
function enclosing(document: PolicyDocument, offset: number): string {
  const around = document
    .elements()
    .filter(({ span }) => span.start <= offset && offset <= span.end)
    .at(-1);
  return around?.name || "policies";
}
