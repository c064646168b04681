import type {
  AttributeRule,
  DocumentRule,
  ElementRule,
  JwtRule,
  LintOptions,
  Rule,
  Severity,
} from "./rule.ts";

/** The rules that are switched on, ready to be looked up by what they look at. */
export class RuleTable {
  readonly documentRules: DocumentRule[] = [];
  readonly attributeRules: AttributeRule[] = [];
  readonly jwtRules: JwtRule[] = [];
  private readonly everywhere: ElementRule[] = [];
  private readonly byName = new Map<string, ElementRule[]>();
  private readonly severities: NonNullable<LintOptions["severities"]>;

  constructor(rules: readonly Rule[], severities: NonNullable<LintOptions["severities"]>) {
    this.severities = severities;
    for (const rule of rules) if (severities[rule.id] !== "off") this.add(rule);
    for (const list of this.byName.values()) list.unshift(...this.everywhere);
  }

  /** Rules for elements called `name`. */
  elementRules(name: string): readonly ElementRule[] {
    return this.byName.get(name) ?? this.everywhere;
  }

  severityOf(rule: Rule): Severity {
    const chosen = this.severities[rule.id];
    return chosen === undefined || chosen === "off" ? rule.severity : chosen;
  }

  private add(rule: Rule): void {
    if (rule.on === "document") this.documentRules.push(rule);
    else if (rule.on === "attribute") this.attributeRules.push(rule);
    else if (rule.on === "validate-jwt") this.jwtRules.push(rule);
    else if (!rule.names) this.everywhere.push(rule);
    else for (const name of rule.names) this.addFor(name, rule);
  }

  private addFor(name: string, rule: ElementRule): void {
    const list = this.byName.get(name);
    if (list) list.push(rule);
    else this.byName.set(name, [rule]);
  }
}
