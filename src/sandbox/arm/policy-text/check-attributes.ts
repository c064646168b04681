import type { AttributeNode, ElementFacts, ElementNode } from "./language.ts";
import { literalValue } from "./language.ts";
import { policyError } from "./policy-error.ts";
import type { PolicySurroundings } from "./surroundings.ts";
import { isValueOf } from "./value-forms.ts";

type AttributeFacts = NonNullable<ReturnType<ElementFacts["attributes"]["get"]>>;

const missingEntity = {
  fragment: (id: string) => `Policy fragment with id '${id}' could not be found.`,
  backend: (id: string) => `Backend with id '${id}' could not be found.`,
  certificate: (id: string) => `Certificate with id '${id}' could not be found.`,
  logger: () => "Logger not found",
} as const;

/**
 * Holds the attributes of `element` to its facts. A value that only the gateway knows is not judged.
 *
 * @throws ArmError 400 for the first attribute that is wrong or missing.
 */
export function checkAttributes(
  text: string,
  element: ElementNode,
  facts: ElementFacts,
  surroundings: PolicySurroundings,
): void {
  const wrong = (message: string) => policyError(text, element.name, element.nameSpan, message);
  for (const attribute of element.attributes) {
    const known = facts.attributes.get(attribute.name);
    if (!known) throw wrong(`The '${attribute.name}' attribute is not declared.`);
    const message = valueProblem(attribute, known, surroundings);
    if (message !== undefined) throw wrong(message);
  }
  for (const [name, known] of facts.attributes) {
    const given = element.attributes.some((attribute) => attribute.name === name);
    if (known.required === true && !given) throw wrong(`The required attribute '${name}' is missing.`);
  }
}

function valueProblem(
  attribute: AttributeNode,
  facts: AttributeFacts,
  surroundings: PolicySurroundings,
): string | undefined {
  const literal = literalValue(attribute);
  if (!literal.known) return undefined;
  const { value } = literal;
  if (!isValueOf(facts, value)) return invalidValue(attribute.name, value);
  if (!facts.refers || surroundings.hasEntity(facts.refers, value)) return undefined;
  return missingEntity[facts.refers](value);
}

function invalidValue(name: string, value: string): string {
  return `The '${name}' attribute is invalid - The value '${value}' is invalid according to its datatype.`;
}
