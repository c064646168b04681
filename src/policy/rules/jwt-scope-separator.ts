import { nearest } from "../../core/nearest.ts";
import { type ClaimReading, type Item, readClaim } from "../jwt/read.ts";
import { decodeEntities } from "../syntax/entities.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import { holdsTemplate, isLiteral } from "../syntax/templates.ts";
import { attributeValue, type Value } from "../syntax/value.ts";
import type { ElementRule, Fix, RuleContext } from "./engine/rule.ts";
import { addAttribute, setValue } from "./reading/edits.ts";
import { attribute, childElements } from "./reading/elements.ts";
import { isRequiredClaim } from "./reading/required-claim.ts";

/** `scope` is one text with spaces between the scopes: it must be split before it is compared. */
export const jwtScopeSeparator: ElementRule = {
  id: "jwt-scope-separator",
  severity: "warning",
  doc: 'A required claim "scope" or "scp" with values has separator=" ".',
  on: "element",
  reads: "both",
  names: ["claim"],
  applies: isRequiredClaim,
  check({ element }, context) {
    const name = attributeValue(attribute(element, "name"))?.text;
    if (name !== "scope" && name !== "scp") return;
    const separator = attribute(element, "separator");
    if (separator && (separator.expression || isSpaceOrLater(separator.value))) return;
    const claim = readClaim(element, context.text);
    if (claim.values.length === 0 || (name === "scp" && isOktas(element, context.text))) return;
    report(claim, name, context);
  },
};

/** Whether a policy takes Okta's tokens, kept since it may have many claims. */
const oktas = new WeakMap<ElementNode, boolean>();

/** Okta's `scp` is an array; whose tokens a policy takes that is filled in, nobody knows. */
function isOktas({ parent }: ElementNode, text: string): boolean {
  const around = parent?.parent;
  if (!around) return false;
  const known = oktas.get(around) ?? takesOktas(around, text);
  oktas.set(around, known);
  return known;
}

function takesOktas(policy: ElementNode, text: string): boolean {
  return childElements(policy)
    .filter(({ name }) => name === "openid-config" || name === "issuers")
    .some(({ span }) => {
      const written = text.slice(span.start, span.end);
      return /\.okta(preview)?\.com\//.test(written) || holdsTemplate(written);
    });
}

function report({ element, separator, values }: ClaimReading, name: string, context: RuleContext): void {
  if (separator) {
    const edits = setValue(separator, " ");
    context.report(separator.span, `The scopes in "${name}" are separated by spaces.`, {
      // Somebody chose the separator: what splits their tokens, they know.
      fix: { title: "Separate by a space", edits, safe: false },
    });
    return;
  }
  const message = `"${name}" is one text with spaces between the scopes: without separator=" " it must equal the value as a whole.`;
  context.report(element.nameSpan, message, { fix: addSeparator(element, values) });
}

/** None when one is there under a misspelt name. */
function addSeparator(claim: ElementNode, values: readonly Item[]): Fix | undefined {
  const strays = claim.attributes.filter(({ name }) => name !== "name" && name !== "match");
  if (strays.some(({ name }) => nearest(name, ["separator"]) !== undefined)) return undefined;
  const edits = addAttribute(claim, "separator", " ");
  // A value of several scopes may be meant as the whole text; split, no token would have it.
  const safe = claim.children.length === values.length && values.every(({ value }) => isOne(value));
  return { title: 'Add separator=" "', edits, safe };
}

/** Whether a value is one scope for certain. */
function isOne({ text, literal }: Value): boolean {
  return literal && !text.includes(" ");
}

/** Whether a separator is a space, or nobody knows yet what it will be. */
function isSpaceOrLater(separator: string): boolean {
  return decodeEntities(separator) === " " || !isLiteral(separator);
}
