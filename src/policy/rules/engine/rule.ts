import type { TextEdit } from "../../../core/edit.ts";
import type { Span } from "../../../core/span.ts";
import type { LiveFacts } from "../../facts/live-facts.ts";
import type { AttributeFacts, ElementFacts, Scope } from "../../facts/model.ts";
import type { Place } from "../../facts/places.ts";
import type { JwtPolicy } from "../../jwt/read.ts";
import type { AttributeNode, ElementNode, Expression, PolicyDocument } from "../../syntax/nodes.ts";
import type { Value } from "../../syntax/value.ts";

/** How bad a finding is. `error`: the service refuses the document, or nothing it says can work. */
export type Severity = "error" | "warning" | "info" | "hint";

/**
 * A change that removes a finding. The spans of its edits are all that it may touch: outside of them every byte stays.
 * The engine holds each fix to that before anybody sees it; see `engine/prove.ts`.
 */
export interface Fix {
  /** What will be done: "Add the slash". */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /**
   * Nobody needs to look at the result: fit for "fix all" on save. A rule claims it, and the engine takes the claim back
   * where the document at hand does not prove it.
   */
  readonly safe: boolean;
  /** It mends broken markup as the parser read it, at all of its places: it is offered, and never proved. */
  readonly mends?: true;
  /** Of a fix that takes an element or attribute away: where its equal stands, which stays. */
  readonly stays?: Span;
  /** Of a fix that changes an order: the pieces of its one edit's span, each whole, as they are to follow each other. */
  readonly moved?: readonly Span[];
}

/** Another place that has to do with a finding. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** Something wrong in a document. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly fix?: Fix;
  readonly related?: readonly Related[];
}

/** What is known about the document from outside. */
export interface LintOptions {
  /** Severity by rule id, where it differs from the rule's own. */
  readonly severities?: Readonly<Record<string, Severity | "off">>;
  /** Where the document is attached; without it, scope rules are silent. */
  readonly scope?: Scope;
  /** What the document should be; without it, the root decides. */
  readonly kind?: "policies" | "fragment";
  /** What the connected clouds hold. */
  readonly live?: LiveFacts;
}

/** What a finding has besides its place and message; `undefined` is as good as nothing. */
export interface ReportMore {
  readonly fix?: Fix | undefined;
  readonly related?: readonly Related[] | undefined;
  /** What other rules find beginning in here follows from this finding, and is not told. */
  readonly hides?: Span | undefined;
}

/** What a rule is given besides its subject. */
export interface RuleContext {
  readonly document: PolicyDocument;
  /** What the document was made of: itself, unless a deployment tool's directives were taken out of it. */
  readonly source: PolicyDocument;
  readonly text: string;
  readonly options: LintOptions;
  /** The value of `attribute`, `undefined` when it has none; read once for all rules that look at it one after the other. */
  valueOf(attribute: AttributeNode): Value | undefined;
  report(span: Span, message: string, more?: ReportMore): void;
}

/** An element in its place. */
export interface Seat {
  readonly element: ElementNode;
  readonly place: Place;
  /** The place of the element around it; `undefined` at the top. */
  readonly parent: Place | undefined;
}

interface RuleHead {
  /** Also the file's name, the page `docs/rules/<id>.md` and the diagnostic's code. */
  readonly id: string;
  /** The severity that applies unless a setting says otherwise. */
  readonly severity: Severity;
  /** What the rule requires, in one sentence. */
  readonly doc: string;
}

/** Looks at the document as a whole. */
export interface DocumentRule extends RuleHead {
  readonly on: "document";
  check(document: PolicyDocument, context: RuleContext): void;
}

/**
 * What of an element a rule concludes from. It does not run where the parser had to guess at that: at `attributes` in a
 * broken start tag, at `content` without its end tag.
 */
export type Reads = "name" | "attributes" | "content" | "both";

/** Looks at the elements of some names and places; at all of them when nothing is said. */
export interface ElementRule extends RuleHead {
  readonly on: "element";
  readonly reads: Reads;
  readonly names?: readonly string[];
  /** Whether elements in this place concern the rule; asked once per place, not per element. */
  applies?(place: Place): boolean;
  check(seat: Seat, context: RuleContext): void;
}

/** Looks at attributes that have a meaning in their place. */
export interface AttributeRule extends RuleHead {
  readonly on: "attribute";
  /** Whether attributes of this kind concern the rule; asked once per kind. */
  applies(facts: AttributeFacts): boolean;
  check(attribute: AttributeNode, facts: AttributeFacts, context: RuleContext, seat: Seat): void;
}

/** Looks at attributes that have no meaning in their place. */
export interface StrayAttributeRule extends RuleHead {
  readonly on: "stray attribute";
  check(attribute: AttributeNode, context: RuleContext, facts: ElementFacts): void;
}

/** Looks at every expression, in attributes and between tags. */
export interface ExpressionRule extends RuleHead {
  readonly on: "expression";
  check(expression: Expression, context: RuleContext): void;
}

/** Looks at every `validate-jwt`, read once for all such rules. */
export interface JwtRule extends RuleHead {
  readonly on: "validate-jwt";
  readonly reads: Reads;
  check(jwt: JwtPolicy, context: RuleContext): void;
}

/** One question about a document. */
export type Rule = DocumentRule | ElementRule | AttributeRule | StrayAttributeRule | ExpressionRule | JwtRule;
