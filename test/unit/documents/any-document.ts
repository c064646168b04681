import fc from "fast-check";
import { type NamedField, namedFields } from "../../../src/documents/names.ts";
import { type DocumentSchema, type FieldSchema, fieldSchema } from "../../../src/documents/schemas.ts";
import type { Field, Json, Kind, Stored } from "../../../src/resources/kind.ts";

/** Few and short, so that two sides often say the same. */
const word = fc.oneof(
  fc.constantFrom("a", "b", "A", "read:orders", "https://example.com/cb", "é", "“quoted”", "// no comment"),
  fc.string({ maxLength: 8, unit: "grapheme" }).filter((text) => !/\p{Surrogate}/u.test(text)),
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

/** Any values of the fields that are no secrets, each there or not. */
export function valuesOf(
  kind: Kind,
  schema: DocumentSchema | undefined,
): fc.Arbitrary<Readonly<Record<string, Json>>> {
  const open = namedFields(kind).filter(({ field }) => !field.secret);
  const model = Object.fromEntries(open.map((named) => [named.path, anyValueOf(kind, named, schema)]));
  return fc
    .record(model, { requiredKeys: [] })
    .map((values) => possible(kind, Object.fromEntries(Object.entries(values).flatMap(present))));
}

/** `values` as a cloud tells them: without those that are secrets because of another. */
export function possible(
  { fields }: Kind,
  values: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  const isTold = ([path]: [string, Json]) => {
    const { secretWhile } = new Map<string, Field>(Object.entries(fields)).get(path) ?? {};
    return !secretWhile || values[secretWhile.field] !== true;
  };
  return Object.fromEntries(Object.entries(values).filter(isTold));
}

function present([path, value]: readonly [string, Json | undefined]): readonly (readonly [string, Json])[] {
  return value === undefined ? [] : [[path, value]];
}

/** One of `choices` for each field. */
export function choiceOf<T>(kind: Kind, ...choices: readonly T[]): fc.Arbitrary<Readonly<Record<string, T>>> {
  const paths = Object.keys(kind.fields);
  return fc
    .array(fc.constantFrom(...choices), { minLength: paths.length, maxLength: paths.length })
    .map((all) =>
      Object.fromEntries(
        paths.flatMap((path, index) => all.slice(index, index + 1).map((one) => [path, one])),
      ),
    );
}

/** One of them as a store gives it. */
export function storedOf(kind: Kind, value: object): Stored {
  return { ref: { kind: kind.id, owner: "owner", id: "one" }, value };
}
