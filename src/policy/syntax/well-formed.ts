import { XMLValidator } from "fast-xml-parser";
import { maskExpressions } from "./mask.ts";
import type { PolicyDocument, Position } from "./nodes.ts";

/** The first thing that an ordinary XML parser has against a document. */
interface XmlObjection extends Position {
  readonly message: string;
}

/**
 * A second opinion on the document as XML, expressions masked, by a parser that is not ours. `undefined` when it has
 * nothing against the document.
 */
export function xmlObjection(document: PolicyDocument): XmlObjection | undefined {
  const result = XMLValidator.validate(maskExpressions(document));
  if (result === true) return undefined;
  const { line, col, msg } = result.err;
  return { line: line - 1, column: Math.max(0, col - 1), message: msg };
}
