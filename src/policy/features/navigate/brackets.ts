import { type Span, span } from "../../../core/span.ts";
import type { Expression } from "../../syntax/index.ts";
import { csharpTokens } from "./csharp-tokens.ts";

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The insides and outsides of all pairs of brackets in `expression` that a cursor at `offset` stands in. */
export function bracketsAround(text: string, expression: Expression, offset: number): readonly Span[] {
  const open: { readonly closer: string; readonly start: number }[] = [];
  const around: Span[] = [];
  for (const token of csharpTokens(text, expression.codeSpan)) {
    const { start, end } = token.span;
    if (token.kind === "string" && start < offset && offset < end) around.push(token.span);
    if (token.kind !== "operator") continue;
    const bracket = text.slice(start, end);
    const closer = closers[bracket];
    if (closer !== undefined) {
      open.push({ closer, start });
    } else if (open.at(-1)?.closer === bracket) {
      const opener = open.pop();
      if (opener && opener.start < offset && offset <= start) {
        around.push(span(opener.start + 1, start), span(opener.start, end));
      }
    }
  }
  return around;
}
