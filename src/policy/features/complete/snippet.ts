import type { AttributeFacts, ElementFacts } from "../../facts/model.ts";

/** `text` so that a snippet inserts it literally. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

/** Builds a snippet and numbers its tab stops in order. */
export class SnippetBuilder {
  private stops = 0;
  private text = "";

  literal(text: string): this {
    this.text += literal(text);
    return this;
  }

  /** A tab stop with `placeholder` in it, or empty. */
  stop(placeholder = ""): this {
    this.stops += 1;
    this.text += placeholder === "" ? `$${this.stops}` : `\${${this.stops}:${literal(placeholder)}}`;
    return this;
  }

  /** A tab stop that offers `values`; the first is filled in. */
  choice(values: readonly string[]): this {
    if (values.length < 2) return this.stop(values[0]);
    this.stops += 1;
    const escaped = values.map((value) => value.replace(/[\\,|]/g, "\\$&"));
    this.text += `\${${this.stops}|${escaped.join(",")}|}`;
    return this;
  }

  /** Where the cursor ends up. */
  finish(): string {
    return `${this.text}$0`;
  }

  toString(): string {
    return this.text;
  }
}

/** Adds a value for the attribute: a choice, its default, or an empty stop. */
export function addAttributeValue(snippet: SnippetBuilder, facts: AttributeFacts): void {
  if (facts.type === "enum" && facts.values) snippet.choice(preferred(facts.values, facts.default));
  else if (facts.type === "boolean") snippet.choice(preferred(["true", "false"], facts.default));
  else if (facts.names === "header") snippet.stop("Authorization");
  else snippet.stop(facts.default ?? "");
}

/** `values` with the one that holds anyway `first`. */
export function preferred(values: readonly string[], first: string | undefined): readonly string[] {
  return first !== undefined && values.includes(first)
    ? [first, ...values.filter((value) => value !== first)]
    : values;
}

/** The attributes that an element cannot do without: the required ones and one of each group that needs one. */
function necessaryAttributes(facts: ElementFacts): AttributeFacts[] {
  const chosen = new Set(
    facts.groups.flatMap((group) => (group.exactlyOne ?? group.atLeastOne ?? []).slice(0, 1)),
  );
  return [...facts.attributes.values()].filter(
    (attribute) => attribute.required !== undefined || chosen.has(attribute.name),
  );
}

/** Parts that are optional each, but not all together: the one to begin with. */
const firstPart: ReadonlyMap<string, string> = new Map([["ip-filter", "address"]]);

/** Deep enough for every policy there is; keeps a slip in the facts from going round in circles. */
const maxDepth = 4;

/** Adds `<name …>…</name>` without its first `<`, with everything the element cannot do without. */
export function addElement(snippet: SnippetBuilder, facts: ElementFacts, depth = 0): void {
  snippet.literal(facts.name);
  for (const attribute of necessaryAttributes(facts)) {
    snippet.literal(` ${attribute.name}="`);
    addAttributeValue(snippet, attribute);
    snippet.literal('"');
  }
  const children = [...facts.children.values()].filter(
    (child) => child.min > 0 || child.name === firstPart.get(facts.name),
  );
  if (children.length > 0 && depth < maxDepth) addChildren(snippet, facts, children, depth);
  else if (facts.content === "text") snippet.literal(">").stop().literal(`</${facts.name}>`);
  else if (facts.content === "nothing" && facts.children.size === 0) snippet.literal(" />");
  else {
    const indent = "\t".repeat(depth);
    snippet.literal(`>\n${indent}\t`).stop().literal(`\n${indent}</${facts.name}>`);
  }
}

function addChildren(
  snippet: SnippetBuilder,
  facts: ElementFacts,
  children: readonly ElementFacts[],
  depth: number,
): void {
  const indent = "\t".repeat(depth);
  snippet.literal(">");
  for (const child of children) {
    snippet.literal(`\n${indent}\t<`);
    addElement(snippet, child, depth + 1);
  }
  snippet.literal(`\n${indent}</${facts.name}>`);
}
