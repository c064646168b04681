import type { ElementFacts, ElementNode, PolicyDocument } from "./language.ts";
import { attribute, childElements, literalValue, textOf } from "./language.ts";
import { policyError } from "./policy-error.ts";

type Check = (document: PolicyDocument, element: ElementNode) => void;

/** What the service looks at besides its schema, by element. */
const checks: ReadonlyMap<string, Check> = new Map([
  ["cors", checkOrigins],
  ["key", checkKey],
]);

/**
 * Holds an element to what its schema does not say: attributes that go together, and contents of a certain form.
 *
 * @throws ArmError 400 for the first thing that is wrong.
 */
export function checkContent(document: PolicyDocument, element: ElementNode, facts: ElementFacts): void {
  checkGroups(document, element, facts);
  checks.get(element.name)?.(document, element);
}

/** The reference and the policy toolkit demand it; the service's own words were not found in public. */
function checkGroups({ text }: PolicyDocument, element: ElementNode, { groups }: ElementFacts): void {
  for (const { exactlyOne, atLeastOne, atMostOne } of groups) {
    const names = exactlyOne ?? atLeastOne ?? atMostOne ?? [];
    const given = names.filter((name) => attribute(element, name)).length;
    if ((given > 0 || atMostOne) && (given < 2 || atLeastOne)) continue;
    const wanted = exactlyOne ? "Exactly one" : atLeastOne ? "At least one" : "Only one";
    const message = `${wanted} of the attributes '${names.join("', '")}' must be specified.`;
    throw policyError(text, element.name, element.nameSpan, message);
  }
}

/** Reported of the service: it takes no wildcard but the one that stands alone. */
function checkOrigins(document: PolicyDocument, cors: ElementNode): void {
  const origins = childElements(cors, "allowed-origins").flatMap((list) => childElements(list, "origin"));
  for (const origin of origins) {
    const { value } = textOf(document, origin);
    if (!value.known || ["*", "null"].includes(value.value) || isOrigin(value.value)) continue;
    const message = "Origin must be a valid URL consisting of scheme, host, and port only";
    throw policyError(document.text, cors.name, cors.nameSpan, message);
  }
}

function isOrigin(value: string): boolean {
  return !value.includes("*") && /^[a-z][a-z\d+.-]*:\/\/[^/?#@\s]+\/?$/i.test(value);
}

/** An RSA key has both of its numbers. */
function checkKey({ text }: PolicyDocument, key: ElementNode): void {
  for (const [name, other] of [
    ["n", "e"],
    ["e", "n"],
  ] as const) {
    const given = attribute(key, name);
    if (!given || attribute(key, other) || !literalValue(given).known) continue;
    throw policyError(text, key.name, key.nameSpan, `The required attribute '${other}' is missing.`);
  }
}
