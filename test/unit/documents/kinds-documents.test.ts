import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  checkDocument,
  duplicateOf,
  planCreation,
  readDocument,
  templateOf,
} from "../../../src/documents/index.ts";
import { namedFields } from "../../../src/documents/names.ts";
import { schemaOf } from "../../../src/documents/schemas.ts";
import { wishesFor } from "../../../src/documents/wishes.ts";
import { kinds } from "../../../src/resources/all-kinds.ts";
import type { Stored } from "../../../src/resources/kind.ts";

const documentable = kinds.filter((kind) => schemaOf(kind) !== undefined);

suite("documents of the kinds that have a schema", () => {
  test("are those of both clouds", () => {
    assert.ok(documentable.length >= 2, documentable.map(({ id }) => id).join());
  });

  for (const kind of documentable) {
    const schema = schemaOf(kind);

    const isMade = kind.rights.create !== undefined;
    if (isMade)
      test(`${kind.noun}: a template can be read and planned, and lacks only what a person must write`, async () => {
        const text = templateOf(kind);
        const { draft, problems } = readDocument(kind, text);
        assert.deepEqual(problems, []);
        assert.ok(draft?.hasComments, text);
        for (const { span } of await checkDocument(kind, text, undefined)) {
          assert.match(text.slice(span.start, span.end), /^(?:""|"https:\/\/"|\[\])$/, text);
        }
        const given = Object.fromEntries(Object.keys(draft.secrets).map((path) => [path, "given"]));
        assert.equal(planCreation(kind, "owner", { ...draft, id: "new" }, given).verb, "create");
      });

    for (const { name, field } of namedFields(kind).filter((one) => one.field.onlyChanged))
      test(`${kind.noun}: a new one is not made with ${name}, and another one like it has none`, async () => {
        const text = JSON.stringify({ id: "one", [name]: field.set ? ["a"] : "2030-01-31T00:00:00Z" });
        const codes = async (base?: Stored) =>
          (await checkDocument(kind, text, base)).flatMap(({ code, span }) =>
            code === "only-changed" ? [text.slice(span.start, span.end)] : [],
          );
        assert.equal((await codes()).length, 1);
        assert.deepEqual(
          await codes({ ref: { kind: kind.id, owner: "owner", id: "one" }, value: { id: "one" } }),
          [],
        );
        assert.ok(!duplicateOf(kind, text).includes(name));
      });

    test(`${kind.noun}: its schema agrees with every word that may stand for a secret`, async () => {
      for (const one of namedFields(kind).filter(({ field }) => field.secret)) {
        const wishes = wishesFor(kind, one, schema);
        assert.ok(wishes.includes("keep"), one.name);
        for (const wish of wishes) {
          const text = JSON.stringify({ [one.name]: { secret: wish } });
          const { draft, problems } = readDocument(kind, text);
          assert.deepEqual([draft?.secrets, problems], [{ [one.path]: wish }, []]);
        }
      }
    });
  }
});
