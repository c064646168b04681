import assert from "node:assert/strict";
import { instancePath } from "../../../../src/domain/instance-path.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { contosoApim } from "../../../support/in-memory/index.ts";
import "../../../support/vscode/install.ts";
import { Uri } from "../../../support/vscode/index.ts";

const { addressOf, documentLabel, documentUri, isResourceUri, newResourceUri, resourceUri } = await import(
  "../../../../src/shell/documents/resource-uri.ts"
);

const kind = authorizationServer;
const owner = instancePath(contosoApim);
const refOf = (id: string) => ({ kind: kind.id, owner, id });

suite("the address of a document", () => {
  test("names cloud, owner, kind and id, and is the same each time", () => {
    const uri = resourceUri(kind, refOf("auth0-calculator"));
    assert.equal(
      uri.toString(),
      `auth0-apim-resource:///azure/${owner}/azure-authorization-server/auth0-calculator.authorization-server.json`,
    );
    assert.equal(uri.toString(), resourceUri(kind, refOf("auth0-calculator")).toString());
    assert.ok(isResourceUri(uri));
  });

  for (const id of [
    "a",
    "with space",
    "50%",
    "a/b",
    "a\\b",
    "ü",
    "..%2F",
    "%2e%2e",
    "x.json",
    "new",
    "tab\there",
  ]) {
    test(`leads back to the id ${JSON.stringify(id)}`, () => {
      const uri = resourceUri(kind, refOf(id));
      assert.equal(uri.path.split("/").length, 7);
      const { kind: found, ...address } = addressOf(uri);
      assert.equal(found.id, kind.id);
      assert.deepEqual(address, { owner, id });
    });
  }

  for (const id of ["", ".", ".."]) {
    test(`cannot be made of the id “${id}”, which would lead elsewhere`, () => {
      assert.throws(() => resourceUri(kind, refOf(id)), /cannot be shown as a document/);
      assert.equal(documentUri(kind, refOf(id)), undefined);
    });
  }

  test("is nothing for a kind that is edited in no document", () => {
    const { document: _, ...plain } = kind;
    assert.equal(documentUri(plain, refOf("a")), undefined);
    assert.throws(() => resourceUri(plain, refOf("a")), /cannot be shown/);
  });

  test("of a new one has no id, and is told by its number", () => {
    const [first, second] = [newResourceUri(kind, owner, 1), newResourceUri(kind, owner, 2)];
    assert.notEqual(first.toString(), second.toString());
    assert.equal(addressOf(first).id, undefined);
    assert.equal(documentLabel(addressOf(first)), "the new authorization server of contoso-apim");
  });

  test("is called by its kind, its id and its place", () => {
    const label = documentLabel(addressOf(resourceUri(kind, refOf("a"))));
    assert.equal(label, "the authorization server “a” of contoso-apim");
  });

  const path = `/azure/${owner}/azure-authorization-server`;
  for (const [why, wrong] of [
    ["another scheme", `file:${path}/a.authorization-server.json`],
    ["another ending", `auth0-apim-resource:${path}/a.named-value.json`],
    ["no name", `auth0-apim-resource:${path}/.authorization-server.json`],
    ["a way up", `auth0-apim-resource:${path}/...authorization-server.json`],
    ["another cloud", `auth0-apim-resource:${path.replace("azure", "auth0")}/a.authorization-server.json`],
    ["an unknown kind", `auth0-apim-resource:/azure/${owner}/nothing/a.authorization-server.json`],
    [
      "an owner that is cut off",
      "auth0-apim-resource:/azure/s/azure-authorization-server/a.authorization-server.json",
    ],
    [
      "a way up in the owner",
      `auth0-apim-resource:/azure/s/../n/azure-authorization-server/a.authorization-server.json`,
    ],
    ["one folder too many", `auth0-apim-resource:${path}/old/a.authorization-server.json`],
    ["a broken escape", `auth0-apim-resource:${path}/%E0%A4%A.authorization-server.json`],
  ] as const) {
    test(`with ${why} is none`, () => {
      assert.throws(() => addressOf(Uri.parse(wrong) as never), /is not the address of a document/);
    });
  }
});
