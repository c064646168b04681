import { type Maybe, unknown } from "../../core/known.ts";
import { attribute, type ElementNode, literalValue, type PolicyDocument } from "../../policy/index.ts";

/** One `include-fragment` that a token passes. */
interface Inclusion {
  readonly element: ElementNode;
  /** Unknown when an expression or an unreadable named value gives it. */
  readonly id: Maybe<string>;
}

/** What `document` takes in where calls come in: in its inbound section, or anywhere when it is a fragment itself. */
export function includedFragments(document: PolicyDocument): readonly Inclusion[] {
  const isFragment = document.root?.name === "fragment";
  return document
    .elements("include-fragment")
    .filter(({ section }) => isFragment || section === "inbound")
    .map((element) => {
      const node = attribute(element, "fragment-id");
      return { element, id: node ? literalValue(node) : unknown };
    });
}
