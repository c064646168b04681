import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { kinds } from "../../../src/resources/all-kinds.ts";
import { creation, deletion, update } from "../../../src/resources/changes.ts";
import type { Field } from "../../../src/resources/kind.ts";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { product } from "../../../src/resources/kinds/product.ts";
import { productApi } from "../../../src/resources/kinds/product-api.ts";
import { subscription } from "../../../src/resources/kinds/subscription.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { makeReviewed } = await import("../../../src/shell/resources/review-and-run.ts");
const { chooseIn } = await import("../../../src/shell/choose-resource.ts");
type Change = ReturnType<typeof creation>;

const { signal } = new AbortController();
const owner = instancePath(contosoApim);

/** The page of the plan of `change`, as people read it, and its title. */
async function reviewed(shell: Awaited<ReturnType<typeof connectedShell>>, ...changes: readonly Change[]) {
  let page = "";
  window.onPanel = (panel) => {
    page = panel.webview.html;
    panel.press("cancel");
  };
  const title = changes[0]?.title ?? "";
  const plan = { title, subject: "test", changes, unchanged: [], notes: [] };
  await makeReviewed(shell.services, plan);
  const text = page
    .replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>|<svg[\s\S]*?<\/svg>|<wbr>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
  return { text, html: page };
}

/** A tenant with an API, an application and a connection. */
async function tenant() {
  const shell = await connectedShell();
  const { auth0 } = shell;
  const api = await createIn(auth0, auth0Api, { name: "Orders", identifier: "https://orders.example" });
  const desk = await createIn(auth0, auth0Application, { name: "Desk", type: "regular_web" });
  const users = await createIn(auth0, auth0Connection, { name: "users", strategy: "auth0" });
  return { ...shell, api, desk, users };
}

suite("names of what a plan touches", () => {
  test("a grant is titled and shown by the names of its application and its API, with their ids beside", async () => {
    const shell = await tenant();
    const clientId = shell.desk.ref.id;
    const draft = {
      clientId,
      audience: "https://orders.example",
      subjectType: "client" as const,
      scopes: [],
    };
    const { text } = await reviewed(shell, creation(clientGrant, contoso.domain, draft, { id: "one" }));
    assert.match(text, /Create the client grant “Desk on Orders”/);
    assert.ok(text.includes(`Application Desk ${clientId} `), text);
    assert.ok(text.includes("Audience Orders https://orders.example "), text);
    assert.ok(text.includes("Type of access For itself client "), "as it was called where it was chosen");
    assert.ok(text.includes(` ${contoso.domain} `), text);
  });

  test("a change and a deletion of a grant are titled so too", async () => {
    const shell = await tenant();
    const stored = await createIn(shell.auth0, clientGrant, {
      clientId: shell.desk.ref.id,
      audience: "https://orders.example",
      subjectType: "client" as const,
      scopes: [],
    });
    const change = update(clientGrant, stored, { organizationUsage: "allow" }, { id: "one" });
    assert.ok(change);
    assert.match((await reviewed(shell, change)).text, /Change the client grant “Desk on Orders”/);
    const gone = deletion(clientGrant, stored, { id: "one" });
    assert.match((await reviewed(shell, gone)).text, /Delete the client grant “Desk on Orders”/);
  });

  test("what is enabled, and what is put into a product, are told as sentences", async () => {
    const shell = await tenant();
    const [connectionId, clientId] = [shell.users.ref.id, shell.desk.ref.id];
    const enable = creation(enabledApplication, contoso.domain, { connectionId, clientId }, { id: "one" });
    const { text } = await reviewed(shell, enable);
    assert.match(text, /Enable the connection “users” for the application “Desk”/);
    assert.ok(text.includes(`Connection users ${connectionId} `), text);
    const draft = { displayName: "Basic Calculator", path: "calc", protocols: ["https"] };
    const apiRef = { kind: apimApi.id, owner, id: "basic-calculator" };
    await shell.azure.stores.apis.create(apiRef, { ...apimApi.defaults, ...draft }, signal);
    const starter = { displayName: "Starter", subscriptionRequired: true, state: "published" };
    const changes = [
      creation(product, owner, starter, { id: "product", refId: "p-1" }),
      creation(productApi, owner, { productId: "p-1", apiId: "basic-calculator" }, { id: "api" }),
      creation(
        subscription,
        owner,
        { displayName: "Key", scope: "/products/p-1" },
        { id: "key", refId: "k" },
      ),
    ];
    const page = await reviewed(shell, ...changes);
    assert.match(page.text, /Add the API “Basic Calculator” to the product “Starter”/);
    assert.ok(page.text.includes("Product Starter p-1 "), page.text);
    assert.ok(page.text.includes("Scope Starter /products/p-1 "), page.text);
    assert.ok(page.text.includes("Create the product “Starter” create contoso-apim · p-1 "), page.text);
  });

  test("the application of an authorization server is found in the connected tenants", async () => {
    const shell = await tenant();
    const draft = {
      displayName: "Sign in",
      clientRegistrationEndpoint: "https://contoso.eu.auth0.com/",
      authorizationEndpoint: "https://contoso.eu.auth0.com/authorize",
      tokenEndpoint: "https://contoso.eu.auth0.com/oauth/token",
      clientId: shell.desk.ref.id,
      grantTypes: ["authorizationCode"],
    };
    const change = creation(
      authorizationServer,
      owner,
      { ...authorizationServer.defaults, ...draft } as never,
      {
        id: "one",
        refId: "sign-in",
      },
    );
    assert.ok((await reviewed(shell, change)).text.includes(`Client id Desk ${shell.desk.ref.id} `));
  });

  test("what is unknown, gone or forbidden keeps its id, and the plan is shown all the same", async () => {
    const shell = await tenant();
    shell.auth0.stores.applications.hook = () => {
      throw new Failure("forbidden", "Not allowed.");
    };
    const draft = {
      clientId: "c-gone",
      audience: "https://gone.example",
      subjectType: "client" as const,
      scopes: [],
    };
    const { text } = await reviewed(shell, creation(clientGrant, contoso.domain, draft, { id: "one" }));
    assert.match(text, /“c-gone on https:\/\/gone\.example”/);
    assert.ok(text.includes("Application c-gone "), text);
  });

  test("a name cannot become markup", async () => {
    const shell = await tenant();
    const evil = await createIn(shell.auth0, auth0Application, { name: "<img src=x>", type: "spa" });
    const draft = { clientId: evil.ref.id, audience: "a", subjectType: "client" as const, scopes: [] };
    const { html } = await reviewed(shell, creation(clientGrant, contoso.domain, draft, { id: "one" }));
    assert.doesNotMatch(html, /<img/);
    assert.ok(html.includes("&lt;img"));
  });

  test("a grant is picked by the names of its application and its API", async () => {
    const shell = await tenant();
    const clientId = shell.desk.ref.id;
    const grant = {
      clientId,
      audience: "https://orders.example",
      subjectType: "client" as const,
      scopes: [],
    };
    const { ref } = await createIn(shell.auth0, clientGrant, grant);
    person.moves = [{ pick: "Desk on Orders" }];
    const chosen = await chooseIn(shell.accounts, clientGrant, contoso.domain, "Delete…");
    assert.equal(chosen.ref.id, ref.id);
  });

  test("every field that names a thing names one of a kind that is there", () => {
    const texts = ["x", "/products/x", "/apis/x", "/backends/x", "/apiVersionSets/x"];
    const members = [undefined, "authorizationServerId", "openidProviderId", "id", "certificateIds"];
    for (const { id, fields } of kinds) {
      for (const [name, { names }] of Object.entries<Field>(fields)) {
        if (!names) continue;
        const found = texts.flatMap((text) => members.flatMap((member) => names(text, member) ?? []));
        assert.ok(found.length > 0, `${id}.${name}`);
        for (const one of found) {
          const kind = kinds.find((each) => each.id === one.kind);
          assert.ok(
            kind && (one.by === undefined || one.by in kind.fields),
            `${id}.${name} names ${one.kind}`,
          );
        }
      }
    }
  });
});
