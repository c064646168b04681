import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { readDocument } from "../../../src/documents/index.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { readerOf } from "../../../src/resources/clouds.ts";
import type { Kind } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { connectionAccess } from "../../../src/resources/kinds/connection-access.ts";
import { credentialConnection } from "../../../src/resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../../src/resources/kinds/credential-provider.ts";
import { policy } from "../../../src/resources/kinds/policy.ts";
import { saysSecret } from "../../../src/shell/documents/draft-secrets.ts";
import type { Target } from "../../../src/shell/target.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso, principal, shellInMemory } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");

const { undoLastCommand } = await import("../../../src/shell/journal/undo-last.ts");

const owner = instancePath(contosoApim);
const { signal } = new AbortController();

type Shell = Awaited<ReturnType<typeof connectedShell>>;

async function create(
  of: Kind,
  moves: typeof person.moves,
  prepare: (shell: Shell) => unknown = () => undefined,
  parent?: string,
) {
  const shell = await connectedShell();
  prepare(shell);
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  person.moves = [...moves];
  const target: Target = {
    kind: "resource-group",
    account: principal,
    owner,
    of,
    ...(parent !== undefined && { parent }),
  };
  await runCommand(createResourceCommand(shell.services), { target }, shell.services.logger);
  window.onPanel = () => {};
  return shell.azure.stores;
}

const withAudience = ({ auth0 }: Shell) => {
  auth0.tenant = { ...auth0.tenant, defaultAudience: "https://orders.example" };
};

suite("the credential manager", () => {
  test("a provider of a tenant with a default audience: says whom its tokens are for", async () => {
    const moves = [{ pick: "Auth0 tenant contoso.eu.auth0.com" }, "enter", { type: "read:orders" }] as const;
    const { credentialProviders } = await create(credentialProvider, [...moves], withAudience);
    const [made] = credentialProviders.all;
    assert.equal(made?.value.identityProvider, "oauth2", person.heard);
    assert.deepEqual(made?.value.oauth2?.grantTypes, {
      clientCredentials: { tokenUrl: "https://contoso.eu.auth0.com/oauth/token", scopes: "read:orders" },
    });
    assert.match(JSON.stringify(person.prompts), /default audience https:\/\/orders\.example/);
  });

  test("a tenant without a default audience, or one whose settings cannot be read, is refused in words", async () => {
    const moves = [{ pick: "Auth0 tenant contoso.eu.auth0.com" }];
    await create(credentialProvider, moves);
    assert.match(person.heard, /has no default audience.*not known.*Default Audience/);
    await create(credentialProvider, moves, ({ auth0 }) =>
      auth0.calls.failNext("readTenant", new Failure("forbidden", "No.")),
    );
    assert.match(person.heard, /could not be read.*read:tenant_settings/);
  });

  /** A provider made from the sandbox's tenant, with what was reviewed, and a way to take it back. */
  async function inSandbox(moves: typeof person.moves, prepare: (shell: Shell) => unknown = () => undefined) {
    const shell = shellInMemory();
    const { services, accounts } = shell;
    const origins = { authorityHost: "https://127.0.0.1:2", resourceManager: "https://127.0.0.1:3" };
    await accounts.connectTenant({ ...contoso, sandbox: { ca: "ca.pem" } }, "auth0-secret");
    const app = { kind: "service-principal", tenantId: "dir", clientId: "app" } as const;
    await accounts.connectAzure({ ...app, sandbox: { ca: "ca.pem", ...origins } }, "azure-secret");
    await prepare(shell);
    let page = "";
    window.onPanel = (panel) => {
      page = panel.webview.html;
      panel.press("apply");
    };
    person.moves = [...moves];
    const [account = assert.fail()] = accounts.azure.all();
    const target: Target = { kind: "resource-group", account, owner, of: credentialProvider };
    await runCommand(createResourceCommand(services), { target }, services.logger);
    const undo = async () => {
      person.presses = ["Undo"];
      await runCommand(undoLastCommand(services), undefined, services.logger);
    };
    return { ...shell, page, undo };
  }
  const sandboxTenant = { pick: "Auth0 tenant Sandbox" } as const;

  test("the sandbox's tenant gets a default audience with the provider, in one plan that takes both back", async () => {
    const { auth0, azure, page, undo } = await inSandbox(
      [sandboxTenant, { pick: "Orders" }, "enter", { type: "" }],
      (shell) => createIn(shell.auth0, auth0Api, { name: "Orders", identifier: "https://orders.example" }),
    );
    assert.match(
      page,
      /Make “https:\/\/orders\.example” the default audience of the sandbox(&#39;|')s tenant/,
    );
    assert.equal(auth0.tenant.defaultAudience, "https://orders.example", person.heard);
    assert.equal(azure.stores.credentialProviders.all.length, 1);
    await undo();
    assert.equal(auth0.tenant.defaultAudience, undefined);
    assert.equal(azure.stores.credentialProviders.all.length, 0);
  });

  test("the sandbox's tenant without an API of its own says that one is needed first", async () => {
    const { azure } = await inSandbox([sandboxTenant]);
    assert.match(person.heard, /has no API that could be its default audience.*Create an Auth0 API/);
    assert.deepEqual(azure.stores.credentialProviders.all, []);
  });

  test("one by hand, with a sign-in: the secret is asked out of sight, and stands in no page", async () => {
    const { credentialProviders } = await create(credentialProvider, [
      { pick: "Another one that speaks OAuth 2.0, by hand" },
      { type: "CRM" },
      { pick: "Authorization code" },
      { type: "https://crm.example/token" },
      { type: "https://crm.example/authorize" },
      { type: "crm-client" },
      { type: "crm-secret" },
      { type: "" },
    ]);
    assert.deepEqual(credentialProviders.all[0]?.value.oauth2?.grantTypes, {
      authorizationCode: {
        tokenUrl: "https://crm.example/token",
        authorizationUrl: "https://crm.example/authorize",
        clientId: "crm-client",
        refreshUrl: "https://crm.example/token",
      },
    });
    const seen = JSON.stringify([person.prompts, window.panels.map(({ webview }) => webview.html)]);
    assert.ok(!seen.includes("crm-secret"));
  });

  test("a connection below a provider, named as policies name it", async () => {
    const moves = [
      { type: "shop" },
      { pick: "Client credentials" },
      { type: "client" },
      { type: "client-secret" },
    ];
    const { credentialConnections } = await create(credentialConnection, moves, undefined, "crm");
    const [made] = credentialConnections.all;
    assert.equal(made?.ref.id, "crm/shop", person.heard);
    assert.deepEqual(made?.value.parameters, { clientId: "client" });
    await create(credentialConnection, [{ type: "a/b" }, "escape"], undefined, "crm");
    assert.match(person.complaint ?? "", /Letters, digits and hyphens only/);
  });

  test("who may use a connection: the managed identity of the instance, or another one by its ids", async () => {
    const principalId = "aaaaaaaa-0000-0000-0000-000000000000";
    const managedIdentity = { principalId, tenantId: "11111111-2222-3333-4444-555555555555" };
    const withIdentity = ({ azure }: Shell) => azure.addInstance({ ...contosoApim, managedIdentity });
    const its = [{ pick: "The managed identity of contoso-apim" }];
    const { connectionAccess: made } = await create(connectionAccess, its, withIdentity, "crm/shop");
    assert.deepEqual(
      made.all.map(({ ref, value }) => [ref.id, value.objectId, value.tenantId, value.connection]),
      [[`crm/shop/${principalId}`, principalId, managedIdentity.tenantId, "crm/shop"]],
      person.heard,
    );
    const other = "bbbbbbbb-0000-0000-0000-000000000000";
    const byHand = [
      { pick: "Another identity of Microsoft Entra ID" },
      { type: other },
      { type: managedIdentity.tenantId },
    ];
    const { connectionAccess: second } = await create(connectionAccess, byHand, withIdentity, "crm/shop");
    assert.equal(second.all[0]?.value.objectId, other, person.heard);
    // without an identity of its own there is nothing to choose
    await create(connectionAccess, [{ type: "me" }, "escape"], undefined, "crm/shop");
    assert.match(person.complaint ?? "", /32 hexadecimal digits/);
  });

  test("a provider with connections stays, and so does a connection that a policy names", async () => {
    const { azure, auth0 } = await connectedShell();
    const reader = readerOf({ azure, auth0 });
    const { credentialProviders, credentialConnections } = azure.stores;
    const provider = credentialProviders.put(owner, "crm", {
      displayName: "CRM",
      identityProvider: "oauth2",
      oauth2: { grantTypes: { authorizationCode: { clientId: "c" } } },
    });
    assert.deepEqual(await credentialProvider.inUse?.(provider, reader, signal), {
      known: true,
      value: undefined,
    });
    const draft = { authorizationType: "OAuth2", oAuth2GrantType: "ClientCredentials" };
    const ref = { kind: credentialConnection.id, owner, id: "crm/shop" };
    const connection = await credentialConnections.create(ref, draft, signal);
    assert.match(
      JSON.stringify(await credentialProvider.inUse?.(provider, reader, signal)),
      /connections \(shop\)/,
    );
    const level = { kind: "api", instance: contosoApim, apiId: basicCalculator.apiId } as const;
    const of = 'provider-id="crm" authorization-id="shop"';
    azure.putPolicy(level, `<policies><inbound><get-authorization-context ${of} /></inbound></policies>`);
    const used = JSON.stringify(await credentialConnection.inUse?.(connection, reader, signal));
    assert.match(used, /the policy of API basic-calculator\. Take it out/);
    const access = { connection: "crm/shop", objectId: "gateway", tenantId: "t" };
    const theirs = azure.stores.connectionAccess.put(owner, "crm/shop/gateway", access);
    assert.match(
      JSON.stringify(await credentialConnection.goesAlong?.(connection, reader, signal)),
      /access policies go with it.*gateway/,
    );
    assert.match(
      JSON.stringify(await connectionAccess.goesAlong?.(theirs, reader, signal)),
      /get tokens by the connection: the policy of API basic-calculator/,
    );
    azure.calls.failAlways(new Failure("forbidden", "No."));
    assert.equal((await credentialConnection.inUse?.(connection, reader, signal))?.known, false, policy.id);
    azure.calls.failAlways(undefined);
    const fields = [{ path: "displayName", after: "x" }];
    const told = JSON.stringify(await credentialProvider.breaks?.(provider, fields, reader, signal));
    assert.match(told, /needs the secret again/);
  });

  test("a client secret among the texts of a credential provider is refused, and no draft keeps it", () => {
    const clear = JSON.stringify({
      displayName: "Orders",
      identityProvider: "oauth2",
      oauth2: { grantTypes: { authorizationCode: { clientId: "portal", clientSecret: "hunter2" } } },
    });
    const { draft, problems } = readDocument(credentialProvider, clear);
    assert.deepEqual([draft, problems.map(({ code }) => code)], [undefined, ["secret-in-clear"]]);
    assert.match(problems[0]?.message ?? "", /"clientSecret": \{ "secret": "ask" \} beside "oauth2"/);
    assert.ok(saysSecret(credentialProvider, clear));
  });
});
