import assert from "node:assert/strict";
import { auth0Api } from "../../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../../src/resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { clientGrant } from "../../../../src/resources/kinds/client-grant.ts";
import { commandIds } from "../../../../src/shell/ids.ts";
import { commandOf } from "../../../support/command-of.ts";
import { contosoApim } from "../../../support/in-memory/index.ts";
import { createIn } from "../../../support/kept.ts";
import { contoso, principal } from "../../../support/shell.ts";
import { commands, person, TabInputText, Uri, window, workspace } from "../../../support/vscode/index.ts";
import { owner, ref, server, shellWithServer, uri } from "./opened.ts";

const { runCommand } = await import("../../../../src/shell/commands/run-command.ts");
const { documentCommands } = await import("../../../../src/shell/documents/document-commands.ts");
const { addressOf, keyOf } = await import("../../../../src/shell/documents/resource-uri.ts");

type Id = Parameters<typeof commandOf>[1];

/** A shell in which documents can be opened, and commands run as from a tree, a lens or the palette. */
async function commanded() {
  const shell = await shellWithServer();
  const { services, open } = shell;
  window.activeTextEditor = undefined;
  workspace.textDocuments = [];
  // Whatever is opened is shown; documents of ours with their text.
  commands.registered.set("vscode.open", async (address) => {
    const isOurs = (address as typeof uri).scheme === uri.scheme;
    window.activeTextEditor = {
      document: isOurs ? await open(address as typeof uri) : { uri: address as never },
    };
  });
  const run = (id: Id, argument?: unknown) =>
    runCommand(commandOf(documentCommands(services), id), argument, services.logger);
  const front = () => window.activeTextEditor?.document.uri as unknown as typeof uri;
  const text = () => workspace.textDocuments.at(-1)?.getText?.(undefined as never) ?? "";
  return { ...shell, run, front, text };
}

const value = { ...server, instance: contosoApim, id: "x", authorizationServerId: ref.id };
const node = {
  target: {
    kind: "resource",
    of: authorizationServer,
    ref,
    value,
    account: principal,
  },
};
const group = {
  target: { kind: "resource-group", of: authorizationServer, account: principal, owner },
};

suite("commands about documents", () => {
  teardown(() => {
    commands.registered.delete("vscode.open");
  });

  test("open that of a tree item", async () => {
    const { run, front } = await commanded();
    await run(commandIds.openDocument, node);
    assert.match(front().path, /\/auth0-calculator\/Auth0 \(Calculator\)\.authorization-server\.json$/);
    assert.equal(keyOf(front()), uri.toString());
  });

  test("open it where it is open already, whatever it was called then", async () => {
    const { run, front, open } = await commanded();
    await open();
    await run(commandIds.openDocument, node);
    assert.equal(front().toString(), uri.toString());
  });

  test("what is known by the names of others has those on its tab", async () => {
    const { run, front, auth0 } = await commanded();
    const desk = await createIn(auth0, auth0Application, { name: "Desk", type: "regular_web" });
    await createIn(auth0, auth0Api, { name: "Orders", identifier: "https://orders.example" });
    const draft = { clientId: desk.ref.id, audience: "https://orders.example", scopes: [] };
    const grant = await createIn(auth0, clientGrant, { ...draft, subjectType: "client" });
    const { ref: one, value: of } = grant;
    await run(commandIds.openDocument, {
      target: { kind: "resource", of: clientGrant, ref: one, value: of, account: contoso },
    });
    assert.equal(front().path.split("/").at(-1), "Desk on Orders.client-grant.json");
    assert.equal(addressOf(front()).id, one.id);
  });

  test("open one that is picked by kind and name from the palette", async () => {
    const { run, front } = await commanded();
    person.moves = [{ pick: "Authorization server" }, { pick: server.displayName }];
    await run(commandIds.openDocument);
    assert.equal(keyOf(front()), uri.toString());
  });

  test("say where to begin when there is none to open", async () => {
    const { run, azure } = await commanded();
    azure.stores.servers.drop(ref.id);
    person.moves = [{ pick: "Authorization server" }];
    await run(commandIds.openDocument);
    assert.match(person.heard, /There is no authorization server in .*Create…/);
  });

  test("begin a new one from a template, from a group or by kind and tenant", async () => {
    const { run, front, text, draftOfFront } = await withDrafts();
    await run(commandIds.newFromTemplate, group);
    assert.equal(addressOf(front()).id, undefined);
    assert.equal(addressOf(front()).owner, owner);
    assert.match(text(), /"id": ""/);
    assert.ok(draftOfFront());
    person.moves = [{ pick: "Auth0 API" }];
    await run(commandIds.newFromTemplate);
    const { kind, owner: tenant } = addressOf(front());
    assert.deepEqual([kind.id, tenant], [auth0Api.id, contoso.domain]);
  });

  test("duplicate with neither id nor secret, in a document of its own", async () => {
    const { run, front, text, azure } = await commanded();
    await run(commandIds.duplicateDocument, node);
    assert.equal(addressOf(front()).id, undefined);
    assert.match(text(), /"id": ""/);
    assert.match(text(), /"displayName": "Auth0 \(Calculator\)"/);
    assert.ok(!text().includes("clientSecret"));
    assert.deepEqual(azure.calls.writes, []);
  });

  test("duplicate what is typed in the document in front", async () => {
    const { run, open, text } = await commanded();
    const document = await open();
    document.retype("(Calculator)", "(Typed)");
    await run(commandIds.duplicateDocument);
    assert.match(text(), /\(Typed\)/);
  });

  test("save as a file that is called after id and kind, and begin a new one from it", async () => {
    const { run, front, text, resources } = await commanded();
    const file = Uri.parse("file:///w/auth0-calculator.authorization-server.json");
    window.saves = file;
    await run(commandIds.saveDocumentAsFile, node);
    const written = workspace.contents.get(file.path) ?? "";
    assert.match(written, /"id": "auth0-calculator"/);
    workspace.contents.set(file.path, written.replace("auth0-calculator", "copied"));
    await run(commandIds.newFromFile, file);
    assert.match(text(), /"id": "copied"/);
    const { kind, owner: place } = addressOf(front());
    assert.deepEqual([kind.id, place], [authorizationServer.id, owner]);
    assert.ok(resources.draftOf(front()));
  });

  test("begin nothing from a file with a secret in it", async () => {
    const { run, workspaceState } = await commanded();
    const file = Uri.parse("file:///w/a.authorization-server.json");
    workspace.contents.set(file.path, '{ "clientSecret": "Pa55-w0rd" }');
    await run(commandIds.newFromFile, file);
    assert.match(person.heard, /a secret stands in it/);
    assert.ok(!workspaceState.json.includes("Pa55-w0rd"));
  });

  test("show what the service gives, its secret masked, where nothing can be written", async () => {
    const { run, services, put } = await commanded();
    put({ clientSecret: "Pa55-w0rd" });
    const added: string[] = [];
    const add = services.documents.add.bind(services.documents);
    services.documents.add = (name, given) => {
      assert.equal(name, `${server.displayName} (as given).jsonc`);
      added.push(given);
      return add(name, given);
    };
    await run(commandIds.viewAsGiven, node);
    const [etag = "", ...rest] = (added[0] ?? assert.fail()).split("\n");
    const { name, properties } = JSON.parse(rest.join("\n"));
    assert.match(etag, /^\/\/ ETag: "\d+"$/);
    assert.deepEqual(
      [name, properties.displayName, properties.clientAuthenticationMethod, properties.clientSecret],
      [ref.id, server.displayName, ["Body"], "•••"],
    );
  });

  test("discard after a question; a new one's tab is closed with it", async () => {
    const { run, resources, draft } = await commanded();
    await resources.writeFile(uri, new TextEncoder().encode("{}"));
    await run(commandIds.discardChanges, uri);
    assert.ok(draft(), "nobody said so");
    person.presses = ["Discard"];
    await run(commandIds.discardChanges, uri);
    assert.equal(draft(), undefined);
    const address = await resources.begin(authorizationServer, owner, "{}");
    person.presses = ["Discard"];
    await run(commandIds.discardChanges, address);
    assert.match(person.messages.at(-1)?.detail ?? "", /Nothing was created from it/);
    assert.equal(resources.draftOf(address), undefined);
  });

  test("open a document anew with what stands in it, unless a secret does", async () => {
    const { run, open, draft } = await commanded();
    const document = await open();
    const tab = { input: new TabInputText(uri as never) };
    window.tabGroups.all = [{ tabs: [tab] }];
    document.retype('{ "secret": "keep" }', '"Pa55-w0rd"');
    await run(commandIds.openWithoutUndo, uri);
    assert.deepEqual([draft(), window.tabGroups.closed], [undefined, []]);
    document.retype('"Pa55-w0rd"', '{ "secret": "ask" }');
    await run(commandIds.openWithoutUndo, uri);
    assert.match(draft()?.text ?? "", /"ask"/);
    assert.deepEqual(window.tabGroups.closed, [tab]);
  });

  test("say what they need where no document is in front", async () => {
    const { run } = await commanded();
    await run(commandIds.discardChanges);
    assert.match(person.heard, /No document of a resource is open in front/);
  });
});

async function withDrafts() {
  const shell = await commanded();
  return { ...shell, draftOfFront: () => shell.resources.draftOf(shell.front()) };
}
