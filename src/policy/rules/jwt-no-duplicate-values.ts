import { holdsTemplate } from "../syntax/templates.ts";
import type { JwtRule, RuleContext } from "./engine/rule.ts";
import { removeCopy } from "./reading/edits.ts";
import type { Item, JwtPolicy } from "./reading/jwt-policy.ts";

/** The same again changes nothing, and mostly something else was meant. */
export const jwtNoDuplicateValues: JwtRule = {
  id: "jwt-no-duplicate-values",
  severity: "info",
  doc: "Audiences, issuers, discovery documents, keys and claim values are named once.",
  on: "validate-jwt",
  reads: "content",
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
    const isKey = item.element.name === "key";
    // One secret may be the key of several ids.
    const identity = isKey && text !== "" ? `${text} ${attributesOf(item)}` : text;
    const first = seen.get(identity);
    // What a deployment tool fills in may differ from place to place.
    if (text === "" || !first || holdsTemplate(text)) {
      seen.set(identity, item);
      continue;
    }
    context.report(item.value.span, isKey ? "This key is given twice." : `"${text}" is named twice.`, {
      fix: removeCopy("Remove the second", item.element, first.element, context.text),
      related: [{ span: first.value.span, message: "It is named here before." }],
    });
  }
}

/** Attributes in a fixed order, to be compared. */
function attributesOf({ element }: Item): string {
  return element.attributes
    .map(({ name, value }) => `${name}="${value}"`)
    .sort()
    .join(" ");
}
