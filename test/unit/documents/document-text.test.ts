import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { documentOf, duplicateOf, readDocument, templateOf } from "../../../src/documents/index.ts";
import { templateOf as templateBy } from "../../../src/documents/template.ts";
import { corner, gate, gateOf, gateSchema, shop } from "./toys.ts";

suite("documents: the text of a resource", () => {
  test("has the id where it is chosen here, the service's names, what has a value, and words for secrets", () => {
    const text = documentOf(
      gate,
      gateOf({ colour: "red", keepers: ["ann", "bob"], lanes: [{ value: "left", description: "Slow" }] }),
    );
    assert.equal(
      text,
      `{
  "id": "north",
  "displayName": "North",
  "clientId": "abc",
  "clientSecret": { "secret": "keep" },
  "authorizationEndpoint": "https://contoso.eu.auth0.com/authorize?audience=x",
  "color": "red",
  "keepers": [
    "ann",
    "bob"
  ],
  "lanes": [
    {
      "value": "left",
      "description": "Slow"
    }
  ],
  "master_key": { "secret": "keep" }
}
`,
    );
  });

  test("has no id where the cloud gives it, and never a secret that a store let through", () => {
    const text = documentOf(shop, { ...corner, value: { ...corner.value, till: "hunter2" } });
    assert.equal(
      text,
      '{\n  "name": "Corner",\n  "goods": [\n    "bread"\n  ],\n  "till": { "secret": "keep" }\n}\n',
    );
  });

  test("leaves out what the service gave as null", () => {
    const text = documentOf(gate, { ...gateOf(), value: { displayName: "N", lamp: null } });
    assert.doesNotMatch(text, /lamp/);
  });
});

suite("documents: the text of a new one", () => {
  test("has the fewest fields, comments on the choices, and secrets to take in", () => {
    const required = [...(gateSchema.required ?? []), "color"];
    assert.equal(
      templateBy(gate, { ...gateSchema, required }),
      `{
  // Part of the address.
  "id": "",
  // What people see.
  "displayName": "",
  "clientId": "",
  "authorizationEndpoint": "https://",
  // Red unless said otherwise.
  // One of "red", "green".
  "color": "red"
  // "clientSecret": { "secret": "ask" }
  // "master_key": { "secret": "ask" }
}
`,
    );
  });

  test("has without a schema what a person is asked for, and no secret that the cloud makes", () => {
    assert.equal(templateOf(shop), '{\n  "name": ""\n}\n');
  });

  test("has the answers that a person is offered, rather than all there are", () => {
    const choices = [
      { value: "green", label: "Green" },
      { value: "red", label: "Red" },
    ];
    const fields = { ...gate.fields, colour: { ...gate.fields.colour, ask: { prompt: "Colour", choices } } };
    const text = templateBy({ ...gate, fields }, gateSchema);
    assert.match(text, /\/\/ One of "green" \(Green\), "red" \(Red\)\.\n {2}"color": "green"/);
  });

  test("has a secret without which none can be made", () => {
    const text = templateBy(gate, { ...gateSchema, required: ["id", "master_key"] });
    assert.match(text, /\n {2}"master_key": \{ "secret": "ask" \}\n {2}\/\/ "clientSecret"/);
  });
});

suite("documents: the text of another one", () => {
  test("has no id, no secret, and comments and order as they were", () => {
    const text = `{
  // the north one
  "id": "north",
  "clientId": "abc", // the portal's
  "clientSecret": { "secret": "keep" },
  "displayName": "North"
}`;
    const copy = duplicateOf(gate, text);
    assert.match(copy, /\/\/ the north one\n {2}"id": "",/);
    assert.match(copy, /"clientId": "abc", \/\/ the portal's/);
    assert.doesNotMatch(copy, /clientSecret/);
    assert.equal(readDocument(gate, copy).draft?.id, undefined);
  });

  test("has an empty text where one of the same name would be the same one", () => {
    const copy = duplicateOf(shop, documentOf(shop, corner));
    assert.deepEqual(readDocument(shop, copy).draft?.values, { name: "", goods: ["bread"] });
  });

  test("has no secret that was typed in clear", () => {
    assert.doesNotMatch(duplicateOf(gate, '{ "id": "x", "clientSecret": "hunter2" }'), /hunter2/);
  });

  for (const text of ["{", "[]", '{ "clientSecret": "a", "clientSecret": "b" }']) {
    test(`is not made of ${text}`, () => {
      assert.throws(() => duplicateOf(gate, text), /was not duplicated/);
    });
  }
});
