import { childPlace, type Place, rootPlace } from "../../facts/places.ts";
import type { AttributeNode, ElementNode, Expression, PolicyDocument } from "../../syntax/nodes.ts";
import { holdsTemplate } from "../../syntax/templates.ts";
import { hasAllAttributes } from "../reading/elements.ts";
import { readJwtPolicy } from "../reading/jwt-policy.ts";
import type { Reads, Rule, RuleContext, Seat } from "./rule.ts";
import type { RuleTable } from "./rule-table.ts";

/** What rules report to, told beforehand which one is at work. */
export interface RuleRun extends RuleContext {
  begin(rule: Rule): void;
}

/** Places by name below each place, so that the thousandth `audience` costs one look-up. */
class PlaceCache {
  private readonly below = new Map<Place | undefined, Map<string, Place>>();
  private readonly policies = new Map<string, Place>();

  get(parent: Place | undefined, name: string): Place {
    const places = this.below.get(parent) ?? new Map<string, Place>();
    if (places.size === 0) this.below.set(parent, places);
    const known = places.get(name);
    if (known) return known;
    const place = this.shared(parent ? childPlace(parent, name) : rootPlace(name), parent);
    places.set(name, place);
    return place;
  }

  /** However deep a policy is nested in branches, its place is the same as long as its section is. */
  private shared(place: Place, parent: Place | undefined): Place {
    if (place.kind !== "policy" || parent?.facts?.content !== "policies") return place;
    const key = `${place.path} ${place.section} ${place.resolver} ${place.contained}`;
    const same = this.policies.get(key);
    if (same) return same;
    this.policies.set(key, place);
    return place;
  }
}

/** Walks all elements once, in the order of the text, and hands each to the rules that look at it. */
export function visitElements(document: PolicyDocument, table: RuleTable, run: RuleRun): void {
  const cache = new PlaceCache();
  const open: Seat[] = [];
  for (const element of document.elements()) {
    while (open.length > 0 && open[open.length - 1]?.element !== element.parent) open.pop();
    const parent = open[open.length - 1]?.place;
    const place = cache.get(parent, element.name);
    const seat = { element, place, parent };
    open.push(seat);
    if (place.kind !== "free" && !isNameless(seat)) visit(seat, table, run);
  }
}

function visit(seat: Seat, table: RuleTable, run: RuleRun): void {
  const { element, place } = seat;
  for (const rule of table.elementRules(element.name, place)) {
    if (!canRead(element, rule.reads)) continue;
    run.begin(rule);
    rule.check(seat, run);
  }
  if (!element.broken)
    for (const attribute of element.attributes) visitAttribute(attribute, seat, table, run);
  for (const child of element.children) {
    if (child.kind === "expression") visitExpression(child.expression, table, run);
  }
  if (place.path === "validate-jwt") visitJwt(element, table, run);
}

/** Whether a deployment tool gives the element its name; what it holds is `free` then. */
function isNameless({ element, place }: Seat): boolean {
  return place.kind === "unknown" && holdsTemplate(element.name);
}

/** Whether what `reads` names is what somebody wrote, and not what the parser made of something broken. */
function canRead(element: ElementNode, reads: Reads): boolean {
  if (!hasAllAttributes(element) && (reads === "attributes" || reads === "both")) return false;
  return element.ended || reads === "name" || reads === "attributes";
}

function visitAttribute(attribute: AttributeNode, seat: Seat, table: RuleTable, run: RuleRun): void {
  if (attribute.expression) visitExpression(attribute.expression, table, run);
  const { facts } = seat.place;
  if (!facts) return;
  const known = facts.attributes.get(attribute.name);
  if (known) {
    for (const rule of table.attributeRules(known)) {
      run.begin(rule);
      rule.check(attribute, known, run, seat);
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

function visitJwt(element: ElementNode, table: RuleTable, run: RuleRun): void {
  if (table.jwtRules.length === 0) return;
  const jwt = readJwtPolicy(element, run.text, run.options.live);
  for (const rule of table.jwtRules) {
    if (!canRead(element, rule.reads)) continue;
    run.begin(rule);
    rule.check(jwt, run);
  }
}
