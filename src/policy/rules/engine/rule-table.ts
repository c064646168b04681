import type { AttributeFacts } from "../../facts/model.ts";
import type { Place } from "../../facts/places.ts";
import type {
  AttributeRule,
  DocumentRule,
  ElementRule,
  ExpressionRule,
  JwtRule,
  LintOptions,
  Rule,
  Severity,
  StrayAttributeRule,
} from "./rule.ts";

/** The rules that are switched on, ready to be looked up by what they look at. */
export class RuleTable {
  readonly documentRules: DocumentRule[] = [];
  readonly jwtRules: JwtRule[] = [];
  readonly strayAttributeRules: StrayAttributeRule[] = [];
  readonly expressionRules: ExpressionRule[] = [];
  private readonly elements: ElementRule[] = [];
  private readonly attributes: AttributeRule[] = [];
  private readonly byAttribute = new Map<AttributeFacts, readonly AttributeRule[]>();
  private readonly severities: NonNullable<LintOptions["severities"]>;

  constructor(rules: readonly Rule[], severities: NonNullable<LintOptions["severities"]>) {
    this.severities = severities;
    for (const rule of rules) if (severities[rule.id] !== "off") this.add(rule);
  }

  /** Rules for elements called `name` at `place`. */
  elementRules(name: string, place: Place): readonly ElementRule[] {
    return this.elements.filter(
      (rule) => (rule.names?.includes(name) ?? true) && (rule.applies?.(place) ?? true),
    );
  }

  /** Rules for attributes of this kind. */
  attributeRules(facts: AttributeFacts): readonly AttributeRule[] {
    const known = this.byAttribute.get(facts);
    if (known) return known;
    const rules = this.attributes.filter((rule) => rule.applies(facts));
    this.byAttribute.set(facts, rules);
    return rules;
  }

  severityOf(rule: Rule): Severity {
    const chosen = this.severities[rule.id];
    return chosen === undefined || chosen === "off" ? rule.severity : chosen;
  }

  private add(rule: Rule): void {
    if (rule.on === "document") this.documentRules.push(rule);
    else if (rule.on === "attribute") this.attributes.push(rule);
    else if (rule.on === "validate-jwt") this.jwtRules.push(rule);
    else if (rule.on === "stray attribute") this.strayAttributeRules.push(rule);
    else if (rule.on === "expression") this.expressionRules.push(rule);
    else this.elements.push(rule);
  }
}
