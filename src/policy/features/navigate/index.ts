export { type DocumentLink, documentLinks } from "./document-links.ts";
export { type FoldingRange, foldingRanges } from "./folding.ts";
export {
  type FragmentReference,
  fragmentReferenceAt,
  fragmentReferences,
} from "./fragment-references.ts";
export { linkedEditing, matchingTag } from "./matching-tag.ts";
export { type OutlineItem, outline } from "./outline.ts";
export { selectionRanges } from "./selection-ranges.ts";
export {
  type SemanticToken,
  type SemanticTokenType,
  semanticTokens,
  semanticTokenTypes,
} from "./semantic-tokens.ts";
