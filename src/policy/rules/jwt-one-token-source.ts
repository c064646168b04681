import { nearest } from "../../core/nearest.ts";
import { policy } from "../facts/policies.ts";
import type { AttributeNode, ElementNode } from "../syntax/nodes.ts";
import type { Fix, JwtRule } from "./engine/rule.ts";
import { addAttribute, removeAttribute } from "./reading/edits.ts";

const sources = new Set(["header-name", "query-parameter-name", "token-value"]);

/** Where the token comes from must be said once. */
export const jwtOneTokenSource: JwtRule = {
  id: "jwt-one-token-source",
  severity: "error",
  doc: "validate-jwt takes the token from exactly one of header-name, query-parameter-name and token-value.",
  on: "validate-jwt",
  reads: "both",
  check({ element }, context) {
    let first: AttributeNode | undefined;
    const others: AttributeNode[] = [];
    for (const attribute of element.attributes) {
      if (!sources.has(attribute.name)) continue;
      if (first) others.push(attribute);
      else first = attribute;
    }
    if (!first) {
      context.report(
        element.nameSpan,
        "validate-jwt does not say where the token is: header-name, query-parameter-name or token-value.",
        { fix: usualSource(element) },
      );
    }
    for (const other of others) {
      context.report(
        other.nameSpan,
        "Only one of header-name, query-parameter-name and token-value may be given.",
        {
          fix: { title: `Remove "${other.name}"`, edits: removeAttribute(other, context.text), safe: false },
          related: first && [{ span: first.nameSpan, message: "This one is given, too." }],
        },
      );
    }
  },
};

/** None when an attribute is there that is meant to be a source: it has to be renamed. */
function usualSource(element: ElementNode): Fix | undefined {
  const known = policy("validate-jwt")?.attributes;
  const strays = element.attributes.filter(({ name }) => !known?.has(name));
  if (strays.some(({ name }) => nearest(name, sources) !== undefined)) return undefined;
  const edits = addAttribute(element, "header-name", "Authorization");
  // Where callers send their token, their programs know.
  return { title: "Take it from the Authorization header", edits, safe: false };
}
