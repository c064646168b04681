import assert from "node:assert/strict";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { namedValue } from "../../../../src/resources/kinds/named-value.ts";
import { commands, person, TabInputText, window } from "../../../support/vscode/index.ts";
import { owner, server, shellWithServer, uri } from "./opened.ts";

const { runCommand } = await import("../../../../src/shell/commands/run-command.ts");
const { reviewChangesCommand } = await import("../../../../src/shell/documents/review-changes.ts");
const { reviewAllChangesCommand } = await import("../../../../src/shell/documents/review-all.ts");
const { resourceUri } = await import("../../../../src/shell/documents/resource-uri.ts");

/** Two documents in editors: an authorization server, and a named value. */
async function twoDocuments() {
  window.panels.length = 0;
  window.tabGroups.all = [];
  const shell = await shellWithServer();
  const { services, azure, open } = shell;
  azure.stores.namedValues.put(owner, "host", {
    displayName: "host",
    secret: false,
    value: "a.example",
    tags: [],
    keyVault: undefined,
  });
  const address = resourceUri(namedValue, { kind: namedValue.id, owner, id: "host" });
  const value = await open(address as unknown as typeof uri);
  const first = await open();
  let reviewed = "";
  const decide = (decision: "apply" | "cancel") => {
    window.onPanel = (panel) => {
      reviewed = panel.webview.html;
      panel.press(decision);
    };
  };
  decide("apply");
  return {
    ...shell,
    first,
    value,
    address,
    decide,
    page: () => reviewed,
    writes: () => azure.calls.writes.filter((call) => !call.startsWith("list")),
    all: () => runCommand(reviewAllChangesCommand(services), undefined, services.logger),
    one: () => runCommand(reviewChangesCommand(services), uri, services.logger),
  };
}

suite("the review of all drafts", () => {
  test("is one plan, after which each document is what the cloud has", async () => {
    const { first, value, all, page, writes, resources, onServer, address } = await twoDocuments();
    first.retype("(Calculator)", "(Mine)");
    value.retype("a.example", "b.example");
    await first.save();
    await value.save();
    await all();
    assert.match(page(), /Changes of 2 documents/);
    assert.deepEqual(writes().sort(), ["update azure-authorization-server", "update azure-named-value"]);
    assert.equal(onServer()?.displayName, "Auth0 (Mine)");
    assert.equal(resources.draftOf(uri as never), undefined);
    assert.equal(resources.draftOf(address), undefined);
  });

  test("writes nothing when it is not applied; the drafts stay", async () => {
    const { first, value, all, decide, writes, resources } = await twoDocuments();
    first.retype("(Calculator)", "(Mine)");
    value.retype("a.example", "b.example");
    await first.save();
    await value.save();
    decide("cancel");
    await all();
    assert.deepEqual(writes(), []);
    assert.equal(resources.drafted().length, 2);
  });

  test("creates before it changes what names the new one", async () => {
    const { first, all, azure, resources } = await twoDocuments();
    const { clientRegistrationEndpoint, authorizationEndpoint, tokenEndpoint, grantTypes } = server;
    const endpoints = { clientRegistrationEndpoint, authorizationEndpoint, tokenEndpoint };
    const text = JSON.stringify({
      id: "auth0-new",
      displayName: "New",
      ...endpoints,
      clientId: "new",
      grantTypes,
    });
    await resources.begin(authorizationServer, owner, text);
    first.retype('"openid"', '"auth0-new"');
    await first.save();
    const order: string[] = [];
    for (const call of ["create", "update"]) {
      azure.calls.beforeNext(`${call} ${authorizationServer.id}`, () => {
        order.push(call);
      });
    }
    await all();
    assert.deepEqual(order, ["create", "update"]);
  });

  test("stops at a document with a mistake, and has made nothing of the others", async () => {
    const { first, value, all, writes } = await twoDocuments();
    first.retype('"displayName"', '"displayNames"');
    value.retype("a.example", "b.example");
    await first.save();
    await value.save();
    await all();
    assert.match(person.heard, /No plan was made of the authorization server “auth0-calculator”/);
    assert.deepEqual(writes(), []);
  });

  test("says that there is nothing to review", async () => {
    const { all } = await twoDocuments();
    await all();
    assert.match(person.statusBar.at(-1) ?? "", /no document has a draft/);
  });
});

suite("Save All", () => {
  test("leads to one review of all that it saved", async () => {
    const { first, value, one, page, writes } = await twoDocuments();
    first.retype("(Calculator)", "(Mine)");
    value.retype("a.example", "b.example");
    window.tabGroups.activeTabGroup = { activeTab: { input: new TabInputText(first.uri as never) } } as never;
    window.activeTextEditor = { document: first };
    // the review follows a save by hand of the document in front
    const reviewed = new Promise<void>((resolve) => {
      commands.registered.set("auth0Apim.reviewChanges", () => resolve(one()));
    });
    await Promise.all([first.save(), value.save()]);
    await reviewed;
    assert.match(page(), /Changes of 2 documents/);
    assert.equal(writes().length, 2);
  });

  test("waits for a document that takes longer to be kept than the one in front", async () => {
    const { first, value, address, one, page, writes, workspaceState } = await twoDocuments();
    first.retype("(Calculator)", "(Mine)");
    value.retype("a.example", "b.example");
    window.activeTextEditor = { document: first };
    const update = workspaceState.update.bind(workspaceState);
    let goOn = () => {};
    const slow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    workspaceState.update = async (key, draft) => {
      if (key.endsWith(address.toString()) && draft !== undefined) await slow;
      await update(key, draft);
    };
    const saved = value.save();
    await first.save();
    const reviewed = one();
    // long enough for a review that would not wait to have its page shown
    for (let turn = 0; turn < 50; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    goOn();
    await Promise.all([saved, reviewed]);
    assert.match(page(), /Changes of 2 documents/);
    assert.equal(writes().length, 2);
  });

  test("of long ago does not count any more: each is told of once", async () => {
    const { first, value, one, page, writes } = await twoDocuments();
    value.retype("a.example", "b.example");
    window.activeTextEditor = { document: first };
    await value.save();
    await one();
    assert.match(person.statusBar.at(-1) ?? "", /has no draft/);
    first.retype("(Calculator)", "(Mine)");
    await first.save();
    await one();
    assert.match(page(), /Change the authorization server/);
    assert.deepEqual(writes(), ["update azure-authorization-server"]);
  });
});
