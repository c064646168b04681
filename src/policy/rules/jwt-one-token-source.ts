import type { JwtRule } from "./engine/rule.ts";
import { addAttribute, removeAttribute } from "./reading/edits.ts";

const sources = ["header-name", "query-parameter-name", "token-value"];

/** Where the token comes from must be said once. */
export const jwtOneTokenSource: JwtRule = {
  id: "jwt-one-token-source",
  severity: "error",
  doc: "validate-jwt takes the token from exactly one of header-name, query-parameter-name and token-value.",
  on: "validate-jwt",
  check({ element }, context) {
    const [first, ...others] = element.attributes.filter(({ name }) => sources.includes(name));
    if (!first) {
      const edits = addAttribute(element, "header-name", "Authorization");
      context.report(
        element.nameSpan,
        "validate-jwt does not say where the token is: header-name, query-parameter-name or token-value.",
        { fix: { title: "Take it from the Authorization header", edits, safe: true } },
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
