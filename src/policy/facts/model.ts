/** The parts of a policy document. */
export type Section = "inbound" | "backend" | "outbound" | "on-error";

/** Where a policy document is attached, from the widest to the narrowest. */
export type Scope = "global" | "workspace" | "product" | "api" | "operation";

/** Kinds of gateways. */
export type GatewayKind = "classic" | "v2" | "consumption" | "self-hosted" | "workspace";

/** How an attribute's text is read once expressions and named values have been replaced. */
export type ValueType = "string" | "boolean" | "integer" | "number" | "enum" | "url" | "dateTime";

/** A kind of thing of an instance that a value names. */
export type Reference = "certificate" | "fragment" | "backend" | "logger";

/** What is known about one attribute. */
export interface AttributeFacts {
  readonly name: string;
  readonly description: string;
  readonly type: ValueType;
  /** The values of an `enum`. */
  readonly values?: readonly string[];
  readonly default?: string;
  /** `true`: the service refuses the policy without it; `"documented"`: only the reference demands it. */
  readonly required?: true | "documented";
  /** `false` when the reference rules expressions out; absent when they are allowed or nothing is said. */
  readonly expressions?: false;
  /** Smallest and largest number that makes sense. */
  readonly min?: number;
  readonly max?: number;
  readonly refers?: Reference;
  /** What kind of name the value is. */
  readonly names?: "variable" | "header";
}

/** How many of some attributes may stand together; one of the three is set. */
export interface AttributeGroup {
  readonly exactlyOne?: readonly string[];
  readonly atLeastOne?: readonly string[];
  readonly atMostOne?: readonly string[];
}

/**
 * What may stand between start and end tag besides the listed children: nothing, text, any policy of the section, or
 * whatever somebody likes (Liquid templates, style sheets).
 */
export type Content = "nothing" | "text" | "policies" | "anything";

/** What is known about one element in its place. */
export interface ElementFacts {
  readonly name: string;
  readonly description: string;
  /** Least and most times that it may occur in its parent. */
  readonly min: number;
  readonly max: number;
  readonly attributes: ReadonlyMap<string, AttributeFacts>;
  /** In their order when {@link ordered}. */
  readonly children: ReadonlyMap<string, ElementFacts>;
  /** The service insists on the order of {@link children}. */
  readonly ordered: boolean;
  readonly content: Content;
  readonly groups: readonly AttributeGroup[];
}

/** What is known about a policy. */
export interface PolicyFacts extends ElementFacts {
  readonly title: string;
  /** The reference page; `undefined` when the policy is in the service's schema only. */
  readonly url: string | undefined;
  /** `undefined` when no source says; empty for policies of GraphQL resolvers. */
  readonly sections: ReadonlySet<Section> | undefined;
  readonly scopes: ReadonlySet<Scope> | undefined;
  readonly gateways: readonly GatewayKind[];
  /** The reference allows it once per section. */
  readonly once: boolean;
  /** Root of a GraphQL resolver's document, or allowed only inside one. */
  readonly resolver: boolean;
}
