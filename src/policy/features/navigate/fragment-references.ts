import type { Span } from "../../../core/span.ts";
import { attribute, literalValue, type PolicyDocument } from "../../syntax/index.ts";

/** `<include-fragment fragment-id="…" />`. */
export interface FragmentReference {
  readonly id: string;
  /** Of the id. */
  readonly span: Span;
}

/** The fragments that the document includes by an id that is written out. */
export function fragmentReferences(document: PolicyDocument): readonly FragmentReference[] {
  return document.elements("include-fragment").flatMap((element) => {
    const id = attribute(element, "fragment-id");
    const value = id && literalValue(id);
    return value?.known && value.value !== "" && id?.valueSpan
      ? [{ id: value.value, span: id.valueSpan }]
      : [];
  });
}

/** The reference that a cursor at `offset` stands in. */
export function fragmentReferenceAt(document: PolicyDocument, offset: number): FragmentReference | undefined {
  return fragmentReferences(document).find(({ span }) => span.start <= offset && offset <= span.end);
}
