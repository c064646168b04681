import { attributeText, contentText, type ValidateJwtOptions } from "./jwt-options.ts";
import type { Layout } from "./layout.ts";

/** The lines of a whole `validate-jwt` element, each indented by steps from its own start tag. */
export function validateJwtLines(options: ValidateJwtOptions, layout: Layout): readonly string[] {
  const [first, ...more] = attributeLines(options);
  return [
    `<validate-jwt ${first}`,
    ...indent(layout, more),
    ...indent(layout, [
      `<openid-config url="${attributeText(options.discoveryUrl)}" />`,
      ...listLines("audiences", "audience", [options.audience], layout),
      ...listLines("issuers", "issuer", [options.issuer], layout),
      ...(options.requiredScopes?.length ? requiredClaimsLines(options.requiredScopes, layout) : []),
    ]),
    "</validate-jwt>",
  ];
}

/** The rest of the start tag, on lines that fit into a window; as the snippet has it. */
function attributeLines(options: ValidateJwtOptions): readonly string[] {
  const message = options.failedValidationErrorMessage;
  const refusal = [
    `failed-validation-httpcode="${options.failedValidationHttpCode ?? 401}"`,
    ...(message === undefined ? [] : [`failed-validation-error-message="${attributeText(message)}"`]),
  ];
  return [
    // The default of 0 seconds refuses fresh tokens as soon as two clocks differ.
    'header-name="Authorization" require-scheme="Bearer" clock-skew="60"',
    refusal.join(" "),
    'require-expiration-time="true" require-signed-tokens="true">',
  ];
}

/** `<list><item>…</item></list>`. */
export function listLines(
  list: string,
  item: string,
  values: readonly string[],
  layout: Layout,
): readonly string[] {
  return [
    `<${list}>`,
    ...indent(
      layout,
      values.map((value) => itemLine(item, value)),
    ),
    `</${list}>`,
  ];
}

/** `<item>value</item>`. */
export function itemLine(item: string, value: string): string {
  return `<${item}>${contentText(value)}</${item}>`;
}

/** `<required-claims>` that asks for all of `scopes`. */
export function requiredClaimsLines(scopes: readonly string[], layout: Layout): readonly string[] {
  return ["<required-claims>", ...indent(layout, scopeClaimLines(scopes, layout)), "</required-claims>"];
}

/** The `<claim>` that asks for all of `scopes`: Auth0 puts them into one string, separated by spaces. */
export function scopeClaimLines(scopes: readonly string[], layout: Layout): readonly string[] {
  return [
    '<claim name="scope" match="all" separator=" ">',
    ...indent(
      layout,
      scopes.map((scope) => itemLine("value", scope)),
    ),
    "</claim>",
  ];
}

/** `lines`, one step further in. */
export function indent({ unit }: Layout, lines: readonly string[]): readonly string[] {
  return lines.map((line) => unit + line);
}
