import { slice } from "../../../core/span.ts";
import type { ElementFacts, ElementNode, Place, PolicyDocument } from "./language.ts";
import { childElements, childPlace } from "./language.ts";
import { policyError } from "./policy-error.ts";

/**
 * Holds the content of `element` to what its place allows.
 *
 * @throws ArmError 400 for the first child that may not stand where it stands.
 */
export function checkChildren(document: PolicyDocument, element: ElementNode, place: Place): void {
  const { facts } = place;
  if (!facts || facts.content === "anything") return;
  const names = [...facts.children.keys()];
  checkText(document, element, facts, names);
  const seen = new Map<string, number>();
  let reached = 0;
  for (const child of childElements(element)) {
    const index = names.indexOf(child.name);
    const count = (seen.get(child.name) ?? 0) + 1;
    const known =
      index >= 0 || (facts.content === "policies" && childPlace(place, child.name).kind !== "unknown");
    const tooMany = index >= 0 && count > (facts.children.get(child.name)?.max ?? count);
    if (!known || tooMany || (facts.ordered && index < reached)) {
      const expected = facts.ordered ? expectedFrom(facts, names, reached, seen) : names;
      throw invalidChild(document.text, element, child, expected);
    }
    seen.set(child.name, count);
    reached = Math.max(reached, index);
  }
  const missing = names.filter((name) => (facts.children.get(name)?.min ?? 0) > (seen.get(name) ?? 0));
  if (missing.length === 0) return;
  const message = `The element '${element.name}' has incomplete content.${listOf(missing)}`;
  throw policyError(document.text, element.name, element.nameSpan, message);
}

function checkText(
  document: PolicyDocument,
  element: ElementNode,
  facts: ElementFacts,
  names: readonly string[],
): void {
  if (facts.content === "text") return;
  const text = element.children.find(
    (child) =>
      child.kind === "expression" ||
      child.kind === "cdata" ||
      (child.kind === "text" && slice(document.text, child.span).trim() !== ""),
  );
  if (!text) return;
  const message = `The element '${element.name}' cannot contain text.${listOf(names)}`;
  throw policyError(document.text, element.name, text.span, message);
}

function expectedFrom(
  facts: ElementFacts,
  names: readonly string[],
  reached: number,
  seen: ReadonlyMap<string, number>,
): string[] {
  return names.filter((name, index) => {
    const room = (facts.children.get(name)?.max ?? 1) > (seen.get(name) ?? 0);
    return index >= reached && room;
  });
}

function invalidChild(
  text: string,
  element: ElementNode,
  child: ElementNode,
  expected: readonly string[],
): Error {
  const message = `The element '${element.name}' has invalid child element '${child.name}'.${listOf(expected)}`;
  return policyError(text, element.name, child.nameSpan, message);
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? "" : ` List of possible elements expected: '${names.join(", ")}'.`;
}
