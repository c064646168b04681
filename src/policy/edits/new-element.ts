import { Failure } from "../../core/failure.ts";
import { indent } from "./jwt-block.ts";
import { attributeText, contentText } from "./jwt-options.ts";
import type { Layout } from "./layout.ts";

/** What stands in an attribute or between tags: plain text, or what the gateway puts there; `suffix` stands behind that, as it is. */
export type NewValue =
  | string
  | { readonly namedValue: string; readonly suffix?: string }
  | { readonly expression: string };

/** An element that is to be written into a policy. Texts are plain: nothing in them is encoded yet. */
export interface NewElement {
  readonly name: string;
  /** One that is `undefined` is left out. */
  readonly attributes?: Readonly<Record<string, NewValue | undefined>>;
  /** What stands between its tags; without it and without children the element closes itself. */
  readonly text?: NewValue;
  readonly children?: readonly NewElement[];
}

/**
 * The lines of an element, each indented by steps from its own start tag.
 *
 * @throws Failure `invalid-input` for a text that is empty, or that API Management would run or replace.
 */
export function elementLines(element: NewElement, layout: Layout): readonly string[] {
  const { name, attributes = {}, text, children = [] } = element;
  const written = Object.entries(attributes).flatMap(([attribute, value]) =>
    value === undefined
      ? []
      : [`${attribute}="${writtenValue(value, `${attribute} of <${name}>`, attributeText)}"`],
  );
  const start = [name, ...written].join(" ");
  if (text !== undefined) return [`<${start}>${writtenValue(text, `<${name}>`, contentText)}</${name}>`];
  if (children.length === 0) return [`<${start} />`];
  return [
    `<${start}>`,
    ...indent(
      layout,
      children.flatMap((child) => elementLines(child, layout)),
    ),
    `</${name}>`,
  ];
}

/** A whole policy fragment that holds `elements`. */
export function fragmentOf(elements: readonly NewElement[]): string {
  const layout: Layout = { eol: "\n", unit: "    " };
  const lines = elements.flatMap((element) => elementLines(element, layout));
  return ["<fragment>", ...indent(layout, lines), "</fragment>", ""].join(layout.eol);
}

function writtenValue(value: NewValue, what: string, encode: (text: string) => string): string {
  if (typeof value === "object") {
    return "namedValue" in value ? `{{${value.namedValue}}}${value.suffix ?? ""}` : value.expression;
  }
  // A blank is a text too: scopes are separated by one.
  if (value === "") {
    throw new Failure("invalid-input", `The text for ${what} is empty.`, { remedy: "Give one." });
  }
  if (/@[({]|\{\{/.test(value)) {
    throw new Failure(
      "invalid-input",
      `The text for ${what}, "${value}", holds "@(", "@{" or "{{", which API Management would run or replace.`,
      { remedy: "Use another text, or write this one into the policy by hand." },
    );
  }
  return encode(value);
}
