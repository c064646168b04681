import type { Item } from "../jwt/read.ts";
import { decodeEntities, encodeEntities } from "../syntax/entities.ts";
import { elementValue } from "../syntax/value.ts";
import type { ElementRule, RuleContext } from "./engine/rule.ts";
import { attribute } from "./reading/elements.ts";
import { indentBefore } from "./reading/list-in-element.ts";
import { isRequiredClaim } from "./reading/required-claim.ts";

/** The separator splits the claim of the token, not the values that stand in the policy. */
export const jwtSeparatorSplitsToken: ElementRule = {
  id: "jwt-separator-splits-token",
  severity: "warning",
  doc: "A value of a required claim does not contain the claim's separator.",
  on: "element",
  reads: "both",
  names: ["claim"],
  applies: isRequiredClaim,
  check({ element }, context) {
    const separator = attribute(element, "separator");
    const sign = separator && decodeEntities(separator.value);
    if (!sign) return;
    for (const child of element.children) {
      if (child.kind !== "element" || child.name !== "value") continue;
      const value = elementValue(child, context.text);
      if (value.literal && value.text.includes(sign)) report({ element: child, value }, sign, context);
    }
  },
};

function report({ element, value }: Item, sign: string, context: RuleContext): void {
  const parts = value.text.split(sign).map((part) => part.trim());
  const indent = indentBefore(element.span.start, context.text);
  const items = parts.filter(Boolean).map((part) => `<value>${encodeEntities(part)}</value>`);
  context.report(
    value.span,
    `The separator splits the claim of the token, not this value: no part of it can equal "${value.text}".`,
    {
      fix: {
        title: "Make each part a value of its own",
        edits: [{ span: element.span, newText: items.join(indent) }],
        safe: false,
      },
    },
  );
}
