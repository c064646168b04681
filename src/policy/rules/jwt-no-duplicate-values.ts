import type { JwtRule, RuleContext } from "./engine/rule.ts";
import { removeElement } from "./reading/edits.ts";
import type { Item, JwtPolicy } from "./reading/jwt-policy.ts";

/** The same again changes nothing, and mostly something else was meant. */
export const jwtNoDuplicateValues: JwtRule = {
  id: "jwt-no-duplicate-values",
  severity: "info",
  doc: "Audiences, issuers, discovery documents, keys and claim values are named once.",
  on: "validate-jwt",
  check(jwt, context) {
    for (const list of listsOf(jwt)) if (list.length > 1) checkList(list, context);
  },
};

function listsOf({ openIdConfigs, audiences, issuers, keys, claims }: JwtPolicy): (readonly Item[])[] {
  return [openIdConfigs, audiences, issuers, keys, ...claims.map(({ values }) => values)];
}

function checkList(list: readonly Item[], context: RuleContext): void {
  const seen = new Map<string, Item>();
  for (const item of list) {
    const { text } = item.value;
    const first = seen.get(text);
    if (text === "" || !first) {
      seen.set(text, item);
      continue;
    }
    context.report(item.value.span, `"${text}" is named twice.`, {
      fix: { title: "Remove the second", edits: removeElement(item.element, context.text), safe: true },
      related: [{ span: first.value.span, message: "It is named here before." }],
    });
  }
}
