import type { Maybe } from "../../core/known.ts";
import {
  childElements,
  type EffectiveNode,
  type ElementNode,
  PassedOver,
  type PolicyText,
} from "../../policy/index.ts";
import { type ResolveValue, readAttribute, readContent } from "../../token/index.ts";

/** The sections of a policy document. */
const sections = ["inbound", "backend", "outbound", "on-error"] as const;
/** One of {@link sections}. */
export type SectionName = (typeof sections)[number];

/** Where a policy stands. */
export interface Place {
  /** Text of the document it is part of. */
  readonly text: string;
  readonly scope: "global" | "workspace" | "product" | "api" | "operation";
  readonly section: SectionName;
}

/** Values as they are in a policy of a scope. */
type ResolveAt = (scope: Place["scope"]) => ResolveValue;

/** One policy element with the means to read its values; reading throws `PassedOver` when a value cannot be known. */
export class Statement {
  constructor(
    readonly element: ElementNode,
    readonly place: Place,
    private readonly resolveAt: ResolveAt,
    /** The policies within it, with what they name put in. */
    private readonly inner: () => readonly EffectiveNode[] = () => [],
  ) {}

  /** Values as they are where the policy stands. */
  get resolve(): ResolveValue {
    return this.resolveAt(this.place.scope);
  }

  get name(): string {
    return this.element.name;
  }

  /** Whether the attribute is there, whatever its value. */
  has(name: string): boolean {
    return this.element.attributes.some((attribute) => attribute.name === name);
  }

  /** The value of an attribute, `undefined` when it is not there. */
  attribute(name: string): string | undefined {
    return this.require(readAttribute(this.element, name, this.resolve), name);
  }

  /** An attribute without which the policy makes no sense. */
  needed(name: string): string {
    const value = this.attribute(name);
    if (value === undefined) throw new PassedOver(`${this.name} has no “${name}”.`);
    return value;
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.attribute(name)?.trim().toLowerCase();
    if (value === undefined) return fallback;
    if (value !== "true" && value !== "false") throw new PassedOver(`“${name}” is neither true nor false.`);
    return value === "true";
  }

  number(name: string, fallback: number): number {
    const value = this.attribute(name);
    if (value === undefined) return fallback;
    if (!/^\s*\d+\s*$/.test(value)) throw new PassedOver(`“${name}” is not a number.`);
    return Number(value);
  }

  /** The text between the tags. */
  content(): string {
    return this.require(readContent(this.element, this.place.text, this.resolve), "its content");
  }

  /**
   * The policies that it holds.
   *
   * @throws PassedOver when nobody knows which.
   */
  policies(): readonly Statement[] {
    return statementsOf(this.inner(), this.place, this.resolveAt);
  }

  children(name?: string): readonly Statement[] {
    return childElements(this.element, name).map((child) => new Statement(child, this.place, this.resolveAt));
  }

  /** The contents of `<parent><child>…</child></parent>`. */
  list(parent: string, child: string): readonly string[] {
    return this.children(parent).flatMap((item) => item.children(child).map((value) => value.content()));
  }

  private require<T>(value: Maybe<T>, what: string): T {
    if (!value.known) throw new PassedOver(`${what} of ${this.name} cannot be evaluated.`);
    return value.value;
  }
}

/**
 * The policies of an effective policy, as they stand in `place`. What includes something that cannot be put in stays as it is
 * written, and cannot be run.
 *
 * @throws PassedOver when a document cannot be read: nobody knows which checks it holds.
 */
export function statementsOf(
  nodes: readonly EffectiveNode[],
  place: Pick<Place, "section"> & Partial<Place>,
  resolveAt: ResolveAt,
): readonly Statement[] {
  return nodes.flatMap((node) => {
    if (node.kind === "part")
      return statementsOf(node.nodes, { ...place, ...scopeOf(node.includedIn) }, resolveAt);
    const { origin } = node;
    const here: Place = { scope: "global", ...place, ...scopeOf(origin), text: origin.text };
    if (node.kind === "element") return [new Statement(node.element, here, resolveAt, () => node.children)];
    if (!node.element) throw new PassedOver(node.why);
    return [new Statement(node.element, here, resolveAt)];
  });
}

/** The level that a document is of; a fragment runs at that which includes it. */
function scopeOf(document: PolicyText | undefined): Partial<Pick<Place, "scope">> {
  switch (document?.source.level) {
    case "global":
    case "workspace":
    case "product":
    case "api":
    case "operation":
      return { scope: document.source.level };
    case "fragment":
    case undefined:
      return {};
  }
}
