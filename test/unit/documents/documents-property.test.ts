import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { checkDocument } from "../../../src/documents/check-document.ts";
import {
  type DocumentPlan,
  type Draft,
  documentOf,
  duplicateOf,
  planCreation,
  planUpdate,
  readDocument,
} from "../../../src/documents/index.ts";
import { namedFields } from "../../../src/documents/names.ts";
import { type DocumentSchema, isRemovable, schemaOf } from "../../../src/documents/schemas.ts";
import { kinds } from "../../../src/resources/all-kinds.ts";
import { byKey, isSame, isSameElement } from "../../../src/resources/elements.ts";
import { agrees, type Fields, fieldsOf, withChanges } from "../../../src/resources/fields.ts";
import type { Field, Json, Kind } from "../../../src/resources/kind.ts";
import { possible, sidesOf, storedOf, valuesOf } from "./any-document.ts";
import { gate, gateOf, gateSchema, shop } from "./toys.ts";

const runs = Number(process.env["DOCUMENT_RUNS"]) || 1000;
const settings = { numRuns: runs, seed: 9 };

/** The toys, and every kind whose documents can be written. */
const documentable: readonly (readonly [Kind, DocumentSchema | undefined])[] = [
  [gate, gateSchema],
  [shop, undefined],
  ...kinds
    .filter(({ document, rights }) => document !== undefined && rights.update !== undefined)
    .map((kind) => [kind, schemaOf(kind)] as const),
];

/** What `text` says, in which nothing is wrong. */
function read(kind: Kind, text: string): Draft {
  const { draft, problems } = readDocument(kind, text);
  assert.deepEqual(problems, [], text);
  assert.ok(draft);
  return draft;
}

const draftOf = (values: Fields): Draft => ({ values, secrets: {}, hasComments: false });

/** The smallest things that belong to one side: fields, elements of sets, and members where all sides have objects. */
function placesOf(field: Field, path: string, ...sides: readonly (Json | undefined)[]): readonly string[] {
  if (!field.set) return leavesOf(sides).map((names) => `${path} ${JSON.stringify(names)}`);
  return [...new Set(sides.flatMap((side) => [...byKey(field, side).keys()]))].map((key) => `${path} ${key}`);
}

function at(field: Field, place: string, path: string, value: Json | undefined): Json | undefined {
  const rest = place.slice(path.length + 1);
  if (field.set) return byKey(field, value).get(rest) ?? undefined;
  const names: readonly string[] = JSON.parse(rest);
  const one = names.reduce((side, name) => membersOf(side)?.get(name), value);
  return one ?? undefined;
}

function leavesOf(sides: readonly (Json | undefined)[]): readonly (readonly string[])[] {
  const objects = sides.flatMap((side) => membersOf(side) ?? []);
  if (objects.length < sides.length) return [[]];
  const names = new Set(objects.flatMap((one) => [...one.keys()]));
  return [...names].flatMap((name) =>
    leavesOf(objects.map((one) => one.get(name))).map((rest) => [name, ...rest]),
  );
}

function membersOf(side: Json | undefined): ReadonlyMap<string, Json | undefined> | undefined {
  const isObject = typeof side === "object" && side !== null && !Array.isArray(side);
  return isObject ? new Map(Object.entries(side)) : undefined;
}

/** How many conflicts are about a field, or about one of its elements. */
function conflictsAt({ conflicts }: DocumentPlan, mine: Json | undefined, theirs: Json | undefined): number {
  return conflicts.filter((one) => isSame(one.mine, mine) && isSame(one.theirs, theirs)).length;
}

for (const [kind, schema] of documentable) {
  // Nothing may be lost in a thousand runs of each; what a document alone says is proved by fewer.
  const isToy = !kinds.includes(kind);
  const fewer = { numRuns: isToy ? runs : runs / 4, seed: 9 };
  const open = namedFields(kind).filter(({ field }) => !field.secret);
  const after = (now: Fields, { change }: DocumentPlan) => withChanges(kind, now, change?.fields ?? []);

  suite(`documents of any ${kind.noun}`, () => {
    test("opened and not changed lead to nothing", () => {
      fc.assert(
        fc.property(valuesOf(kind, schema), (value) => {
          const stored = storedOf(kind, value);
          const plan = planUpdate(kind, stored, stored, read(kind, documentOf(kind, stored)));
          assert.deepEqual(plan, {
            change: undefined,
            theirs: [],
            conflicts: [],
            leftOut: [],
            fixed: [],
            asks: [],
            notes: [],
          });
        }),
        fewer,
      );
    });

    test("with one field changed lead to exactly that", () => {
      const any = fc.tuple(valuesOf(kind, schema), valuesOf(kind, schema), fc.nat(open.length - 1));
      fc.assert(
        fc.property(any, ([value, other, which]) => {
          const field = open[which];
          if (!field || other[field.path] === undefined) return;
          const base = storedOf(kind, value);
          const wanted = { ...value, [field.path]: other[field.path] ?? null };
          if (!isSame(wanted, possible(kind, wanted))) return;
          const draft = read(kind, documentOf(kind, storedOf(kind, wanted)));
          const plan = planUpdate(kind, base, base, draft);
          const [one, two] = [value[field.path], other[field.path]];
          const isEqual = field.field.set
            ? placesOf(field.field, "", one, two).every((place) =>
                isSame(at(field.field, place, "", one), at(field.field, place, "", two)),
              )
            : isSame(one, two) || kind.isSame?.(field.path as never, two, one);
          const paths = plan.change?.fields.map(({ path }) => path) ?? [];
          if (field.field.fixed) {
            assert.deepEqual([paths, plan.fixed], [[], isEqual ? [] : [field.field.label]]);
          } else {
            assert.deepEqual(paths, isEqual ? [] : [field.path]);
          }
        }),
        fewer,
      );
    });

    test("lose nothing of theirs and nothing of mine, whatever changed meanwhile", () => {
      fc.assert(
        fc.property(sidesOf(kind, schema), ({ base, now, other, choices }) => {
          const values = open.flatMap(({ path, name, field }): [string, Json][] => {
            const wish = field.fixed ? "base" : choices[path];
            const choice = wish === "null" && !field.set && !isRemovable(schema, name) ? "base" : wish;
            const value = choice === "null" ? null : choice === "other" ? other[path] : base[path];
            return value === undefined || choice === "out" ? [] : [[path, value]];
          });
          const mine = Object.fromEntries(values);
          const [from, is] = [storedOf(kind, base), storedOf(kind, now)];
          const plan = planUpdate(kind, from, is, draftOf(mine), {}, {}, schema);
          const current = fieldsOf(kind, is.value);
          const result = after(current, plan);
          for (const { path, field } of open) {
            if (![base, now, mine, result].some((side) => Object.hasOwn(side, path))) continue;
            const wanted = Object.hasOwn(mine, path) ? mine[path] : base[path];
            for (const place of placesOf(field, path, base[path], now[path], wanted)) {
              const [b, n, m, r] = [base[path], now[path], wanted, result[path]].map((side) =>
                at(field, place, path, side),
              );
              const same = (one: Json | undefined, two: Json | undefined) =>
                // an element whose key is only written in other letters is the same one
                field.set ? isSameElement(field, one, two) : isSame(one, two) || agrees(kind, path, one, two);
              if (same(m, b)) assert.ok(same(r, n), `${place}: theirs was lost`);
              else if (same(n, b) || same(m, n)) assert.ok(same(r, m), `${place}: mine was lost`);
              else {
                assert.ok(conflictsAt(plan, m, n) > 0, `${place}: no conflict`);
                assert.ok(isSame(r, n), `${place}: decided by nobody`);
              }
            }
          }
          if (plan.conflicts.length === 0) return;
          const decide = (side: "mine" | "theirs") => {
            const resolution = Object.fromEntries(plan.conflicts.map((one) => [one.path, side]));
            return planUpdate(kind, from, is, draftOf(mine), resolution, {}, schema);
          };
          assert.deepEqual([decide("mine").conflicts, decide("theirs").conflicts], [[], []]);
          assert.deepEqual(after(current, decide("theirs")), result);
          const all = after(current, decide("mine"));
          for (const { mine: m, path } of plan.conflicts) {
            const named = open.find((one) => one.path === path);
            if (named) assert.ok(isSame(all[path], m), `${path}: mine was not taken`);
          }
        }),
        settings,
      );
    });
  });
}

suite("documents: whatever stands in a text", () => {
  const start = documentOf(gate, gateOf({ keepers: ["ann"], lanes: [{ value: "left" }], lamp: { a: 1 } }));
  const pieces = [
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "//",
    "/*",
    "*/",
    "null",
    "\\u",
    "1e9",
    "\uFEFF",
    "\0",
    "\r",
  ];
  const anyCharacter = fc.nat(0x10_ff_ff).map((code) => String.fromCodePoint(code));
  const slip = fc.record({
    at: fc.nat(start.length),
    cut: fc.nat(4),
    put: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: anyCharacter, maxLength: 4 })),
  });
  const broken = fc
    .array(slip, { minLength: 1, maxLength: 5 })
    .map((slips) =>
      slips.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), start),
    );

  test("it is read or told what is wrong, at a place in it", async () => {
    await fc.assert(
      fc.asyncProperty(broken, async (text) => {
        const { draft, problems } = readDocument(gate, text);
        assert.ok(draft || problems.some(({ severity }) => severity === "error"), text);
        for (const { span } of await checkDocument(gate, text, gateOf(), gateSchema)) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, text);
        }
      }),
      settings,
    );
  });

  test("a duplicate of it can be read where it could be read", () => {
    fc.assert(
      fc.property(broken, (text) => {
        const { draft } = readDocument(gate, text);
        if (!draft) return;
        const copy = read(gate, duplicateOf(gate, text).replaceAll('"ann", "ann"', '"ann"'));
        assert.deepEqual([copy.id, copy.values, copy.secrets], [undefined, draft.values, {}]);
      }),
      settings,
    );
  });
});

suite("documents: secrets", () => {
  const secret = fc.stringMatching(/^[a-z]{20}$/);

  test("stand in no text, no problem, and nowhere in a plan but as what is written", async () => {
    await fc.assert(
      fc.asyncProperty(secret, secret, fc.boolean(), async (old, typed, isAsked) => {
        const stored = gateOf({ clientSecret: old, masterKey: old });
        const text = documentOf(gate, stored);
        const clear = text.replace('{ "secret": "keep" }', isAsked ? '{ "secret": "ask" }' : `"${typed}"`);
        const { draft, problems } = readDocument(gate, clear);
        const all = await checkDocument(gate, clear, stored, gateSchema);
        assert.equal(draft === undefined, !isAsked);
        const wanted = draft ?? draftOf({});
        const plan = planUpdate(gate, stored, stored, wanted, {}, { clientSecret: typed });
        const { change, ...told } = plan;
        const whole = { ...wanted, id: "x" };
        const made = planCreation(gate, "owner", whole, { clientSecret: typed });
        const written = [change, made].map((one) => one && { ...one, fields: [] });
        const said = JSON.stringify([text, problems, all, told, written, duplicateOf(gate, clear)]);
        assert.ok(!said.includes(old) && !said.includes(typed), said);
        assert.deepEqual(change?.fields, isAsked ? [{ path: "clientSecret", after: typed }] : undefined);
      }),
      settings,
    );
  });
});
