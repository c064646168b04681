import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import { contoso } from "../../../support/shell.ts";
import { TextDocumentSaveReason, workspace } from "../../../support/vscode/index.ts";
import { owner, ref, server, shellWithServer, uri } from "./opened.ts";

const { auth0Api } = await import("../../../../src/resources/kinds/auth0-api.ts");
const { resourceUri } = await import("../../../../src/shell/documents/resource-uri.ts");
const { ResourceDrafts } = await import("../../../../src/shell/documents/resource-drafts.ts");
const { ResourceFileSystem } = await import("../../../../src/shell/documents/resource-file-system.ts");
const { authorizationServer } = await import("../../../../src/resources/kinds/authorization-server.ts");

const bytes = (text: string) => new TextEncoder().encode(text);
const auto = TextDocumentSaveReason.AfterDelay;

suite("a resource as a document", () => {
  test("opens with what the cloud has now, in the service's own words and without its secret", async () => {
    const { open } = await shellWithServer();
    const text = (await open()).getText();
    assert.match(text, /"id": "auth0-calculator"/);
    assert.match(text, /"displayName": "Auth0 \(Calculator\)"/);
    assert.match(text, /"clientSecret": \{ "secret": "keep" \}/);
    assert.ok(!text.includes('"description"'));
  });

  test("has the size and the time of its text, which change with it only", async () => {
    const { resources, open, put } = await shellWithServer();
    const document = await open();
    const first = await resources.stat(uri);
    assert.equal(first.size, bytes(document.getText()).length);
    await resources.readFile(uri);
    assert.deepEqual(await resources.stat(uri), first);
    put({ displayName: "Another" });
    await resources.readFile(uri);
    assert.ok((await resources.stat(uri)).mtime > first.mtime);
  });

  test("is kept as a draft by any save, which asks no cloud and nobody", async () => {
    const { open, azure, draft, onServer } = await shellWithServer();
    const document = await open();
    const before = azure.calls.made.length;
    for (const reason of [TextDocumentSaveReason.Manual, auto, TextDocumentSaveReason.FocusOut]) {
      document.retype('"displayName": "', '"displayName": "x');
      assert.ok(await document.save(reason));
      assert.equal(draft()?.text, document.getText());
    }
    assert.equal(azure.calls.made.length, before);
    assert.equal(onServer()?.displayName, server.displayName);
  });

  test("shows its draft when it is opened again, whatever the cloud has or whether it answers", async () => {
    const { open, azure, put } = await shellWithServer();
    const document = await open();
    document.retype("(Calculator)", "(Mine)");
    await document.save(auto);
    document.close();
    put({ displayName: "Theirs" });
    azure.stores.servers.hook = () => {
      throw new Failure("unreachable", "No network.");
    };
    assert.match((await open()).getText(), /\(Mine\)/);
  });

  test("keeps what its text was begun from with the draft, through a reload and however the cloud moves on", async () => {
    const { open, put, draft, accounts, workspaceState, services } = await shellWithServer();
    const document = await open();
    document.retype("(Calculator)", "(Mine)");
    await document.save(auto);
    document.close();
    put({ displayName: "Theirs" });
    const files = new ResourceFileSystem(
      accounts,
      new ResourceDrafts(workspaceState),
      workspaceState,
      services.logger,
    );
    assert.deepEqual(files.draftOf(uri), draft());
    const { baseOf } = { baseOf: () => files.baseOf(uri) };
    assert.deepEqual(baseOf()?.ref, ref);
    assert.equal(JSON.parse(JSON.stringify(baseOf()?.value)).displayName, server.displayName);
  });

  test("remembers what unsaved text was begun from, which VS Code restores after a reload", async () => {
    const { open, put, accounts, workspaceState, services, azure } = await shellWithServer();
    const document = await open();
    document.retype("(Calculator)", "(Unsaved)");
    put({ displayName: "Theirs" });
    const drafts = new ResourceDrafts(workspaceState);
    const files = new ResourceFileSystem(accounts, drafts, workspaceState, services.logger);
    const before = azure.calls.made.length;
    await files.stat(uri);
    await files.writeFile(uri, bytes(document.getText()));
    const base = files.draftOf(uri)?.base;
    assert.equal(JSON.parse(JSON.stringify(base?.value)).displayName, server.displayName);
    assert.equal(azure.calls.made.length, before);
  });

  test("has no draft any more once its text is typed back", async () => {
    const { open, draft, azure } = await shellWithServer();
    const document = await open();
    const text = document.getText();
    document.retype("(Calculator)", "(Mine)");
    await document.save(auto);
    assert.ok(draft());
    const before = azure.calls.made.length;
    document.type(text);
    await document.save(auto);
    assert.equal(draft(), undefined);
    assert.equal(azure.calls.made.length, before);
  });

  test("shows what another extension wrote to it", async () => {
    const { open, resources } = await shellWithServer();
    const document = await open();
    await resources.writeFile(uri, bytes('{ "displayName": "Written" }'));
    await document.following;
    assert.equal(document.getText(), '{ "displayName": "Written" }');
  });

  test("is what the cloud has again when its draft is discarded; it stays when the cloud does not answer", async () => {
    const { open, resources, azure, draft, put } = await shellWithServer();
    const document = await open();
    document.retype("(Calculator)", "(Mine)");
    await document.save(auto);
    put({ displayName: "Theirs" });
    azure.stores.servers.hook = () => {
      throw new Failure("unreachable", "No network.");
    };
    await assert.rejects(resources.discard(uri), /No network/);
    assert.ok(draft());
    azure.stores.servers.hook = () => undefined;
    await resources.discard(uri);
    await document.following;
    assert.match(document.getText(), /Theirs/);
    assert.equal(draft(), undefined);
  });

  test("that is gone says so, by the name it has", async () => {
    const { resources, azure } = await shellWithServer();
    azure.stores.servers.drop(ref.id);
    await assert.rejects(resources.readFile(uri), (error: Error & { code: string }) => {
      assert.equal(error.code, "FileNotFound");
      assert.equal(error.name, "the authorization server “auth0-calculator” of contoso-apim");
      return true;
    });
  });

  test("that is gone can be discarded all the same", async () => {
    const { open, resources, azure, draft } = await shellWithServer();
    const document = await open();
    document.retype("(Calculator)", "(Mine)");
    await document.save(auto);
    azure.stores.servers.drop(ref.id);
    assert.equal(await resources.discard(uri), false);
    assert.equal(draft(), undefined);
  });

  test("that may not be read says which right is missing", async () => {
    const { resources, azure } = await shellWithServer();
    azure.stores.servers.hook = () => {
      throw new Failure("forbidden", "You may not read it.", { remedy: "Ask for the role Reader." });
    };
    await assert.rejects(resources.readFile(uri), (error: Error & { code: string }) => {
      assert.equal(error.code, "NoPermissions");
      assert.match(error.message, /Ask for the role Reader/);
      return true;
    });
  });

  test("cannot be made, moved or deleted as a file, and its folders are folders", async () => {
    const { resources } = await shellWithServer();
    for (const refuse of [resources.createDirectory, resources.delete, resources.rename]) {
      assert.throws(() => refuse(uri), /./);
    }
    assert.equal((await resources.stat(uri.with({ path: "/azure" }))).type, 2);
    assert.deepEqual(resources.readDirectory(), []);
  });
});

suite("a document of a new one", () => {
  test("begins as a draft under an address that nothing else has", async () => {
    const { resources, open } = await shellWithServer();
    const first = await resources.begin(authorizationServer, owner, "{ // first\n}");
    const second = await resources.begin(authorizationServer, owner, "{ // second\n}");
    assert.notEqual(first.toString(), second.toString());
    assert.equal((await open(first)).getText(), "{ // first\n}");
    assert.equal(resources.baseOf(first), undefined);
  });

  test("is gone with its draft", async () => {
    const { resources } = await shellWithServer();
    const address = await resources.begin(authorizationServer, owner, "{}");
    await resources.discard(address);
    await assert.rejects(resources.readFile(address), /There is no draft of the new authorization server/);
  });
});

suite("what may be kept as a draft", () => {
  const secret = "Pa55-w0rd-of-nobody";
  const texts: readonly (readonly [string, string])[] = [
    ["as it is typed", `{ "clientSecret": "${secret}" }`],
    ["in the place of a wish", `{ "clientSecret": { "secret": "${secret}" } }`],
    ["beside a wish", `{ "clientSecret": { "secret": "keep", "was": "${secret}" } }`],
    ["in a text that is no JSON", `{ "displayName": "x" "clientSecret": "${secret}" `],
    ["without its closing mark", `{ "clientSecret": "${secret}`],
    ["in a comment", `{ // "clientSecret": "${secret}"\n}`],
    ["in a list", `{ "clientSecret": ["${secret}"] }`],
    ["under an escaped name", `{ "client\\u0053ecret": "${secret}" }`],
    ["twice", `{ "clientSecret": { "secret": "keep" }, "clientSecret": "${secret}" }`],
  ];
  for (const [where, text] of texts) {
    test(`is no text with a secret in it ${where}; the message does not repeat it`, async () => {
      const { resources, draft, workspaceState, log } = await shellWithServer();
      await assert.rejects(resources.writeFile(uri, bytes(text)), (error: Error) => {
        assert.match(error.message, /was not kept: a secret stands in it/);
        assert.match(error.message, /"secret": "ask"/);
        assert.ok(!`${error}`.includes(secret));
        return true;
      });
      assert.equal(draft(), undefined);
      assert.ok(!workspaceState.json.includes(secret));
      assert.ok(!log.join("\n").includes(secret));
    });
  }

  for (const text of [
    '{ "clientSecret": { "secret": "ask" } }',
    '{ "clientSecret": { "secret": "ke',
    '{ "clientSecret": { "sec',
    '{ "clientSecret": "" }',
    '{ "clientSecret": ',
    '{\n  // "clientSecret": { "secret": "ask" }\n}',
    '{ "clientId": "not-a-secret" }',
    "{ // what the client secret is for: signing in\n}",
    "{ broken",
    "",
  ]) {
    test(`is ${JSON.stringify(text)}`, async () => {
      const { resources, draft } = await shellWithServer();
      await resources.writeFile(uri, bytes(text));
      assert.equal(draft()?.text, text);
    });
  }

  test("has a size that a workspace's state can bear, alone and with all others", async () => {
    const { resources, draft } = await shellWithServer();
    await assert.rejects(resources.writeFile(uri, bytes("x".repeat(200_001))), /200001 characters/);
    assert.equal(draft(), undefined);
    for (let count = 0; count < 5; count += 1)
      await resources.begin(authorizationServer, owner, "x".repeat(200_000));
    await assert.rejects(resources.writeFile(uri, bytes("x")), /all drafts together/);
  });

  test("does not have the secret of what it was begun from", async () => {
    const { open, workspaceState, put } = await shellWithServer();
    put({ clientSecret: secret });
    const document = await open();
    document.retype("(Calculator)", "(Mine)");
    await document.save(auto);
    assert.ok(workspaceState.json.includes("(Mine)"));
    assert.ok(!workspaceState.json.includes(secret));
  });
});

suite("a save by hand of a document", () => {
  test("asks for the review of the document in front, and no other save does", async () => {
    const { resources, open } = await shellWithServer();
    const asked: string[] = [];
    const listener = resources.onDidSaveByHand((one) => asked.push(one.toString()));
    const document = await open();
    document.retype("(Calculator)", "(Mine)");
    await document.save(auto);
    await resources.writeFile(uri, bytes("{}"));
    await document.following;
    assert.deepEqual(asked, []);
    document.type("{ }");
    await document.save();
    assert.deepEqual(asked, [uri.toString()]);
    await document.save();
    assert.equal(asked.length, 2, "also when auto-save came first");
    document.type("{  }");
    await resources.keepUnsaved(uri);
    assert.equal(asked.length, 2, "not when it is on its way to be reviewed");
    listener.dispose();
  });

  test("that is refused ends what it was on the way to", async () => {
    const { resources, open } = await shellWithServer();
    const document = await open();
    document.type('{ "clientSecret": "typed" }');
    await assert.rejects(resources.keepUnsaved(uri), { code: "cancelled" });
    assert.ok(workspace.textDocuments.some(({ isDirty }) => isDirty));
  });

  for (const [when, isLater] of [
    ["before that is said", false],
    ["after that was said", true],
  ] as const) {
    test(`whose place an auto-save of the same text takes is kept all the same: ${when}`, async () => {
      const { resources, open } = await shellWithServer();
      const document = await open();
      document.type("{ }");
      const byAutoSave = document.save.bind(document, auto);
      document.save = async () => {
        const kept = isLater ? new Promise(setImmediate).then(byAutoSave) : byAutoSave();
        if (!isLater) await kept;
        return false;
      };
      await resources.keepUnsaved(uri);
      assert.equal(resources.draftOf(uri)?.text, "{ }");
    });
  }
});

suite("a document of what takes no change", () => {
  test("can only be looked at", async () => {
    const { resources, auth0 } = await shellWithServer();
    const { ref: own } = auth0.stores.apis.put(contoso.domain, "own", {
      id: "own",
      name: "Auth0 Management API",
      identifier: "https://contoso.eu.auth0.com/api/v2/",
      isSystem: true,
    });
    const address = resourceUri(auth0Api, own);
    await resources.readFile(address);
    assert.equal((await resources.stat(address)).permissions, 1);
    await resources.readFile(uri);
    assert.equal((await resources.stat(uri)).permissions, undefined);
  });
});

suite("a document that was opened under another name", () => {
  const named = resourceUri(authorizationServer, ref, "Auth0 (Calculator)");

  test("is the same: a draft of before is what it shows, and one that is kept is found by the old address", async () => {
    const { resources, draft, workspaceState } = await shellWithServer();
    const old = new TextEncoder().encode(JSON.stringify({ displayName: "Mine" }));
    await resources.writeFile(uri, old);
    assert.deepEqual(workspaceState.keys(), [`resourceDraft/${uri}`]);
    assert.equal(new TextDecoder().decode(await resources.readFile(named)), '{"displayName":"Mine"}');
    await resources.writeFile(named, new TextEncoder().encode('{"displayName":"Ours"}'));
    assert.equal(draft()?.text, '{"displayName":"Ours"}');
    assert.deepEqual(workspaceState.keys(), [`resourceDraft/${uri}`]);
    assert.deepEqual(
      resources.drafted().map((one) => one.toString()),
      [named.toString()],
    );
    await resources.discard(named);
    assert.deepEqual(workspaceState.keys(), []);
  });

  test("is read anew under the name it has there when the cloud has something else", async () => {
    const { resources, put, open } = await shellWithServer();
    const document = await open(named);
    put({ displayName: "Renamed" });
    resources.reload(authorizationServer, ref);
    await document.shows(/Renamed/);
  });
});
