import fc from "fast-check";
import { type NamedField, namedFields } from "../../../src/documents/names.ts";
import { type DocumentSchema, type FieldSchema, fieldSchema } from "../../../src/documents/schemas.ts";
import type { Fields } from "../../../src/resources/fields.ts";
import type { Field, Json, Kind, Stored } from "../../../src/resources/kind.ts";

/** Few and short, so that two sides often say the same. */
const word = fc.oneof(
  fc.constantFrom("a", "b", "A", "read:orders", "https://example.com/cb", "é", "“quoted”", "// no comment"),
  // few letters of many sorts: to make texts of all that there are costs a second
  fc.string({
    maxLength: 6,
    unit: fc.constantFrom(..."abZ 09-_.:\"\\{}[]<>&'#äßИ漢", "e\u0301", "👩‍🚀", "\u200f"),
  }),
);

const plain: fc.Arbitrary<Json> = fc.oneof(word, fc.integer(), fc.boolean());

const anything: fc.Arbitrary<Json> = fc.oneof(
  plain,
  fc.array(plain, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("alg", "leeway", "__proto__", "constructor"), plain, {
    maxKeys: 3,
    noNullPrototype: true,
  }),
);

/** Any value of a field: of the schema's type where it says one. */
function anyValueOf(
  kind: Kind,
  { name, field }: NamedField,
  schema: DocumentSchema | undefined,
): fc.Arbitrary<Json> {
  if (field.set) {
    const key = field.set.key;
    if (key === undefined) return fc.uniqueArray(word, { maxLength: 4 });
    const element = fc.record({ key: word, text: fc.option(word) });
    const keyOf = ({ key: one }: { readonly key: string }) => (field.set?.anyCase ? one.toLowerCase() : one);
    return fc
      .uniqueArray(element, { maxLength: 4, selector: keyOf })
      .map((all) => all.map(({ key: one, text }) => ({ [key]: one, ...(text !== null && { text }) })));
  }
  const type = typeOf(fieldSchema(schema, name));
  if (type === "boolean") return fc.boolean();
  if (type === "integer" || type === "number") return fc.integer({ min: 0, max: 20 });
  if (type === "string") return word;
  return kind.isSame ? word : anything;
}

function typeOf(field: FieldSchema | undefined): string | undefined {
  const types = field?.type === undefined || typeof field.type === "string" ? [field?.type] : field.type;
  return types.find((type) => type !== "null");
}

/** A few fields at a time, any of them: what one does hardly depends on all others, and the time on how many there are. */
const mostAtOnce = 5;

/** Any values of a few of the fields that are no secrets, each there or not. */
export function valuesOf(kind: Kind, schema: DocumentSchema | undefined): fc.Arbitrary<Fields> {
  return fewOf(kind, schema, (value) => fc.option(value)).map((all) =>
    possible(
      kind,
      Object.fromEntries(all.flatMap(([path, value]) => (value === null ? [] : [[path, value]]))),
    ),
  );
}

/** What stands in a field of a document on each side, and what the person makes of it. */
export interface Sides {
  readonly base: Fields;
  readonly now: Fields;
  /** What the person may write in place of what was there. */
  readonly other: Fields;
  readonly choices: Readonly<Record<string, Choice>>;
}

/** What becomes of a field in the text: it stays, says something else, is left out, or is `null`. */
export type Choice = "base" | "other" | "out" | "null";

/** Any three sides of a few of the fields that are no secrets. */
export function sidesOf(kind: Kind, schema: DocumentSchema | undefined): fc.Arbitrary<Sides> {
  const choice = fc.constantFrom<Choice>("base", "other", "out", "null");
  const any = fewOf(kind, schema, (value) =>
    fc.tuple(fc.option(value), fc.option(value), fc.option(value), fc.boolean(), choice),
  );
  return any.map((all) => {
    const side = (of: (one: (typeof all)[number][1]) => Json | null): Fields =>
      Object.fromEntries(
        all.flatMap(([path, one]) => {
          const value = of(one);
          return value === null ? [] : [[path, value]];
        }),
      );
    return {
      base: possible(
        kind,
        side(([base]) => base),
      ),
      now: possible(
        kind,
        side(([base, theirs, , isTheirs]) => (isTheirs ? theirs : base)),
      ),
      other: possible(
        kind,
        side(([, , other]) => other),
      ),
      choices: Object.fromEntries(all.map(([path, [, , , , wish]]) => [path, wish])),
    };
  });
}

/** A few of the fields that are no secrets, each once, with what `of` makes of its values. */
function fewOf<T>(
  kind: Kind,
  schema: DocumentSchema | undefined,
  of: (value: fc.Arbitrary<Json>) => fc.Arbitrary<T>,
): fc.Arbitrary<readonly (readonly [path: string, T])[]> {
  const open = namedFields(kind).filter(({ field }) => !field.secret);
  const one = open.map((named) => fc.tuple(fc.constant(named.path), of(anyValueOf(kind, named, schema))));
  return fc.uniqueArray(fc.oneof(...one), { maxLength: mostAtOnce, selector: ([path]) => path });
}

/** `values` as a cloud tells them: without those that are secrets because of another. */
export function possible({ fields }: Kind, values: Fields): Fields {
  const isTold = ([path]: [string, Json]) => {
    const { secretWhile } = new Map<string, Field>(Object.entries(fields)).get(path) ?? {};
    return !secretWhile || values[secretWhile.field] !== true;
  };
  return Object.fromEntries(Object.entries(values).filter(isTold));
}

/** One of them as a store gives it. */
export function storedOf(kind: Kind, value: object): Stored {
  return { ref: { kind: kind.id, owner: "owner", id: "one" }, value };
}
