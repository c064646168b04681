import type { Maybe } from "../../core/known.ts";
import { childElements, type ElementNode, PassedOver } from "../../policy/index.ts";
import { type ResolveValue, readAttribute, readContent } from "../../token/index.ts";

/** The sections of a policy document. */
const sections = ["inbound", "backend", "outbound", "on-error"] as const;
/** One of {@link sections}. */
export type SectionName = (typeof sections)[number];

/** Where a policy stands. */
export interface Place {
  /** Text of the document it is part of. */
  readonly text: string;
  readonly scope: "global" | "product" | "api" | "operation";
  readonly section: SectionName;
}

/** One policy element with the means to read its values; reading throws `PassedOver` when a value cannot be known. */
export class Statement {
  constructor(
    readonly element: ElementNode,
    readonly place: Place,
    readonly resolve: ResolveValue,
  ) {}

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

  children(name?: string): readonly Statement[] {
    return childElements(this.element, name).map((child) => new Statement(child, this.place, this.resolve));
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
