import { asList, asNode, type Documents, type Located } from "./documents.ts";
import type { Mismatch } from "./schemas.ts";

/** What besides types a body must heed. */
export interface WalkRules {
  /** What the service alone may set is not to be sent. */
  readonly refuseReadOnly: boolean;
  /** Secrets are not shown by a plain read. */
  readonly refuseSecrets: boolean;
}

interface Shape {
  readonly properties: ReadonlyMap<string, readonly Located[]>;
  readonly items: readonly Located[];
  /** Schemas of members without a name of their own. */
  readonly others: readonly Located[];
  /** Members of any name are allowed. */
  readonly isOpen: boolean;
}

/** Finds members that no schema names, read-only ones in requests and secrets in answers. */
export class PropertyWalk {
  private readonly documents: Documents;
  private readonly rules: WalkRules;

  constructor(documents: Documents, rules: WalkRules) {
    this.documents = documents;
    this.rules = rules;
  }

  /** What is wrong with `value`, which any of `schemas` may describe. */
  *check(schemas: readonly Located[], value: unknown, pointer = ""): Generator<Mismatch> {
    if (typeof value !== "object" || value === null) return;
    const shape = this.shapeOf(schemas);
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        yield* this.check(shape.items, item, `${pointer}/${index}`);
      return;
    }
    for (const [name, member] of Object.entries(value)) {
      const place = `${pointer}/${name}`;
      const known = shape.properties.get(name) ?? shape.others;
      yield* this.checkFlags(known, member, place);
      if (known.length > 0) yield* this.check(known, member, place);
      else if (!shape.isOpen) yield { pointer: place, message: "unknown property", value: member };
    }
  }

  /** The members that a value may have which any of `schemas` may describe, each with what describes it. */
  membersOf(schemas: readonly Located[]): ReadonlyMap<string, readonly Located[]> {
    return this.shapeOf(schemas).properties;
  }

  /** What may describe the elements of a list which any of `schemas` may describe. */
  elementsOf(schemas: readonly Located[]): readonly Located[] {
    return this.shapeOf(schemas).items;
  }

  /** `schemas` with all that they are made of. */
  partsOf(schemas: readonly Located[]): readonly Located[] {
    return schemas.flatMap((schema) => this.parts(schema, 0));
  }

  private *checkFlags(schemas: readonly Located[], value: unknown, pointer: string): Generator<Mismatch> {
    const flags = schemas.flatMap((schema) => [schema.node, this.documents.follow(schema).node]);
    if (this.rules.refuseReadOnly && flags.some((node) => node["readOnly"] === true)) {
      yield { pointer, message: "is read-only and was sent", value };
    }
    if (this.rules.refuseSecrets && value !== null && flags.some((node) => node["x-ms-secret"] === true)) {
      yield { pointer, message: "is a secret and was shown", value: undefined };
    }
  }

  private shapeOf(schemas: readonly Located[]): Shape {
    const all = schemas.flatMap((schema) => this.parts(schema, 0));
    const properties = new Map<string, Located[]>();
    for (const { document, node } of all) {
      for (const [name, property] of Object.entries(asNode(node["properties"]))) {
        properties.set(name, [...(properties.get(name) ?? []), { document, node: asNode(property) }]);
      }
    }
    const additional = all.filter(({ node }) => node["additionalProperties"] !== undefined);
    const others = additional
      .filter(({ node }) => Object.keys(asNode(node["additionalProperties"])).length > 0)
      .map(({ document, node }) => ({ document, node: asNode(node["additionalProperties"]) }));
    return {
      properties,
      others,
      items: all
        .filter(({ node }) => node["items"] !== undefined)
        .map(({ document, node }) => ({ document, node: asNode(node["items"]) })),
      isOpen:
        properties.size === 0 ||
        additional.some(({ node }) => node["additionalProperties"] !== false) ||
        all.some(({ node }) => node["patternProperties"] !== undefined),
    };
  }

  /** A schema with all it is made of. */
  private parts(schema: Located, depth: number): Located[] {
    if (depth > 12) return [];
    const { document, node } = this.documents.follow(schema);
    const inner = ["allOf", "anyOf", "oneOf"].flatMap((name) => asList(node[name]));
    return [
      { document, node },
      ...inner.flatMap((one) => this.parts({ document, node: asNode(one) }, depth + 1)),
    ];
  }
}
