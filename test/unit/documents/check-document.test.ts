import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { applyEdits } from "../../../src/core/edit.ts";
import { slice } from "../../../src/core/span.ts";
import { checkDocument as checkBy, ownProblems } from "../../../src/documents/check-document.ts";
import { checkDocument, documentOf } from "../../../src/documents/index.ts";
import { parseDocument } from "../../../src/documents/parse.ts";
import type { Stored } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { gate, gateOf, gateSchema } from "./toys.ts";

const check = (text: string, base?: Stored) => checkBy(gate, text, base, gateSchema);

/** What is said, and of what: `code severity: place`. */
async function said(text: string, base?: Stored): Promise<readonly string[]> {
  const problems = await check(text, base);
  return problems.map(({ code, severity, span }) => `${code} ${severity}: ${slice(text, span)}`);
}

suite("documents: what is wrong with a text", () => {
  test("nothing with one as it was opened", async () => {
    assert.deepEqual(await check(documentOf(gate, gateOf({ colour: "red" })), gateOf({ colour: "red" })), []);
  });

  test("what the schema says, in its words and at its place", async () => {
    const text = '{ "displayName": "Much too long", "height": -1, "color": "blue", "is_open": "yes" }';
    assert.deepEqual(await said(text, gateOf()), [
      'schema error: "Much too long"',
      "schema error: -1",
      'schema error: "blue"',
      'schema error: "yes"',
    ]);
    const [first] = await check(text, gateOf());
    assert.equal(first?.message, "String is longer than the maximum length of 10.");
  });

  test("of a new one what it lacks, and of one that is there not: what is left out stays", async () => {
    const text = '{ "id": "west", "displayName": "West", "clientId": "abc" }';
    assert.deepEqual(await said(text), ["schema error: {"]);
    assert.deepEqual(await said(text, gateOf({}, "west")), []);
  });

  test("what is as it was opened is only information, whatever the schema says", async () => {
    const base = gateOf({ displayName: "Much too long", height: -1 });
    const text = documentOf(gate, base).replace("-1", "-2");
    assert.deepEqual(await said(text, base), ['schema information: "Much too long"', "schema error: -2"]);
  });

  test("what was said already is not said again in the schema's words", async () => {
    const text = '{ "colour": "red", "created_at": "now", "keepers": "ann", "clientSecret": "hunter2" }';
    assert.deepEqual(await said(text, gateOf()), [
      'unknown-field error: "colour"',
      'read-only error: "created_at": "now"',
      'no-list error: "ann"',
      'secret-in-clear error: "hunter2"',
    ]);
    assert.doesNotMatch(JSON.stringify(await check(text, gateOf())), /hunter2/);
  });

  test("a text that cannot be read is told once", async () => {
    assert.deepEqual(await said('{ "height": -1,'), ["syntax error: "]);
  });

  test("lists with the same in them twice, of a schema or not", async () => {
    assert.deepEqual(await said('{ "keepers": ["ann", "bob", "ann"] }', gateOf()), [
      'duplicate-element warning: "ann"',
    ]);
  });

  test("a kind without a schema is held to what the kind itself says", async () => {
    const problems = await checkDocument({ ...gate, document: "none-such" }, '{ "height": -1 }', gateOf());
    assert.deepEqual(problems, []);
  });

  test("a byte order mark moves nothing", async () => {
    const text = '\uFEFF{ "height": -1 }';
    assert.deepEqual(await said(text, gateOf()), ["schema error: -1"]);
  });
});

suite("documents: what is fixed once it is there", () => {
  test("is put back by the fix", async () => {
    const base = gateOf({ maker: "Smith & Sons" });
    const text = documentOf(gate, base).replace("Sons", "Daughters").replace('"north"', '"south"');
    const problems = await check(text, base);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["immutable-changed", "immutable-changed"],
    );
    const edits = problems.flatMap(({ fix }) => fix?.edits ?? []);
    assert.equal(applyEdits(text, edits), documentOf(gate, base));
  });

  test("is not told of what was left out", async () => {
    assert.deepEqual(await check("{}", gateOf({ maker: "Smith" })), []);
  });
});

suite("documents: what a new one needs", () => {
  const rest = '"displayName": "W", "clientId": "abc", "authorizationEndpoint": "https://a.example"';
  for (const [what, text, place] of [
    ["no id", `{ ${rest} }`, "{"],
    ["an empty id", `{ "id": "", ${rest} }`, '""'],
  ] as const) {
    test(`an id, where it has ${what}`, async () => {
      assert.deepEqual(await said(text), [`id-missing error: ${place}`]);
    });
  }

  test("an application, where its secret is to come from one", async () => {
    const wish = '"clientSecret": { "secret": "from-application" }';
    const named = `{ "id": "w", ${wish}, ${rest} }`;
    assert.deepEqual(await said(named), []);
    const unnamed = await said(named.replace("https://a.example", "https:"));
    assert.deepEqual(unnamed, ['no-application error: { "secret": "from-application" }']);
    assert.deepEqual(await said(`{ ${wish} }`, gateOf()), []);
  });
});

suite("documents: time", () => {
  test("a megabyte is read and checked in the blink of an eye", async () => {
    const keepers = Array.from({ length: 20_000 }, (_, n) => `https://keepers.example.com/of/the/gate/${n}`);
    const base = gateOf({ keepers });
    const text = documentOf(gate, base).replace('"North"', '"Much too long"');
    assert.ok(text.length > 1_000_000, `${text.length}`);
    assert.equal((await check(text, base)).length, 1);
    assert.equal(ownProblems(gate, text, base, gateSchema).length, 0);
    // In turns, and the least of each: where the machine has other things to do, reading alone tells how slow it is.
    const acts = [
      () => parseDocument(text),
      () => ownProblems(gate, text, base, gateSchema),
      () => check(text, base),
    ];
    const least = acts.map(() => Number.POSITIVE_INFINITY);
    for (let round = 0; round < 15; round += 1) {
      for (const [index, act] of acts.entries()) {
        const start = performance.now();
        await act();
        least[index] = Math.min(least[index] ?? 0, performance.now() - start);
      }
    }
    const [reading = 0, typing = 0, whole = 0] = least;
    const times = least.map((time) => time.toFixed(0)).join(", ");
    assert.ok(typing <= Math.max(100, 8 * reading), `at each key: ${times} ms`);
    assert.ok(whole <= Math.max(200, 20 * reading), `with the schema: ${times} ms`);
  });

  test("what an editor is told of a text is what a review says, without the schema's part", async () => {
    for (const text of [
      '{ "displayName": "Much too long", "heigth": 1, "secret": "typed" }',
      '{ "id": "other", "displayName": "North", "keepers": ["a", "a"] }',
      "{ broken",
    ]) {
      const all = await check(text, gateOf());
      const own = ownProblems(gate, text, gateOf(), gateSchema);
      assert.deepEqual(
        own,
        all.filter(({ code }) => code !== "schema"),
      );
      assert.ok(own.length > 0, text);
    }
  });

  test("a lifetime for browsers is not longer than that of all tokens", async () => {
    const value = {
      id: "a",
      identifier: "urn:a",
      isSystem: false,
      tokenLifetime: 8_000,
      tokenLifetimeForWeb: 7_200,
    };
    const base = { ref: { kind: auth0Api.id, owner: "contoso.eu.auth0.com", id: "a" }, value };
    const of = async (text: string) =>
      (await checkDocument(auth0Api, text, base)).map(({ code, severity }) => `${code} ${severity}`);
    assert.deepEqual(await of('{ "token_lifetime_for_web": 8000 }'), []);
    assert.deepEqual(await of('{ "token_lifetime_for_web": 8001 }'), ["too-great error"]);
    assert.deepEqual(await of('{ "token_lifetime": 60, "token_lifetime_for_web": 61 }'), ["too-great error"]);
    // Auth0 shortens what nobody names
    assert.deepEqual(await of('{ "token_lifetime": 60, "token_lifetime_for_web": 7200 }'), [
      "too-great warning",
    ]);
    assert.deepEqual(await of('{ "token_lifetime": 60 }'), []);
  });
});
