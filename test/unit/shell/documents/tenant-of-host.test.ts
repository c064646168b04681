import assert from "node:assert/strict";
import type { Change, Json } from "../../../../src/resources/kind.ts";
import { auth0Application } from "../../../../src/resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { connectedShell, contoso } from "../../../support/shell.ts";
import { owner } from "./opened.ts";

const { withTenants } = await import("../../../../src/shell/documents/tenant-of-host.ts");

const { signal } = new AbortController();

const secretAt = (host: string): Json => ({
  secretOf: { kind: auth0Application.id, owner: host, id: "portal-client" },
});

function changeWith(after: Json): Change {
  return {
    id: "change",
    verb: "update",
    ref: { kind: authorizationServer.id, owner, id: "auth0-calculator" },
    title: "Change",
    fields: [
      { path: "displayName", after: "New" },
      { path: "clientSecret", after },
    ],
    needs: [],
  };
}

suite("the application that a document's addresses name", () => {
  test("is one of the tenant whose custom domain they are at", async () => {
    const { accounts, auth0 } = await connectedShell();
    auth0.tenant = { ...auth0.tenant, customDomains: ["login.contoso.com"] };
    const change = await withTenants(accounts, changeWith(secretAt("login.contoso.com")), signal);
    assert.deepEqual(change, changeWith(secretAt(contoso.domain)));
  });

  test("stays where it is said to be when no connected tenant is there, or none may be asked", async () => {
    const { accounts, auth0 } = await connectedShell();
    const other = changeWith(secretAt("login.fabrikam.com"));
    assert.deepEqual(await withTenants(accounts, other, signal), other);
    auth0.readTenant = () => Promise.reject(new Error("No network."));
    assert.deepEqual(await withTenants(accounts, other, signal), other);
  });

  test("of a connected tenant's own domain, and any other secret, asks nobody", async () => {
    const { accounts, auth0 } = await connectedShell();
    auth0.readTenant = () => assert.fail("asked");
    for (const change of [changeWith(secretAt(contoso.domain)), changeWith("typed")])
      assert.equal(await withTenants(accounts, change, signal), change);
  });
});
