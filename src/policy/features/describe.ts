import type { Span } from "../../core/span.ts";
import type { AttributeFacts, ElementFacts, PolicyFacts } from "../facts/model.ts";

/** What is said about the place under the pointer. */
export interface Hover {
  readonly span: Span;
  /** Markdown. */
  readonly text: string;
}

/** Markdown about a policy: what it does, where it may stand, and where the reference is. */
export function describePolicy(facts: PolicyFacts): string {
  return paragraphs(
    `**${facts.title}** – ${facts.description}`,
    bullets(
      facts.sections && facts.sections.size > 0 && `Sections: ${[...facts.sections].join(", ")}`,
      facts.scopes && facts.scopes.size > 0 && `Scopes: ${[...facts.scopes].join(", ")}`,
      facts.gateways.length > 0 && `Gateways: ${facts.gateways.join(", ")}`,
      facts.once && "At most once in a section",
    ),
    facts.url && `[Reference](${facts.url})`,
  );
}

/** Markdown about an element that belongs to a policy, or about a section. */
export function describeElement(facts: ElementFacts, policy: PolicyFacts | undefined): string {
  return paragraphs(
    facts.description,
    bullets(occurrence(facts)),
    policy?.url && `[Reference of ${policy.name}](${policy.url})`,
  );
}

/** Markdown about an attribute. */
export function describeAttribute(facts: AttributeFacts, policy: PolicyFacts | undefined): string {
  return paragraphs(
    facts.description,
    bullets(
      `Type: ${typeOf(facts)}`,
      facts.required !== undefined && "Required",
      facts.default !== undefined && `Default: \`${facts.default}\``,
      facts.expressions === false ? "Policy expressions are not allowed" : "Policy expressions are allowed",
    ),
    policy?.url && `[Reference of ${policy.name}](${policy.url})`,
  );
}

function typeOf({ type, values, min, max }: AttributeFacts): string {
  if (values && values.length > 0) return values.map((value) => `\`${value}\``).join(" | ");
  if (min !== undefined && max !== undefined) return `${type}, ${min} to ${max}`;
  if (min !== undefined) return `${type}, at least ${min}`;
  if (max !== undefined) return `${type}, at most ${max}`;
  return type;
}

function occurrence({ min, max }: ElementFacts): string | false {
  if (min > 0 && max === 1) return "Exactly once";
  if (min > 0) return "At least once";
  return max === 1 && "At most once";
}

/** `parts` as paragraphs of Markdown; what is missing is left out. */
export function paragraphs(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== "").join("\n\n");
}

function bullets(...lines: readonly (string | false | undefined)[]): string {
  return lines
    .filter((line) => line !== undefined && line !== false && line !== "")
    .map((line) => `- ${line}`)
    .join("\n");
}

/** Untrusted text, such as a name from a cloud, as inline code that Markdown cannot read anything into. */
export function code(text: string): string {
  const oneLine = text.replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...oneLine.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${oneLine} ${fence}` : `${fence}${oneLine}${fence}`;
}
