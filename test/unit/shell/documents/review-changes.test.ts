import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import { auth0Api } from "../../../../src/resources/kinds/auth0-api.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { namedValue } from "../../../../src/resources/kinds/named-value.ts";
import { contosoApim } from "../../../support/in-memory/index.ts";
import { contoso } from "../../../support/shell.ts";
import {
  commands,
  person,
  TabInputText,
  TextDocumentSaveReason,
  window,
} from "../../../support/vscode/index.ts";
import { owner, ref, server, shellWithServer, uri } from "./opened.ts";

const { runCommand } = await import("../../../../src/shell/commands/run-command.ts");
const { reviewChangesCommand } = await import("../../../../src/shell/documents/review-changes.ts");
const { resourceUri } = await import("../../../../src/shell/documents/resource-uri.ts");
const { undoLastCommand } = await import("../../../../src/shell/journal/undo-last.ts");

const secret = "Pa55-w0rd-of-nobody";

/** The document, open in an editor, and who reviews it. */
async function reviewed() {
  const shell = await shellWithServer();
  const { services, open, azure } = shell;
  const run = (address: typeof uri, decision: "apply" | "cancel") => {
    window.onPanel = (panel) => panel.press(decision);
    return runCommand(reviewChangesCommand(services), address, services.logger);
  };
  const document = await open();
  const writes = () => azure.calls.writes.filter((call) => call.endsWith(authorizationServer.id));
  const page = () => window.panels[0]?.webview.html ?? "";
  const review = async (decision: "apply" | "cancel" = "apply") => {
    window.panels.length = 0;
    await run(uri, decision);
    await document.following;
  };
  return { ...shell, document, run, review, writes, page };
}

/** What `read` gives, once it gives something. */
async function until<T>(read: () => T | undefined): Promise<T> {
  for (let value = read(); ; value = read()) {
    if (value !== undefined) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

suite("the review of a document", () => {
  setup(() => {
    window.panels.length = 0;
    window.tabGroups.all = [];
    window.tabGroups.closed.length = 0;
  });
  test("makes exactly the field that differs, and then the document is what the cloud has", async () => {
    const { document, review, writes, onServer, draft, resources } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    await review();
    assert.deepEqual(writes(), ["update azure-authorization-server"]);
    const { displayName, ...rest } = onServer() ?? assert.fail();
    assert.equal(displayName, "Auth0 (Mine)");
    assert.equal(rest.clientId, server.clientId);
    assert.equal(draft(), undefined);
    assert.match(document.getText(), /Auth0 \(Mine\)/);
    assert.equal(document.isDirty, false);
    document.retype("(Mine)", "(Again)");
    await document.save();
    assert.match(JSON.stringify(resources.baseOf(uri)), /\(Mine\)/);
  });

  test("writes nothing when it is not applied; the draft stays", async () => {
    const { document, review, writes, draft } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    await review("cancel");
    assert.deepEqual(writes(), []);
    assert.ok(draft());
    assert.match(person.statusBar.at(-1) ?? "", /the plan was not applied/);
  });

  test("can be taken back, and the document shows that", async () => {
    const { document, review, onServer, services } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    await review();
    person.presses = ["Undo"];
    await runCommand(undoLastCommand(services), undefined, services.logger);
    assert.equal(onServer()?.displayName, server.displayName);
    await document.shows(/\(Calculator\)/);
  });

  test("says that there is nothing to do, of a draft that says what the cloud has, and of no draft", async () => {
    const { document, review, writes } = await reviewed();
    await review();
    assert.match(
      person.statusBar.at(-1) ?? "",
      /nothing to review: the authorization server “auth0-calculator”.* has no draft/,
    );
    document.type(`// only a comment\n${document.getText()}`);
    await review();
    assert.match(person.heard, /There is nothing to do/);
    assert.deepEqual(person.messages.at(-1)?.buttons, ["Discard Draft"]);
    assert.deepEqual(writes(), []);
  });

  test("keeps what was changed on the server meanwhile, and says so", async () => {
    const { document, review, put, onServer, page } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    put({ clientId: "theirs" });
    await review();
    assert.deepEqual([onServer()?.displayName, onServer()?.clientId], ["Auth0 (Mine)", "theirs"]);
    assert.match(document.getText(), /theirs/);
    assert.match(page(), /Done/);
  });

  test("tells before what was left out, and lets it stay", async () => {
    const { document, review, onServer, page } = await reviewed();
    document.retype('"defaultScope": "openid",', "");
    document.retype("(Calculator)", "(Mine)");
    await review("cancel");
    assert.match(page(), /Left out of the document, and left as it is: Default scope\./);
    await review();
    assert.equal(onServer()?.defaultScope, "openid");
  });

  test("asks about each field that both sides changed, after a comparison when wanted", async () => {
    const { document, review, put, onServer } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    document.retype('"clientId": "client"', '"clientId": "mine"');
    put({ displayName: "Theirs", clientId: "theirs" });
    person.moves = [
      { pick: "Mine" },
      { pick: "Compare the documents first" },
      { pick: "Theirs, which the cloud has now" },
    ];
    commands.executed.length = 0;
    await review();
    assert.match(person.prompts[0]?.title ?? "", /^Changed here and on the server: /);
    assert.deepEqual(person.prompts[0]?.details?.map(([, detail]) => detail)?.slice(0, 2), [
      "Auth0 (Mine)",
      "Theirs",
    ]);
    assert.deepEqual([onServer()?.displayName, onServer()?.clientId], ["Auth0 (Mine)", "theirs"]);
    assert.equal(commands.executed.filter(({ id }) => id === "vscode.diff").length, 1);
  });

  test("writes nothing while a conflict is open", async () => {
    const { document, review, put, onServer, writes, draft } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    put({ displayName: "Theirs" });
    person.moves = ["escape"];
    await review();
    assert.equal(onServer()?.displayName, "Theirs");
    assert.deepEqual(writes(), []);
    assert.ok(draft());
    assert.equal(window.panels.length, 0);
  });

  test("asks for a secret out of sight, puts it in the cloud, and nowhere else", async () => {
    const { document, review, onServer, page, workspaceState, memento, log, folder, draft } =
      await reviewed();
    document.retype('{ "secret": "keep" }', '{ "secret": "ask" }');
    person.moves = [{ type: secret }];
    await review("cancel");
    assert.equal(person.prompts.at(-1)?.password, true);
    assert.ok(!page().includes(secret));
    assert.match(page(), /cannot be taken back/);
    assert.ok(draft());
    person.moves = [{ type: secret }];
    await review();
    assert.ok(JSON.stringify(onServer()).includes(secret));
    for (const place of [
      workspaceState.json,
      memento.json,
      log.join("\n"),
      JSON.stringify([...folder.texts]),
      document.getText(),
    ])
      assert.ok(!place.includes(secret));
    assert.match(document.getText(), /"clientSecret": \{ "secret": "keep" \}/);
  });

  test("makes no plan of a text with mistakes, and goes to the first", async () => {
    const { document, review, writes } = await reviewed();
    document.retype('"clientId"', '"clientld"');
    await review();
    assert.match(person.heard, /No plan was made of the authorization server.*“clientld”/);
    assert.deepEqual(window.selection, document.rangeOf('"clientld"'));
    document.type("{ broken");
    await review();
    assert.match(person.heard, /No plan was made/);
    assert.deepEqual(writes(), []);
    assert.equal(window.panels.length, 0);
  });

  test("offers to create another one where what is fixed was changed, and deletes nothing", async () => {
    const { document, review, resources, writes } = await reviewed();
    document.retype('"id": "auth0-calculator"', '"id": "auth0-other"');
    person.presses = ["Create as Another"];
    commands.executed.length = 0;
    await review();
    assert.match(person.heard, /is fixed once it is there: Id\./);
    const opened = await until(() => commands.executed.find(({ id }) => id === "vscode.open")?.values[0]);
    const another = resources.draftOf(opened as typeof uri);
    assert.match(another?.text ?? "", /"id": "auth0-other"/);
    assert.equal(another?.base, undefined);
    assert.deepEqual(writes(), []);
  });

  test("says when what it is of is gone", async () => {
    const { document, review, azure } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    azure.stores.servers.drop(ref.id);
    await review();
    assert.match(
      person.heard,
      /The cloud has the authorization server “auth0-calculator” of contoso-apim no longer/,
    );
  });

  test("says when it is not known what the text was begun from", async () => {
    const { document, resources, review, page } = await reviewed();
    const text = document.getText().replace("(Calculator)", "(Mine)");
    document.close();
    await resources.writeFile(uri, new TextEncoder().encode(text));
    assert.equal(resources.baseOf(uri), undefined);
    await review("cancel");
    assert.match(page(), /It is not known what the document was begun from/);
  });

  test("asks nothing of who lacks the right to change it, and names the right", async () => {
    const { auth0, accounts, open, run } = await reviewed();
    const { ref: orders } = auth0.stores.apis.put(contoso.domain, "a1", {
      id: "a1",
      name: "Orders",
      identifier: "https://orders.example",
      isSystem: false,
    });
    accounts.hasScope = async () => false;
    const address = resourceUri(auth0Api, orders);
    (await open(address)).retype('"name": "Orders"', '"name": "Mine"');
    await run(address, "apply");
    assert.match(person.heard, /needs the Management API scope update:resource_servers/);
    assert.equal(person.prompts.length + window.panels.length, 0);
  });

  test("names the policies that another name of a named value breaks, before it is changed", async () => {
    const { azure, open, run, page } = await reviewed();
    const value = { displayName: "host", value: "a.example", secret: false, tags: [], keyVault: undefined };
    azure.stores.namedValues.put(owner, "nv", value);
    azure.putPolicy({ kind: "global", instance: contosoApim }, "<policies>{{host}}</policies>");
    const address = resourceUri(namedValue, { kind: namedValue.id, owner, id: "nv" });
    const document = await open(address);
    document.retype('"host"', '"target"');
    await run(address, "cancel");
    assert.match(
      page(),
      /Policies that name “{{host}}” will find nothing by that name: the policy of all APIs\./,
    );
    azure.calls.failNext("readPolicy", new Failure("forbidden", "No right to read policies."));
    window.panels.length = 0;
    await run(address, "cancel");
    assert.match(page(), /What else this breaks could not be read\. Look before you change it\./);
  });

  test("takes the place of an earlier one of the same document", async () => {
    const { document, services, resources, writes } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    await document.save();
    window.onPanel = () => {};
    const first = runCommand(reviewChangesCommand(services), uri, services.logger);
    await until(() => window.panels[0]);
    document.retype("(Mine)", "(Newer)");
    await document.save();
    window.onPanel = (panel) => panel.press("cancel");
    await runCommand(reviewChangesCommand(services), uri, services.logger);
    await first;
    assert.equal(window.panels.length, 2);
    assert.deepEqual(writes(), []);
    assert.match(resources.draftOf(uri)?.text ?? "", /Newer/);
  });

  test("keeps what was typed while the plan ran, as a draft of what the cloud has then", async () => {
    const { document, resources, run, onServer, azure } = await reviewed();
    document.retype("(Calculator)", "(Mine)");
    await document.save();
    azure.stores.servers.hook = async (verb, when) => {
      if (verb !== "update" || when !== "before") return;
      document.retype('"clientId": "client"', '"clientId": "typed-on"');
      await document.save(TextDocumentSaveReason.AfterDelay);
    };
    await run(uri, "apply");
    assert.equal(onServer()?.displayName, "Auth0 (Mine)");
    assert.match(document.getText(), /typed-on/);
    assert.match(JSON.stringify(resources.draftOf(uri)?.base), /\(Mine\)/);
  });
});

suite("the review of a new one", () => {
  setup(() => {
    window.panels.length = 0;
    window.tabGroups.all = [];
    window.tabGroups.closed.length = 0;
  });
  const textOf = (id: string) =>
    JSON.stringify({
      id,
      displayName: "New",
      clientRegistrationEndpoint: server.clientRegistrationEndpoint,
      authorizationEndpoint: server.authorizationEndpoint,
      tokenEndpoint: server.tokenEndpoint,
      clientId: "new-client",
      grantTypes: ["authorizationCode"],
      tokenBodyParameters: [],
      clientSecret: { secret: "ask" },
    });

  test("creates it, and its tab and draft make way for the document of what was created", async () => {
    const { resources, run, azure } = await reviewed();
    const address = await resources.begin(authorizationServer, owner, textOf("new-one"));
    const tab = { input: new TabInputText(address as never) };
    window.tabGroups.all = [{ tabs: [tab, { input: undefined }] }];
    person.moves = [{ type: secret }];
    await run(address, "apply");
    const made = azure.stores.servers.all.find((one) => one.ref.id === "new-one");
    assert.equal(made?.value.clientId, "new-client");
    assert.equal(resources.draftOf(address), undefined);
    assert.deepEqual(window.tabGroups.closed, [tab]);
    assert.ok(person.messages.at(-1)?.buttons.includes("Open Document"));
  });

  test("that is there already changes nothing", async () => {
    const { resources, run, writes, onServer } = await reviewed();
    const address = await resources.begin(authorizationServer, owner, textOf(ref.id));
    await run(address, "apply");
    assert.match(person.heard, /“auth0-calculator” is there already, so it was not created/);
    assert.deepEqual(writes(), []);
    assert.equal(onServer()?.displayName, server.displayName);
    assert.ok(resources.draftOf(address));
  });
});
