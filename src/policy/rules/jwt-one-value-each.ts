import { encodeEntities } from "../syntax/entities.ts";
import type { ElementNode } from "../syntax/nodes.ts";
import type { ElementRule, Fix } from "./engine/rule.ts";
import { isGuid } from "./reading/guid.ts";
import { indentBefore } from "./reading/indentation.ts";
import { parseUrl } from "./reading/url.ts";
import { elementValue } from "./reading/value.ts";

const lists = new Set(["audiences", "issuers", "client-application-ids", "backend-application-ids"]);

/** Each element is compared as a whole, so that a list in one of them equals nothing. */
export const jwtOneValueEach: ElementRule = {
  id: "jwt-one-value-each",
  severity: "warning",
  doc: "An audience, issuer or application-id holds one value, not a list of them.",
  on: "element",
  names: ["audience", "issuer", "application-id"],
  applies: ({ policy }) => policy?.name === "validate-jwt" || policy?.name === "validate-azure-ad-token",
  check({ element }, context) {
    if (!lists.has(element.parent?.name ?? "")) return;
    const { text, literal, span } = elementValue(element, context.text);
    if (!literal || !/[\s,;]/.test(text)) return;
    const values = text.split(/[\s,;]+/).filter(Boolean);
    if (values.length < 2 || !values.every((value) => isGuid(value) || parseUrl(value))) return;
    context.report(
      span,
      `<${element.name}> is compared as a whole: write one for each of the ${values.length}.`,
      {
        fix: fixFor(element, values, context.text),
      },
    );
  },
};

function fixFor({ name, span }: ElementNode, values: readonly string[], text: string): Fix {
  const items = values.map((value) => `<${name}>${encodeEntities(value)}</${name}>`);
  const newText = items.join(indentBefore(span.start, text));
  return { title: `Make each an <${name}> of its own`, edits: [{ span, newText }], safe: true };
}
