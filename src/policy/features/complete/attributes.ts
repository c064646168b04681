import { type Span, span } from "../../../core/span.ts";
import type { AttributeFacts, ElementFacts } from "../../facts/model.ts";
import { placeOf } from "../../facts/places.ts";
import { isNameStart, isSpace } from "../../syntax/characters.ts";
import type { AttributeNode, ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import { describeAttribute } from "../describe.ts";
import { type Completion, sortKey } from "./completion.ts";
import { addAttributeValue, SnippetBuilder } from "./snippet.ts";

/** A place where an attribute's name may be written. */
interface AttributeSlot {
  readonly element: ElementNode;
  /** The attribute whose name is being typed. */
  readonly typed: AttributeNode | undefined;
  readonly replace: Span;
  readonly offset: number;
}

/** Attributes that the element may have and does not have yet; necessary ones first. */
export function completeAttributes({ text }: PolicyDocument, found: AttributeSlot): Completion[] {
  const slot = beforeAnother(found);
  const place = placeOf(slot.element);
  const { facts } = place;
  if (!facts || isTaken(slot)) return [];
  const present = new Set(
    slot.element.attributes.filter((each) => each !== slot.typed).map(({ name }) => name),
  );
  const excluded = new Set(excludedByGroups(facts, present));
  return [...facts.attributes.values()]
    .filter(({ name }) => !present.has(name) && !excluded.has(name))
    .map((attribute, index) => ({
      label: attribute.name,
      kind: "attribute" as const,
      span: slot.replace,
      ...insertion(text, attribute, slot),
      documentation: describeAttribute(attribute, place.policy),
      detail: attribute.required ? "required" : attribute.type,
      sortText: sortKey(attribute.required ? index : index + 100),
    }));
}

/** Whether the cursor stands between the `/` and the `>` that end a tag, or between a `=` and the value behind it. */
function isTaken({ element, typed, replace: { start } }: AttributeSlot): boolean {
  if (element.selfClosing && start === element.startTagSpan.end - 1) return true;
  return !typed && element.attributes.some(({ span }) => span.start < start && start < span.end);
}

/** Attributes of which another one of the same group is there already. */
function excludedByGroups(facts: ElementFacts, present: ReadonlySet<string>): string[] {
  return facts.groups.flatMap(({ exactlyOne, atMostOne }) => {
    const group = exactlyOne ?? atMostOne ?? [];
    return group.some((name) => present.has(name)) ? group : [];
  });
}

/** Right before an attribute a new one is wanted and not another name for that one. */
function beforeAnother(slot: AttributeSlot): AttributeSlot {
  const { typed, offset, replace } = slot;
  const isBefore = typed?.valueSpan !== undefined && offset === replace.start;
  return isBefore ? { ...slot, typed: undefined, replace: span(offset, offset) } : slot;
}

function insertion(
  text: string,
  facts: AttributeFacts,
  { typed, replace }: AttributeSlot,
): Pick<Completion, "insertText" | "isSnippet" | "thenComplete"> {
  const before = isSpace(text.charCodeAt(replace.start - 1)) ? "" : " ";
  if (typed && typed.span.end > typed.nameSpan.end)
    return { insertText: `${before}${facts.name}`, isSnippet: false };
  const snippet = new SnippetBuilder().literal(`${before}${facts.name}="`);
  addAttributeValue(snippet, facts);
  snippet.literal(isNameStart(text.charCodeAt(replace.end)) ? '" ' : '"');
  return { insertText: snippet.finish(), isSnippet: true, thenComplete: true };
}
