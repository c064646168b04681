import type { TextEdit } from "../../../core/edit.ts";
import { applyEdits } from "../../../core/edit.ts";
import { slice } from "../../../core/span.ts";
import type { ExpressionUse } from "./language.ts";
import { decodeEntities, encodeEntities, expressionsOf, parsePolicy } from "./language.ts";
import { policyError } from "./policy-error.ts";

const entity = /&(?:quot|apos|lt|gt|amp|#\d{1,7}|#x[\da-f]{1,6});/gi;

/**
 * The raw form of a policy sent in the format `xml`, where expressions are escaped as XML asks.
 *
 * @throws ArmError 400 when an expression is not escaped.
 */
export function xmlToRaw(text: string): string {
  const document = parsePolicy(text);
  const edits: TextEdit[] = [];
  for (const use of expressionsOf(document)) {
    const written = slice(text, use.expression.span);
    requireEscaped(text, use, written);
    edits.push({ span: use.expression.span, newText: decodeEntities(written) });
  }
  return applyEdits(text, edits);
}

/** The `xml` form of a policy in raw form: its expressions escaped. */
export function rawToXml(text: string): string {
  const edits = [...expressionsOf(parsePolicy(text))].map(({ expression }) => ({
    span: expression.span,
    newText: encodeEntities(slice(text, expression.span)),
  }));
  return applyEdits(text, edits);
}

function requireEscaped(text: string, use: ExpressionUse, written: string): void {
  const quote = use.attribute?.valueSpan ? text.charAt(use.attribute.valueSpan.start - 1) : "";
  const rest = written.replace(entity, "");
  const wrong = ["<", "&", ...(quote === "" ? [] : [quote])].find((character) => rest.includes(character));
  if (wrong === undefined) return;
  throw policyError(
    text,
    use.element?.name ?? "policies",
    use.expression.span,
    `'${wrong}' is an unexpected token in a document of the format xml. Escape it, or send the format rawxml.`,
  );
}
