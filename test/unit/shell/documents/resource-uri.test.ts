import assert from "node:assert/strict";
import fc from "fast-check";
import manifest from "../../../../package.json" with { type: "json" };
import { instancePath } from "../../../../src/domain/instance-path.ts";
import { kinds } from "../../../../src/resources/all-kinds.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { contosoApim } from "../../../support/in-memory/index.ts";
import "../../../support/vscode/install.ts";
import { TabInputText, Uri, window, workspace } from "../../../support/vscode/index.ts";

const {
  addressNow,
  addressOf,
  documentLabel,
  documentUri,
  isResourceUri,
  keyOf,
  newResourceUri,
  openAddresses,
  resourceUri,
} = await import("../../../../src/shell/documents/resource-uri.ts");
const { kindOfFile } = await import("../../../../src/shell/documents/document-kind.ts");

const kind = authorizationServer;
const owner = instancePath(contosoApim);
const accounts = { tenants: { all: () => [] } };
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
    assert.equal(documentLabel(addressOf(first), accounts), "the new authorization server of contoso-apim");
  });

  test("is called by its kind, its id and its place", () => {
    const label = documentLabel(addressOf(resourceUri(kind, refOf("a"))), accounts);
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
    ["one folder too many", `auth0-apim-resource:${path}/a/old/b.authorization-server.json`],
    ["a way up before a name", `auth0-apim-resource:${path}/../a.authorization-server.json`],
    ["no name behind its id", `auth0-apim-resource:${path}/a/.authorization-server.json`],
    ["a broken escape", `auth0-apim-resource:${path}/%E0%A4%A.authorization-server.json`],
  ] as const) {
    test(`with ${why} is none`, () => {
      assert.throws(() => addressOf(Uri.parse(wrong) as never), /is not the address of a document/);
    });
  }
});

/** What VS Code writes on the tab. */
const tabOf = ({ path }: { readonly path: string }) => path.split("/").at(-1) ?? "";

suite("the name of a document, on its tab", () => {
  setup(() => {
    workspace.textDocuments = [];
    window.tabGroups.all = [];
  });

  test("is the title; the id stands before it, and is what counts", () => {
    const uri = resourceUri(kind, refOf("5a80"), "Auth0 (Calculator)");
    assert.equal(tabOf(uri), "Auth0 (Calculator).authorization-server.json");
    const { kind: _, ...address } = addressOf(uri);
    assert.deepEqual(address, { owner, id: "5a80", name: "Auth0 (Calculator)" });
    assert.equal(keyOf(uri), resourceUri(kind, refOf("5a80")).toString());
    assert.equal(keyOf(resourceUri(kind, refOf("5a80"), "Renamed")), keyOf(uri));
    assert.notEqual(keyOf(resourceUri(kind, refOf("5a81"), "Auth0 (Calculator)")), keyOf(uri));
    assert.equal(
      documentLabel(addressOf(uri), accounts),
      "the authorization server “Auth0 (Calculator)” of contoso-apim",
    );
  });

  test("an address of before, without a name, is the key itself", () => {
    const uri = resourceUri(kind, refOf("5a80"));
    assert.equal(keyOf(uri), uri.toString());
    assert.equal(keyOf(newResourceUri(kind, owner, 1)), newResourceUri(kind, owner, 1).toString());
    const other = Uri.parse("file:///a/b.authorization-server.json") as never as typeof uri;
    assert.equal(keyOf(other), other.toString());
  });

  for (const [title, tab] of [
    ["a/b\\c", "a-b-c"],
    ["../../etc", "..-..-etc"],
    ["x\u202egpj.exe", "x-u202egpj.exe"],
    ["50%25 off", "50%25 off"],
    ["  two\nlines  ", "two-u000alines"],
    ["n".repeat(400), `${"n".repeat(59)}…`],
    ["new", "new"],
  ] as const) {
    test(`of ${JSON.stringify(title.slice(0, 20))} leads nowhere else`, () => {
      const uri = resourceUri(kind, refOf("5a80"), title);
      assert.equal(tabOf(uri), `${tab}.authorization-server.json`);
      assert.equal(addressOf(uri).id, "5a80");
    });
  }

  for (const [why, id, title] of [
    ["says the id again", "5a80", "5a80"],
    ["is empty", "5a80", " "],
    ["is a way up", "5a80", ".."],
    ["would look like that of a new one", "new", "new-1"],
  ] as const) {
    test(`is left out where it ${why}`, () => {
      assert.equal(resourceUri(kind, refOf(id), title).toString(), resourceUri(kind, refOf(id)).toString());
      assert.equal(addressOf(resourceUri(kind, refOf(id), title)).id, id);
    });
  }

  test("whatever the title and the id: one line, no way elsewhere, the same document, the same schema", () => {
    const patterns = manifest.contributes.jsonValidation.map(({ fileMatch }) => fileMatch);
    const documents = kinds.filter(({ document }) => document !== undefined);
    const texts = fc.string({ unit: "binary", maxLength: 100 });
    fc.assert(
      fc.property(fc.constantFrom(...documents), texts, texts, (one, id, title) => {
        fc.pre(!["", ".", ".."].includes(id));
        const place = one.cloud === "azure" ? owner : "contoso.eu.auth0.com";
        const ref = { kind: one.id, owner: place, id };
        const uri = resourceUri(one, ref, title);
        const again = Uri.parse(uri.toString()) as never as typeof uri;
        assert.equal(addressOf(again).id, id);
        assert.equal(addressOf(again).kind.id, one.id);
        assert.equal(keyOf(again), resourceUri(one, ref).toString());
        assert.equal(kindOfFile(again)?.id, one.id);
        assert.ok(patterns.includes(`*.${one.document}.json`));
        if (addressOf(uri).name !== undefined) {
          assert.ok([...tabOf(uri)].length <= 60 + `.${one.document}.json`.length);
          assert.doesNotMatch(tabOf(uri), /[\p{Cc}\p{Bidi_Control}\u2028\u2029\\](?!u)/u);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("a person is named in no address, since VS Code keeps those", () => {
    const user = kinds.find(({ isPersonal }) => isPersonal) ?? assert.fail();
    const ref = { kind: user.id, owner: "contoso.eu.auth0.com", id: "auth0|1" };
    assert.equal(tabOf(resourceUri(user, ref, "ada@example.com")), "auth0|1.auth0-user.json");
  });

  test("what is open under another name is opened there, also in a tab that waits to be shown", () => {
    const [before, now] = [resourceUri(kind, refOf("5a80"), "Old"), resourceUri(kind, refOf("5a80"), "New")];
    assert.equal(addressNow(now).toString(), now.toString());
    window.tabGroups.all = [{ tabs: [{ input: new TabInputText(before as never) }] }];
    assert.equal(addressNow(now).toString(), before.toString());
    window.tabGroups.all = [];
    workspace.textDocuments = [{ uri: before } as never];
    assert.equal(addressNow(now).toString(), before.toString());
    assert.deepEqual(openAddresses(resourceUri(kind, refOf("5a81"), "Old")), []);
  });
});
