import type { Item } from "../jwt/read.ts";
import { holdsTemplate } from "../syntax/templates.ts";
import type { JwtRule, RuleContext } from "./engine/rule.ts";
import { removeCopy } from "./reading/edits.ts";

/** The same again changes nothing, and mostly something else was meant. */
export const jwtNoDuplicateValues: JwtRule = {
  id: "jwt-no-duplicate-values",
  severity: "info",
  doc: "Audiences, issuers, discovery documents, keys and claim values are named once.",
  on: "validate-jwt",
  reads: "content",
  check(jwt, context) {
    checkList(jwt.openIdConfigs, context);
    checkList(jwt.audiences, context);
    checkList(jwt.issuers, context);
    checkList(jwt.keys, context);
    for (const { values } of jwt.claims) checkList(values, context);
  },
};

function checkList(list: readonly Item[], context: RuleContext): void {
  if (list.length < 2) return;
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
