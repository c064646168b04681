import { readJwtPolicy } from "../../jwt/read.ts";
import type { AttributeNode, ElementNode, Expression, PolicyDocument } from "../../syntax/nodes.ts";
import { holdsTemplate } from "../../syntax/templates.ts";
import { hasAllAttributes } from "../reading/elements.ts";
import type { Reads, Rule, RuleContext, Seat } from "./rule.ts";
import type { RuleTable } from "./rule-table.ts";
import { type Station, Stations } from "./stations.ts";

/** What rules report to, told beforehand which one is at work. */
export interface RuleRun extends RuleContext {
  begin(rule: Rule): void;
}

/** Walks all elements once, in the order of the text, and hands each to the rules that look at it. */
export function visitElements(document: PolicyDocument, table: RuleTable, run: RuleRun): void {
  const stations = new Stations(table);
  const open: Stand[] = [];
  for (const element of document.elements()) {
    while (open.length > 0 && open[open.length - 1]?.element !== element.parent) open.pop();
    const parent = open[open.length - 1]?.station;
    const station = stations.get(parent, element.name);
    const stand = { element, place: station.place, parent: parent?.place, station };
    open.push(stand);
    if (station.place.kind !== "free" && !isNameless(stand)) visit(stand, table, run);
  }
}

/** An element whose children may follow. */
interface Stand extends Seat {
  readonly station: Station;
}

function visit(stand: Stand, table: RuleTable, run: RuleRun): void {
  const { element, station } = stand;
  runAll(station.rules, stand, element, run);
  if (!element.broken)
    for (const attribute of element.attributes) visitAttribute(attribute, stand, table, run);
  for (const child of element.children) {
    if (child.kind === "expression") visitExpression(child.expression, table, run);
  }
  if (station.place.path === "validate-jwt" && table.jwtRules.length > 0) {
    runAll(table.jwtRules, readJwtPolicy(element, run.text, run.options.live), element, run);
  }
}

/** Has `rules` look at `subject`, which is or was read from `element`. */
function runAll<Subject>(
  rules: readonly (Rule & ElementReader<Subject>)[],
  subject: Subject,
  element: ElementNode,
  run: RuleRun,
): void {
  const whole = hasAllAttributes(element);
  const { ended } = element;
  for (const rule of rules) {
    if (!canRead(rule.reads, whole, ended)) continue;
    run.begin(rule);
    rule.check(subject, run);
  }
}

/** A rule that looks at an element, or at what was read from one. */
interface ElementReader<Subject> {
  readonly reads: Reads;
  check(subject: Subject, context: RuleContext): void;
}

/** Whether a deployment tool gives the element its name; what it holds is `free` then. */
function isNameless({ element, place }: Seat): boolean {
  return place.kind === "unknown" && holdsTemplate(element.name);
}

/** Whether what `reads` names is what somebody wrote, and not what the parser made of something broken. */
function canRead(reads: Reads, whole: boolean, ended: boolean): boolean {
  if (reads === "name") return true;
  return (whole || reads === "content") && (ended || reads === "attributes");
}

function visitAttribute(attribute: AttributeNode, stand: Stand, table: RuleTable, run: RuleRun): void {
  if (attribute.expression) visitExpression(attribute.expression, table, run);
  const { facts } = stand.place;
  if (!facts) return;
  const known = stand.station.attributes.get(attribute.name);
  if (known) {
    for (const rule of known.rules) {
      run.begin(rule);
      rule.check(attribute, known.facts, run, stand);
    }
  } else if (!holdsTemplate(attribute.name)) {
    for (const rule of table.strayAttributeRules) {
      run.begin(rule);
      rule.check(attribute, run, facts);
    }
  }
}

function visitExpression(expression: Expression, table: RuleTable, run: RuleRun): void {
  for (const rule of table.expressionRules) {
    run.begin(rule);
    rule.check(expression, run);
  }
}
