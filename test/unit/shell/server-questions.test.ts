import assert from "node:assert/strict";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso, principal, shellInMemory } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");

type Moves = typeof person.moves;

const kind: Moves = [{ pick: "Authorization server" }];
const tenant: Moves = [...kind, { pick: "Auth0 tenant contoso.eu.auth0.com" }];

/** A tenant with an API and two applications, and an instance that is to get a server. */
async function shellWithTenant() {
  const shell = await connectedShell();
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  await createIn(shell.auth0, auth0Api, {
    name: "Orders",
    identifier: "https://orders.example/",
    scopes: [{ value: "read:orders" }, { value: "write:orders" }],
  });
  const portal = await createIn(shell.auth0, auth0Application, {
    name: "Portal",
    type: "regular_web",
    tokenEndpointAuthMethod: "client_secret_post",
  });
  await createIn(shell.auth0, auth0Application, {
    name: "Page",
    type: "spa",
    tokenEndpointAuthMethod: "none",
  });
  const held = shell.azure.instance(contosoApim);
  const create = async (moves: Moves) => {
    person.moves = [...moves];
    await runCommand(createResourceCommand(shell.services), undefined, shell.services.logger);
    return [...held.authorizationServers.values()][0];
  };
  return { ...shell, create, secrets: held.secrets, clientId: portal.ref.id };
}

suite("an authorization server", () => {
  test("from a tenant: endpoints, audience, scopes, client and its secret need no typing", async () => {
    const { create, secrets, auth0, clientId } = await shellWithTenant();
    const server = await create([
      ...tenant,
      { pick: "Orders" },
      "enter",
      { pick: "Portal" },
      { pick: "That of the application" },
      { pick: "Authorization code" },
    ]);
    assert.deepEqual(
      [server?.displayName, server?.authorizationServerId],
      ["Auth0 (Orders)", "auth0-orders"],
    );
    assert.deepEqual(
      [server?.authorizationEndpoint, server?.tokenEndpoint, server?.clientRegistrationEndpoint],
      [
        "https://contoso.eu.auth0.com/authorize?audience=https%3A%2F%2Forders.example%2F",
        "https://contoso.eu.auth0.com/oauth/token",
        "https://contoso.eu.auth0.com/",
      ],
    );
    assert.deepEqual(
      [server?.clientId, server?.clientAuthenticationMethods, server?.defaultScope, server?.grantTypes],
      [clientId, ["Body"], "read:orders write:orders", ["authorizationCode"]],
    );
    assert.equal(secrets.get("auth0-orders"), auth0.clientSecrets.get(clientId));
  });

  for (const [choice, grantType] of [
    ["Authorization code", "authorizationCode"],
    ["Implicit", "implicit"],
    ["Client credentials", "clientCredentials"],
    ["Resource owner password", "resourceOwnerPassword"],
  ] as const) {
    test(`for the grant “${choice}”, with what such requests need`, async () => {
      const { create } = await shellWithTenant();
      const server = await create([
        ...tenant,
        { pick: "Orders" },
        "enter",
        { pick: "Portal" },
        { pick: "That of the application" },
        { pick: choice },
      ]);
      assert.deepEqual(server?.grantTypes, [grantType]);
      // a token is asked for without the authorization endpoint where nobody signs in there
      assert.match(server?.authorizationEndpoint ?? "", /audience=https%3A%2F%2Forders\.example%2F/);
      const isDirect = ["clientCredentials", "resourceOwnerPassword"].includes(grantType);
      const audience = [{ name: "audience", value: "https://orders.example/" }];
      assert.deepEqual(server?.tokenBodyParameters, isDirect ? audience : []);
    });
  }

  test("with an application that is public: no secret is asked for", async () => {
    const { create, secrets } = await shellWithTenant();
    const server = await create([
      ...tenant,
      { pick: "Orders" },
      { type: "Page’s" },
      { pick: "Page" },
      { pick: "Authorization code with PKCE" },
    ]);
    assert.deepEqual(
      [server?.displayName, server?.grantTypes, server?.clientAuthenticationMethods, secrets.size],
      ["Page’s", ["authorizationCodeWithPkce"], [], 0],
    );
  });

  test("a secret can be typed, out of sight, or left out", async () => {
    for (const [choice, typed, secret] of [
      ["Type it…", [{ type: "the-secret" }], "the-secret"],
      ["None, for PKCE", [], undefined],
    ] as const) {
      const { create, secrets } = await shellWithTenant();
      await create([
        ...tenant,
        { pick: "Orders" },
        "enter",
        { pick: "Portal" },
        { pick: choice },
        ...typed,
        { pick: "Authorization code" },
      ]);
      assert.equal(secrets.get("auth0-orders"), secret);
      assert.deepEqual(person.prompts.filter(({ password }) => password).length, typed.length);
      assert.ok(!(window.panels[0]?.webview.html ?? "the-secret").includes("the-secret"));
    }
  });

  test("for another client than an application of the tenant, and for no API", async () => {
    const { create } = await shellWithTenant();
    const server = await create([
      ...tenant,
      { pick: "None" },
      "enter",
      { pick: "Another client id…" },
      { type: "elsewhere" },
      { type: "" },
      { pick: "Client credentials" },
      { pick: "Basic" },
    ]);
    assert.deepEqual(
      [
        server?.clientId,
        server?.authorizationEndpoint,
        server?.defaultScope,
        server?.clientAuthenticationMethods,
      ],
      ["elsewhere", "https://contoso.eu.auth0.com/authorize", undefined, ["Basic"]],
    );
  });

  test("from a directory of Entra, which must be one", async () => {
    const { create } = await shellWithTenant();
    await create([...kind, { pick: "Microsoft Entra ID" }, { type: "contoso" }, "escape"]);
    assert.match(person.complaint ?? "", /named by its id/);
    const server = await create([
      ...kind,
      { pick: "Microsoft Entra ID" },
      { type: "contoso.onmicrosoft.com" },
      "enter",
      { type: "client" },
      { type: "secret" },
      { pick: "Authorization code" },
      { pick: "Body" },
    ]);
    assert.equal(
      server?.authorizationEndpoint,
      "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/authorize",
    );
  });

  test("by hand, everything is asked for; back from there leads to the first question", async () => {
    const { create } = await shellWithTenant();
    const server = await create([
      ...kind,
      { pick: "Another one, by hand" },
      "back",
      { pick: "Another one, by hand" },
      { type: "Mine" },
      { type: "https://id.example/authorize" },
      { type: "https://id.example/token" },
      { type: "https://id.example/" },
      { type: "client" },
      { type: "" },
      { pick: "Implicit" },
      { pick: "None" },
    ]);
    assert.deepEqual([server?.displayName, server?.clientId], ["Mine", "client"]);
    assert.deepEqual(server?.grantTypes, ["implicit"]);
  });

  test("another source asks again, and forgets what the first one said", async () => {
    const { create } = await shellWithTenant();
    const server = await create([
      ...tenant,
      { pick: "Orders" },
      "back",
      "back",
      { pick: "Microsoft Entra ID" },
      { type: "contoso.com" },
      "enter",
      { type: "client" },
      { type: "" },
      { pick: "Authorization code" },
      { pick: "Body" },
    ]);
    assert.deepEqual([server?.displayName, server?.defaultScope], ["Microsoft Entra ID", undefined]);
  });

  test("a sandbox’s tenant is not offered to an instance that cannot reach it", async () => {
    const shell = shellInMemory();
    await shell.accounts.connectTenant({ ...contoso, sandbox: { ca: "ca.pem" } }, "secret");
    await shell.accounts.connectAzure(principal, "secret");
    person.moves = [...kind, "escape"];
    await runCommand(createResourceCommand(shell.services), undefined, shell.services.logger);
    assert.deepEqual(person.prompts.at(-1)?.lines, [
      "$(azure) Microsoft Entra ID",
      "$(edit) Another one, by hand",
    ]);
  });
});
