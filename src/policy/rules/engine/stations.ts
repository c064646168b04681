import type { AttributeFacts } from "../../facts/model.ts";
import { childPlace, type Place, rootPlace } from "../../facts/places.ts";
import type { AttributeRule, ElementRule } from "./rule.ts";
import type { RuleTable } from "./rule-table.ts";

/** What an attribute means in its place, and the rules for it. */
interface AttributeStop {
  readonly facts: AttributeFacts;
  readonly rules: readonly AttributeRule[];
}

/** A place as the walk over a document comes by it: all that it needs there is looked up once and not per element. */
export interface Station {
  readonly place: Place;
  /** Rules for the elements here; elements of one place have one name. */
  readonly rules: readonly ElementRule[];
  /** By name, those that have a meaning. */
  readonly attributes: ReadonlyMap<string, AttributeStop>;
  /** Those of child elements, by name, as far as they were met. */
  readonly below: Map<string, Station>;
}

/** Stations by name below each other, so that the thousandth `audience` costs one look-up. */
export class Stations {
  private readonly roots = new Map<string, Station>();
  private readonly policies = new Map<string, Station>();

  constructor(private readonly table: RuleTable) {}

  /** Where an element called `name` stands within one at `parent`. */
  get(parent: Station | undefined, name: string): Station {
    const siblings = parent?.below ?? this.roots;
    const known = siblings.get(name);
    if (known) return known;
    const station = this.make(parent?.place, name);
    siblings.set(name, station);
    return station;
  }

  /** However deep a policy is nested in branches, its place is the same as long as its section is. */
  private make(parent: Place | undefined, name: string): Station {
    const place = parent ? childPlace(parent, name) : rootPlace(name);
    if (place.kind !== "policy" || parent?.facts?.content !== "policies") return this.open(place, name);
    const key = `${place.path} ${place.section} ${place.resolver} ${place.contained}`;
    const station = this.policies.get(key) ?? this.open(place, name);
    this.policies.set(key, station);
    return station;
  }

  private open(place: Place, name: string): Station {
    const attributes = new Map<string, AttributeStop>();
    for (const [key, facts] of place.facts?.attributes ?? [])
      attributes.set(key, { facts, rules: this.table.attributeRules(facts) });
    return { place, rules: this.table.elementRules(name, place), attributes, below: new Map() };
  }
}
