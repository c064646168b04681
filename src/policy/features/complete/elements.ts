import type { Span } from "../../../core/span.ts";
import type { ElementFacts, PolicyFacts } from "../../facts/model.ts";
import { documentRoots, type Place, placeOf, rootPlace } from "../../facts/places.ts";
import { policiesIn, policy, policyNames } from "../../facts/policies.ts";
import type { ElementNode } from "../../syntax/nodes.ts";
import { describeElement, describePolicy } from "../describe.ts";
import { type Completion, type CompletionOptions, sortKey } from "./completion.ts";
import { addElement, literal, SnippetBuilder } from "./snippet.ts";
import { addValidateJwt } from "./validate-jwt-snippet.ts";

/** A place where an element may be written. */
interface ElementSlot {
  readonly parent: ElementNode | undefined;
  /** The element that is being typed, which does not count as a sibling. */
  readonly typed: ElementNode | undefined;
  readonly offset: number;
  /** With the `<`, when one has been typed and the whole element is wanted. */
  readonly replace: Span;
  /** Only the name is wanted: the rest of the tag is there already. */
  readonly nameOnly: boolean;
  /** The name in the end tag that follows right behind. */
  readonly ended: string | undefined;
}

/** Elements that may stand in `slot`. */
export function completeElements(slot: ElementSlot, options: CompletionOptions): Completion[] {
  if (!slot.parent) return documentRoots.flatMap((name, index) => rootItem(name, index, slot, options));
  const place = placeOf(slot.parent);
  const { facts } = place;
  if (!facts) return [];
  const own = allowedChildren(facts, slot).map(({ facts: child, index }) =>
    item(child, place, index, slot, options),
  );
  return facts.content === "policies" ? [...own, ...policyItems(place, slot, options)] : own;
}

function rootItem(name: string, index: number, slot: ElementSlot, options: CompletionOptions): Completion[] {
  const { facts } = rootPlace(name);
  return facts ? [item(facts, undefined, index, slot, options)] : [];
}

function policyItems(place: Place, slot: ElementSlot, options: CompletionOptions): Completion[] {
  const siblings = new Set(otherChildren(slot).map((element) => element.name));
  const allowed = place.section
    ? policiesIn(place.section, options.scope)
    : policyNames.flatMap((name) => policy(name) ?? []);
  const items = allowed
    .filter((facts) => !facts.resolver && !(facts.once && siblings.has(facts.name)))
    .map((facts) => item(facts, place, 100, slot, options));
  const base = place.kind === "section" && !siblings.has("base") && rootBase(slot);
  return base ? [base, ...items] : items;
}

function rootBase(slot: ElementSlot): Completion {
  return {
    label: "base",
    kind: "element",
    span: slot.replace,
    insertText: slot.nameOnly ? "base" : "<base />",
    isSnippet: false,
    documentation: "The policies of the enclosing scope run in this place. Without it they do not run.",
    sortText: sortKey(50),
    filterText: filterText("base", slot),
  };
}

function item(
  facts: ElementFacts,
  parent: Place | undefined,
  index: number,
  slot: ElementSlot,
  options: CompletionOptions,
): Completion {
  const own = ownPolicy(facts, parent);
  const { documentation, snippet } = textsOf(facts, own, parent?.policy);
  const whole = () => {
    if (isEnded(facts.name, slot)) return `<${literal(facts.name)}>$0`;
    return own?.name === "validate-jwt" ? validateJwt(options) : snippet;
  };
  return {
    label: facts.name,
    kind: own ? "policy" : "element",
    span: slot.replace,
    insertText: slot.nameOnly ? literal(facts.name) : whole(),
    isSnippet: !slot.nameOnly,
    documentation,
    ...(own && { detail: own.title }),
    sortText: sortKey(index),
    filterText: filterText(facts.name, slot),
  };
}

/** Whether the end tag of an element of this name is there already. */
function isEnded(name: string, { ended, typed, parent }: ElementSlot): boolean {
  return typed !== undefined && ended === name && parent?.name !== name;
}

/** What an element's offer says and inserts, whatever stands around it. */
interface ElementTexts {
  readonly documentation: string;
  readonly snippet: string;
}

/** Facts never change, so neither do these; a list of offers is made at every keystroke. */
const knownTexts = new WeakMap<ElementFacts, ElementTexts>();

function textsOf(
  facts: ElementFacts,
  own: PolicyFacts | undefined,
  container: PolicyFacts | undefined,
): ElementTexts {
  const known = knownTexts.get(facts);
  if (known) return known;
  const snippet = new SnippetBuilder().literal("<");
  if (facts.name === "policies") addPoliciesDocument(snippet);
  else addElement(snippet, facts);
  const documentation = own ? describePolicy(own) : describeElement(facts, container);
  const texts = { documentation, snippet: snippet.finish() };
  knownTexts.set(facts, texts);
  return texts;
}

function validateJwt({ live }: CompletionOptions): string {
  const snippet = new SnippetBuilder().literal("<");
  addValidateJwt(snippet, live);
  return snippet.finish();
}

/** What has been typed begins with `<` when that is replaced too. */
function filterText(name: string, { typed, nameOnly }: ElementSlot): string {
  return typed && !nameOnly ? `<${name}` : name;
}

function ownPolicy(facts: ElementFacts, parent: Place | undefined): PolicyFacts | undefined {
  const found = policy(facts.name);
  const isPart = parent?.facts?.children.has(facts.name) && parent.facts.content !== "policies";
  return found && !isPart ? found : undefined;
}

function addPoliciesDocument(snippet: SnippetBuilder): void {
  snippet
    .literal("policies>\n\t<inbound>\n\t\t<base />\n\t\t")
    .stop()
    .literal(
      "\n\t</inbound>\n\t<backend>\n\t\t<base />\n\t</backend>\n\t<outbound>\n\t\t<base />\n\t</outbound>",
    )
    .literal("\n\t<on-error>\n\t\t<base />\n\t</on-error>\n</policies>");
}

/** Child elements that the order and the number of the ones already there leave room for. */
function allowedChildren(
  facts: ElementFacts,
  slot: ElementSlot,
): { readonly facts: ElementFacts; readonly index: number }[] {
  const names = [...facts.children.keys()];
  const siblings = otherChildren(slot);
  const counts = new Map<string, number>();
  let least = -1;
  let most = names.length;
  for (const { name, span } of siblings) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const index = names.indexOf(name);
    if (span.start < slot.offset) least = Math.max(least, index);
    else if (index >= 0) most = Math.min(most, index);
  }
  return [...facts.children.values()]
    .map((child, index) => ({ facts: child, index }))
    .filter(({ facts: child, index }) => {
      return (
        (counts.get(child.name) ?? 0) < child.max && (!facts.ordered || (index >= least && index <= most))
      );
    });
}

function otherChildren({ parent, typed }: ElementSlot): ElementNode[] {
  const children: ElementNode[] = [];
  for (const child of parent?.children ?? []) {
    if (child.kind === "element" && child !== typed) children.push(child);
  }
  return children;
}
