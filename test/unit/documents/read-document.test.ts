import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { applyEdits } from "../../../src/core/edit.ts";
import { slice } from "../../../src/core/span.ts";
import { type DocumentProblem, type Draft, readDocument } from "../../../src/documents/index.ts";
import { readDocument as readBy } from "../../../src/documents/read-document.ts";
import { gate, gateSchema, shop } from "./toys.ts";

/** The draft of a text in which nothing is wrong. */
function draftOf(text: string): Draft {
  const { draft, problems } = readDocument(gate, text);
  assert.deepEqual(problems, []);
  assert.ok(draft);
  return draft;
}

/** The one problem of a text, of which nothing can be planned. */
function problemOf(text: string): DocumentProblem {
  const { draft, problems } = readDocument(gate, text);
  assert.equal(draft, undefined);
  const [problem] = problems;
  assert.ok(problem && problems.length === 1, JSON.stringify(problems));
  return problem;
}

suite("documents: what a text says", () => {
  test("stands under the kind's own names, what shall go away is null, and what is left out is not there", () => {
    assert.deepEqual(draftOf('{ "id": "north", "color": "red", "height": null, "is_open": false }'), {
      id: "north",
      values: { colour: "red", height: null, isOpen: false },
      secrets: {},
      hasComments: false,
    });
  });

  test("has words for what shall become of secrets", () => {
    const text = '{ "clientSecret": { "secret": "from-application" }, "master_key": { "secret": "remove" } }';
    assert.deepEqual(draftOf(text).secrets, { clientSecret: "from-application", masterKey: "remove" });
  });

  test("may have a schema's address, comments everywhere, trailing commas, a byte order mark and any line ends", () => {
    const text =
      '\uFEFF/* a */ {\r\n  // b\r\n  "$schema": "./x.json", /* c */ "keepers" /* d */ : [ "ann", /* e */ ], // f\r\n}\r\n// g';
    assert.deepEqual(draftOf(text), {
      values: { keepers: ["ann"] },
      secrets: {},
      hasComments: true,
    });
  });

  test("has comments only where they are some", () => {
    assert.equal(draftOf('{ "displayName": "// none /* none */" }').hasComments, false);
  });

  test("may have names that mean something to JavaScript inside of values", () => {
    const { values } = draftOf('{ "lamp": { "__proto__": 1, "constructor": { "prototype": 2 } } }');
    assert.equal(JSON.stringify(values["lamp"]), '{"__proto__":1,"constructor":{"prototype":2}}');
    assert.equal(Object.getPrototypeOf(values["lamp"]), Object.prototype);
  });
});

suite("documents: a text that is no document", () => {
  for (const [what, text, code] of [
    ["an empty file", "", "syntax"],
    ["nothing but spaces", " \n", "syntax"],
    ["nothing but a byte order mark", "\uFEFF", "syntax"],
    ["nothing but a comment", "// later", "syntax"],
    ["a list", '[{ "id": "north" }]', "no-object"],
    ["a text", '"north"', "no-object"],
    ["null", "null", "no-object"],
    ["an object that does not end", '{ "id": "north"', "syntax"],
    ["a text that does not end", '{ "id": "nor', "syntax"],
    ["a comment that does not end", '{ "id": "north" /* ', "syntax"],
    ["a field without a value", '{ "id": }', "syntax"],
    ["a missing comma", '{ "id": "north" "color": "red" }', "syntax"],
    ["two objects", "{} {}", "syntax"],
    ["words of JavaScript", '{ "height": NaN }', "syntax"],
    ["single quotation marks", "{ 'id': 'north' }", "syntax"],
    ["a bad escape", '{ "displayName": "\\x" }', "syntax"],
    ["a key that stands there twice", '{ "color": "red", "color": "green" }', "duplicate-key"],
    ["a key that stands twice further in", '{ "lamp": { "a": 1, "a": 1 } }', "duplicate-key"],
    ["a number beyond all numbers", '{ "height": 1e999 }', "inexact-number"],
    ["a number that becomes another one", '{ "height": 9007199254740993 }', "inexact-number"],
    ["half a character", '{ "displayName": "\\ud800" }', "broken-character"],
    ["half a character as a name", '{ "lamp": { "\\udc00": 1 } }', "broken-character"],
    ["a text where a list is wanted", '{ "keepers": "ann" }', "no-list"],
    ["an object where a list is wanted", '{ "lanes": { "value": "left" } }', "no-list"],
    [
      "two elements of one key",
      '{ "lanes": [{ "value": "a" }, { "value": "a", "description": "b" }] }',
      "duplicate-element",
    ],
    ["an id that is no text", '{ "id": 5 }', "id-form"],
    ["a field of no gate", '{ "wheels": 4 }', "unknown-field"],
    ["what every object has", '{ "constructor": 1 }', "unknown-field"],
    ["what makes objects", '{ "__proto__": { "displayName": "x" } }', "unknown-field"],
    ["the kind's own name where the service has another", '{ "isOpen": true }', "unknown-field"],
  ] as const) {
    test(what, () => assert.equal(problemOf(text).code, code));
  }

  test("nesting without end", () => {
    for (const deep of ["[".repeat(1e5), `{ "lamp": ${'{ "a": '.repeat(1e5)}`]) {
      assert.equal(problemOf(deep).code, "too-deep");
    }
    const flat = `{ "lamp": { "a": ${"[".repeat(90)}${"]".repeat(90)} } }`;
    assert.ok(draftOf(flat));
  });

  test("the place is where it is, also behind a byte order mark", () => {
    const text = '\uFEFF{\n  "color": "red",\n  "wheels": 4\n}';
    assert.equal(slice(text, problemOf(text).span), '"wheels"');
  });

  test("only the first slip is told: the others follow from it", () => {
    const problem = problemOf('{ "color": red, "height": }');
    assert.match(problem.message, /quotation marks/);
  });
});

suite("documents: what can be mended in a text", () => {
  const fixed = (text: string) => {
    const { fix } = problemOf(text);
    assert.ok(fix);
    return applyEdits(text, fix.edits);
  };

  test("a field that is almost called so", () => {
    const text = '{ "colour": "red" }';
    assert.match(problemOf(text).message, /no field “colour”.* Did you mean "color"\?/);
    assert.equal(fixed(text), '{ "color": "red" }');
  });

  test("a field that the service sets is taken out, with its comma and its line", () => {
    const text = '{\n  "color": "red", // as ever\n  "created_at": "today"\n}';
    const { problems } = readBy(gate, text, gateSchema);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["read-only"],
    );
    assert.equal(applyEdits(text, problems[0]?.fix?.edits ?? []), '{\n  "color": "red" // as ever\n}');
  });

  test("an id that is not chosen here is the service's", () => {
    assert.deepEqual(
      readDocument(shop, '{ "id": "s1" }').problems.map(({ code }) => code),
      ["read-only"],
    );
  });

  test("an element that stands there twice does no harm", () => {
    const { draft, problems } = readDocument(gate, '{ "keepers": ["ann", "ann"] }');
    assert.ok(draft);
    assert.deepEqual(
      problems.map(({ code, severity }) => `${code} ${severity}`),
      ["duplicate-element warning"],
    );
  });
});

suite("documents: a secret in a text", () => {
  const secret = "hunter2-very-secret";
  for (const value of [
    `"${secret}"`,
    `["${secret}"]`,
    `{ "secret": "keep", "value": "${secret}" }`,
    `{ "value": "${secret}" }`,
    `{ "secret": "${secret}" }`,
    `{ "secret": { "secret": "${secret}" } }`,
    "null",
    "12345",
    "{}",
  ]) {
    test(`is an error that does not repeat it: ${value.replace(secret, "…")}`, () => {
      const text = `{ "displayName": "N", "clientSecret": ${value} }`;
      const problem = problemOf(text);
      assert.match(problem.code, /^secret-/);
      assert.doesNotMatch(JSON.stringify(problem), /hunter2|12345/);
      const mended = applyEdits(text, problem.fix?.edits ?? []);
      assert.deepEqual(readDocument(gate, mended).draft?.secrets, { clientSecret: "ask" }, mended);
    });
  }

  test("may come from an application only where one is named", () => {
    const { code, message } = problemOf('{ "master_key": { "secret": "from-application" } }');
    assert.equal(code, "secret-wish");
    assert.match(message, /"keep", "ask", "remove"\.$/);
  });

  test("may become only what the schema offers", () => {
    const keys = {
      ...gateSchema.properties,
      master_key: { properties: { secret: { enum: ["keep", "remove"] } } },
    };
    const text = '{ "master_key": { "secret": "ask" } }';
    const [problem] = readBy(gate, text, { ...gateSchema, properties: keys }).problems;
    assert.match(problem?.message ?? "", /one of "keep", "remove"\.$/);
    assert.equal(applyEdits(text, problem?.fix?.edits ?? []), text.replace("ask", "keep"));
  });
});
