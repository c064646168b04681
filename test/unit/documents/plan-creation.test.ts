import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type Draft, planCreation, readDocument, type SecretWish } from "../../../src/documents/index.ts";
import { gate, owner, shop } from "./toys.ts";

function draftOf(secrets: Readonly<Record<string, SecretWish>> = {}, id?: string): Draft {
  const values = {
    displayName: "West",
    clientId: "abc",
    authorizationEndpoint: "https://contoso.eu.auth0.com/authorize",
    height: null,
  };
  return { ...(id !== undefined && { id }), values, secrets, hasComments: false };
}

suite("documents: a new one", () => {
  test("is created with what the document says", () => {
    const { draft } = readDocument(gate, '{ "id": "west", "displayName": "West", "keepers": ["ann"] }');
    assert.ok(draft);
    assert.deepEqual(planCreation(gate, owner, draft), {
      id: "toy-gate/west",
      verb: "create",
      ref: { kind: gate.id, owner, id: "west" },
      title: "Create the gate “West”",
      fields: [
        { path: "displayName", after: "West" },
        { path: "keepers", after: ["ann"] },
      ],
      needs: [],
    });
  });

  test("has secrets that were given or that an application has, and none to keep", () => {
    const draft = draftOf({ clientSecret: "from-application", masterKey: "ask" }, "west");
    const { fields } = planCreation(gate, owner, draft, { masterKey: "hunter2" });
    assert.deepEqual(
      fields.filter(({ path }) => path === "clientSecret" || path === "masterKey"),
      [
        {
          path: "clientSecret",
          after: {
            secretOf: { kind: "auth0-application", owner: "contoso.eu.auth0.com", id: "abc" },
          },
        },
        { path: "masterKey", after: "hunter2" },
      ],
    );
    const kept = planCreation(gate, owner, draftOf({ clientSecret: "keep", masterKey: "remove" }, "west"));
    assert.deepEqual(
      kept.fields.map(({ path }) => path),
      ["displayName", "clientId", "authorizationEndpoint"],
    );
  });

  test("has no id where the cloud gives it", () => {
    const { draft } = readDocument(shop, '{ "name": "Corner" }');
    assert.ok(draft);
    const { id, ref } = planCreation(shop, "contoso.eu.auth0.com", draft);
    assert.deepEqual([id, ref], ["toy-shop/new/Corner", { kind: shop.id, owner: "contoso.eu.auth0.com" }]);
  });

  for (const [what, draft, message] of [
    ["an id", draftOf(), /has no id, so it cannot be created/],
    [
      "a secret that was to be asked for",
      draftOf({ masterKey: "ask" }, "west"),
      /“Master key” was to be asked/,
    ],
    [
      "an application",
      { ...draftOf({ clientSecret: "from-application" }, "west"), values: { displayName: "West" } },
      /names no Auth0 application/,
    ],
  ] as const) {
    test(`is not planned without ${what}`, () => {
      assert.throws(() => planCreation(gate, owner, draft), message);
    });
  }
});
