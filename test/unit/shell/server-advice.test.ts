import assert from "node:assert/strict";
import { changeOf, creation, deletion } from "../../../src/resources/changes.ts";
import type { Change, FieldChange, Kind } from "../../../src/resources/kind.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import { window } from "../../support/vscode/index.ts";
import { owner, ref, server, shellWithServer } from "./documents/opened.ts";

const { reviewAndRun } = await import("../../../src/shell/resources/review-and-run.ts");
const { adviceOnServers } = await import("../../../src/shell/resources/server-advice.ts");

/** A change of the server that is there. */
function changed(fields: readonly FieldChange[]): Change {
  const stored = { ref, value: server };
  return changeOf(authorizationServer as Kind, stored, fields, { id: "change" }) ?? assert.fail();
}

const { signal } = new AbortController();

suite("a plan with an authorization server", () => {
  test("that is created says which callback its application must allow", async () => {
    const { services } = await shellWithServer();
    window.panels.length = 0;
    window.onPanel = (panel) => panel.press("cancel");
    await reviewAndRun(
      services,
      creation(authorizationServer, owner, server, { id: "create", refId: "Auth0-Orders" }),
    );
    const html = window.panels[0]?.webview.html ?? "";
    assert.match(html, /signin-oauth\/code\/callback\/auth0-orders/);
    assert.doesNotMatch(html, /capital letters/);
  });

  test("that gets PKCE says what that needs, by what the server is besides", async () => {
    const { accounts, put } = await shellWithServer();
    put({ authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=x" });
    const change = changed([{ path: "grantTypes", added: ["authorizationCodeWithPkce"], removed: [] }]);
    const notes = await adviceOnServers(accounts, [change], signal);
    assert.equal(notes.length, 2);
    assert.match(notes[0] ?? "", /client id client must allow.*code\/callback.*code-pkce\/callback/);
    assert.match(notes[1] ?? "", /has a query/);
  });

  test("of which nothing decides about signing in is not asked about, nor is one that goes", async () => {
    const { accounts, azure } = await shellWithServer();
    azure.readInstance = () => assert.fail("asked");
    const renamed = changed([{ path: "displayName", after: "New" }]);
    const gone = deletion(authorizationServer, { ref, value: server } as never, { id: "delete" });
    assert.deepEqual(await adviceOnServers(accounts, [renamed, gone], signal), []);
  });

  test("says the callback's path where the instance could not be read", async () => {
    const { accounts, azure } = await shellWithServer();
    azure.readInstance = () => Promise.reject(new Error("No network."));
    const change = creation(authorizationServer, owner, server, { id: "create", refId: "orders" });
    assert.match((await adviceOnServers(accounts, [change], signal)).join(" "), /could not be read/);
  });
});
