import type { Span } from "../../../core/span.ts";
import type { AttributeFacts, ElementFacts } from "../../facts/model.ts";
import { placeOf } from "../../facts/places.ts";
import type { AttributeNode, ElementNode } from "../../syntax/nodes.ts";
import { describeAttribute } from "../describe.ts";
import { type Completion, sortKey } from "./completion.ts";
import { addAttributeValue, SnippetBuilder } from "./snippet.ts";

/** A place where an attribute's name may be written. */
export interface AttributeSlot {
  readonly element: ElementNode;
  /** The attribute whose name is being typed. */
  readonly typed: AttributeNode | undefined;
  readonly replace: Span;
  readonly spaceNeeded: boolean;
}

/** Attributes that the element may have and does not have yet; necessary ones first. */
export function completeAttributes(slot: AttributeSlot): Completion[] {
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
      ...insertion(attribute, slot),
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

function insertion(
  facts: AttributeFacts,
  { typed, spaceNeeded }: AttributeSlot,
): Pick<Completion, "insertText" | "isSnippet" | "thenComplete"> {
  const space = spaceNeeded && !typed ? " " : "";
  if (typed && typed.span.end > typed.nameSpan.end)
    return { insertText: `${space}${facts.name}`, isSnippet: false };
  const snippet = new SnippetBuilder().literal(`${space}${facts.name}="`);
  addAttributeValue(snippet, facts);
  snippet.literal('"');
  return { insertText: snippet.finish(), isSnippet: true, thenComplete: true };
}
