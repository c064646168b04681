import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { readApi } from "../../../src/imports/index.ts";

interface Parts {
  readonly [name: string]: unknown;
}

/** The scopes of the one operation of a document that has `security` itself, or for all. */
function scopesOf(own: unknown, parts: Parts = {}): readonly string[] | undefined {
  const securitySchemes = {
    oauth: { type: "oauth2", flows: {} },
    connect: { type: "openIdConnect", openIdConnectUrl: "https://acme.example/" },
    bearer: { type: "http", scheme: "bearer" },
    key: { type: "apiKey", name: "key", in: "header" },
    same: { $ref: "#/components/securitySchemes/oauth" },
  };
  const operation = { responses: {}, ...(own !== undefined && { security: own }) };
  const document = {
    openapi: "3.1.0",
    info: { title: "Orders", version: "1" },
    paths: { "/a": { get: operation } },
    components: { securitySchemes },
    ...parts,
  };
  const read = readApi(JSON.stringify(document), undefined);
  assert.ok(read.kind === "api" && read.description);
  return read.description.operations[0]?.scopes;
}

suite("scopes that a description asks for", () => {
  const cases: readonly (readonly [
    what: string,
    security: unknown,
    scopes: readonly string[] | undefined,
  ])[] = [
    ["those of OAuth 2", [{ oauth: ["read", "list"] }], ["read", "list"]],
    ["those of OpenID Connect, but for signing in", [{ connect: ["openid", "profile", "read"] }], ["read"]],
    ["those of bearer tokens", [{ bearer: ["read"] }], ["read"]],
    ["those of a scheme that is elsewhere", [{ same: ["read"] }], ["read"]],
    ["those of all schemes of one requirement", [{ oauth: ["read"], connect: ["list"] }], ["read", "list"]],
    ["what all alternatives ask for", [{ oauth: ["read", "list"] }, { connect: ["list"] }], ["list"]],
    ["none where a key will do", [{ oauth: ["read"] }, { key: [] }], undefined],
    ["none where nothing will do", [{ oauth: ["read"] }, {}], undefined],
    ["none where it is open, whatever all others need", [], undefined],
    ["none of a scheme that is not there", [{ other: ["read"] }], undefined],
  ];
  for (const [what, security, scopes] of cases) {
    test(what, () => {
      assert.deepEqual(scopesOf(security, { security: [{ oauth: ["all"] }] }), scopes);
    });
  }

  test("those of the document where the operation says nothing", () => {
    assert.deepEqual(scopesOf(undefined, { security: [{ oauth: ["all"] }] }), ["all"]);
    assert.equal(scopesOf(undefined), undefined);
  });

  test("those of Swagger 2", () => {
    const swagger = {
      openapi: undefined,
      swagger: "2.0",
      securityDefinitions: { oauth: { type: "oauth2" } },
    };
    assert.deepEqual(scopesOf([{ oauth: ["read"] }], { ...swagger, components: undefined }), ["read"]);
  });
});
