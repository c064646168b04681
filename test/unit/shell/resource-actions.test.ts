import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Kind } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { commandOf } from "../../support/command-of.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso } from "../../support/shell.ts";
import { env, person, window } from "../../support/vscode/index.ts";

const { commandIds } = await import("../../../src/shell/ids.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { clientSecretCommands } = await import("../../../src/shell/resources/client-secret.ts");

const signal = new AbortController().signal;
const managementApi = `https://${contoso.domain}/api/v2/`;

type Moves = typeof person.moves;

async function shellWithPerson() {
  const shell = await connectedShell();
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  const { services } = shell;
  const run = (command: Parameters<typeof runCommand>[0], moves: Moves, argument?: unknown) => {
    person.moves = [...moves];
    return runCommand(command, argument, services.logger);
  };
  const secrets = (id: Parameters<typeof commandOf>[1]) => commandOf(clientSecretCommands(services), id);
  return {
    ...shell,
    create: (moves: Moves) => run(createResourceCommand(services), moves),
    remove: (moves: Moves, argument?: unknown) => run(deleteResourceCommand(services), moves, argument),
    copySecret: (argument?: unknown, moves: Moves = []) =>
      run(secrets(commandIds.copyClientSecret), moves, argument),
    rotateSecret: (argument?: unknown, moves: Moves = []) =>
      run(secrets(commandIds.rotateClientSecret), moves, argument),
    page: () => window.panels.at(-1)?.webview.html ?? "",
  };
}

type Shell = Awaited<ReturnType<typeof shellWithPerson>>;

/** What the connected application may do from now on. */
async function grant({ auth0 }: Shell, scopes: readonly string[]) {
  auth0.clientSecrets.set(contoso.clientId, "auth0-secret");
  auth0.clientGrants = [{ id: "own", clientId: contoso.clientId, audience: managementApi, scopes }];
}

/** An application of the tenant, as a tree has it. */
async function portal({ auth0 }: Shell) {
  const { value } = await createIn(auth0, auth0Application, {
    name: "Portal",
    type: "regular_web",
    callbacks: [],
    grantTypes: ["authorization_code"],
    tokenEndpointAuthMethod: "client_secret_basic",
  });
  const { clientId } = value;
  const ref = { kind: auth0Application.id, owner: contoso.domain, id: clientId };
  return { clientId, ref, argument: { target: targetOf(auth0Application, ref) } };
}

function targetOf(of: Kind, ref: { readonly kind: string; readonly owner: string; readonly id: string }) {
  return { kind: "resource", of, account: contoso, ref, value: {} };
}

/** An authorization server that signs in with an application. */
async function serverOf(
  { azure }: Shell,
  clientId: string,
  id = "auth0-calc",
  tokenEndpoint = "https://contoso.eu.auth0.com/oauth/token",
) {
  const ref = { kind: authorizationServer.id, owner: instancePath(contosoApim), id };
  await azure.stores.servers.create(
    ref,
    {
      displayName: "Auth0 (Calculator)",
      description: undefined,
      clientRegistrationEndpoint: "https://contoso.eu.auth0.com/",
      authorizationEndpoint: "https://contoso.eu.auth0.com/authorize?audience=calc",
      tokenEndpoint,
      clientId,
      clientSecret: "the-old-secret",
      grantTypes: ["authorizationCode"],
      clientAuthenticationMethods: ["Basic"],
      defaultScope: undefined,
      tokenBodyParameters: [],
      useInTestConsole: true,
      useInApiDocumentation: false,
    },
    signal,
  );
  return ref;
}

const newApi: Moves = [
  { pick: "Auth0 API" },
  { type: "https://orders.example/" },
  { type: "Orders" },
  { type: "read:orders, write:orders" },
  { pick: "RS256" },
  { pick: "Off" },
  { pick: [] },
];

suite("creating from the palette", () => {
  test("an Auth0 API: kind, identifier, name, scopes, algorithm, role-based access control", async () => {
    const { create, auth0 } = await shellWithPerson();
    await create(newApi);
    const [{ id: _, ...api } = assert.fail()] = auth0.apis;
    assert.deepEqual(
      [api.name, api.identifier, api.scopes, api.signingAlgorithm, api.enforcesPolicies],
      [
        "Orders",
        "https://orders.example/",
        [{ value: "read:orders" }, { value: "write:orders" }],
        "RS256",
        false,
      ],
    );
  });

  for (const [what, at, wrong, complaint] of [
    ["an identifier with spaces", 1, "my api", /no spaces/],
    ["an identifier of another API", 1, "taken", /that of the Auth0 API “Taken” already/],
    ["a name with <", 2, "<Orders>", /no < and >/],
    ["a scope that no token can carry", 3, "read:orders lesen:größe", /“lesen:größe” cannot be a scope/],
  ] as const) {
    test(`${what} is refused where it is typed`, async () => {
      const shell = await shellWithPerson();
      await createIn(shell.auth0, auth0Api, {
        name: "Taken",
        identifier: "taken",
        scopes: [],
        signingAlgorithm: "RS256",
      });
      await shell.create([...newApi.slice(0, at), { type: wrong }, "escape"]);
      assert.match(person.complaint ?? "", complaint);
      assert.equal(shell.auth0.apis.length, 1);
    });
  }

  for (const [type, asksCallbacks, grantTypes, method] of [
    ["Regular Web", true, ["authorization_code", "refresh_token"], "client_secret_basic"],
    ["Single Page", true, ["authorization_code", "refresh_token"], "none"],
    ["Native", true, ["authorization_code", "refresh_token"], "none"],
    ["Machine to Machine", false, ["client_credentials"], "client_secret_basic"],
  ] as const) {
    test(`an application of the type ${type} gets the grants that such applications use`, async () => {
      const { create, auth0 } = await shellWithPerson();
      const callbacks: Moves = asksCallbacks ? [{ type: "https://a.example/cb, myapp://cb" }, "enter"] : [];
      const origins: Moves = type === "Single Page" ? [{ type: "https://a.example" }] : [];
      await create([{ pick: "Application" }, { type: "Shop" }, { pick: type }, ...callbacks, ...origins]);
      const [application] = auth0.applications;
      assert.deepEqual(
        [application?.grantTypes, application?.tokenEndpointAuthMethod, application?.callbacks ?? []],
        [grantTypes, method, asksCallbacks ? ["https://a.example/cb", "myapp://cb"] : []],
      );
    });
  }

  test("a callback without a scheme is refused", async () => {
    const { create } = await shellWithPerson();
    await create([
      { pick: "Application" },
      { type: "Shop" },
      { pick: "Native" },
      { type: "a.example/cb" },
      "escape",
    ]);
    assert.match(person.complaint ?? "", /begins with a scheme/);
  });

  test("what the account may not do is said with the scope it lacks, before any question", async () => {
    const shell = await shellWithPerson();
    await grant(shell, ["read:resource_servers"]);
    await shell.create([{ pick: "Auth0 API" }]);
    assert.match(person.heard, /needs the Management API scope create:resource_servers/);
    assert.equal(person.prompts.length, 1);
    await grant(shell, ["read:resource_servers", "create:resource_servers"]);
    await shell.create(newApi);
    assert.equal(shell.auth0.apis.length, 1);
  });
});

suite("deleting", () => {
  test("from the palette: which kind, which one, and what goes and breaks with it", async () => {
    const shell = await shellWithPerson();
    const { clientId } = await portal(shell);
    await createIn(shell.auth0, auth0Api, {
      name: "C",
      identifier: "calc",
      scopes: [],
      signingAlgorithm: "RS256",
    });
    await createIn(shell.auth0, clientGrant, { clientId, audience: "calc", scopes: [] });
    await serverOf(shell, clientId);
    window.onPanel = () => {};
    void shell.remove([{ pick: "Application" }, { pick: "Portal" }]);
    const panel = await new Promise<(typeof window.panels)[number]>((resolve) => {
      window.onPanel = resolve;
    });
    await Promise.resolve();
    assert.match(panel.webview.html, /tokens of “calc” without a user goes with it/);
    assert.match(panel.webview.html, /server “Auth0 \(Calculator\)” of contoso-apim signs in with it/);
    panel.press("cancel");
    assert.equal(shell.auth0.applications.length, 1);
  });

  test("an application goes, and undo makes it again", async () => {
    const shell = await shellWithPerson();
    const { argument } = await portal(shell);
    await shell.remove([], argument);
    assert.deepEqual(shell.auth0.applications, []);
  });

  test("an Auth0 API that an authorization server asks for says so before it goes", async () => {
    const shell = await shellWithPerson();
    const { clientId } = await portal(shell);
    await createIn(shell.auth0, auth0Api, { name: "C", identifier: "calc" });
    await serverOf(shell, clientId);
    let page = "";
    window.onPanel = (panel) => {
      page = panel.webview.html;
      panel.press("apply");
    };
    await shell.remove([{ pick: "Auth0 API" }, { pick: "C" }]);
    assert.match(
      page,
      /server “Auth0 \(Calculator\)” of contoso-apim asks for its tokens, and will get none/,
    );
    assert.deepEqual(shell.auth0.apis, []);
  });

  test("what is Auth0's own stays, and says why", async () => {
    const shell = await shellWithPerson();
    await createIn(shell.auth0, auth0Api, {
      name: "M",
      identifier: "m",
      scopes: [],
      signingAlgorithm: "RS256",
    });
    shell.auth0.apis = shell.auth0.apis.map((api) => ({ ...api, isSystem: true }));
    await shell.remove([{ pick: "Auth0 API" }, { pick: "M" }]);
    const { lines, details } = person.prompts.at(-1) ?? {};
    assert.deepEqual(lines, ["", "$(circle-slash) M"]);
    assert.match(details?.[0]?.[1] ?? "", /one of Auth0's own APIs/);
    assert.deepEqual([shell.auth0.apis.length, window.panels.length], [1, 0]);
  });

  test("a grant that may not be read is said on the page, and the deletion is still offered", async () => {
    const shell = await shellWithPerson();
    const { argument } = await portal(shell);
    shell.auth0.calls.failNext("list auth0-client-grant", new Failure("forbidden", "No."));
    await shell.remove([], argument);
    assert.deepEqual(shell.auth0.applications, []);
  });
});

suite("the client secret of an application", () => {
  test("is copied, and told to nobody", async () => {
    const shell = await shellWithPerson();
    const { clientId, argument } = await portal(shell);
    const secret = shell.auth0.clientSecrets.get(clientId) ?? assert.fail();
    await shell.copySecret(argument);
    assert.equal(env.clipboard.text, secret);
    const told = JSON.stringify([
      person.messages,
      person.prompts,
      person.statusBar,
      shell.log,
      shell.memento.json,
    ]);
    assert.ok(!told.includes(secret));
    assert.match(person.heard, /is on the clipboard, and was shown nowhere/);
  });

  test("is asked for from the palette too", async () => {
    const shell = await shellWithPerson();
    const { clientId } = await portal(shell);
    await shell.copySecret(undefined, [{ pick: "Portal" }]);
    assert.equal(env.clipboard.text, shell.auth0.clientSecrets.get(clientId));
  });

  test("needs read:client_keys, which is said", async () => {
    const shell = await shellWithPerson();
    const { argument } = await portal(shell);
    await grant(shell, ["read:clients"]);
    env.clipboard.text = "before";
    await shell.copySecret(argument);
    assert.match(person.heard, /needs the Management API scope read:client_keys/);
    assert.equal(env.clipboard.text, "before");
  });

  test("there is none of a public application", async () => {
    const shell = await shellWithPerson();
    const { ref } = await createIn(shell.auth0, auth0Application, {
      name: "Page",
      type: "spa",
      tokenEndpointAuthMethod: "none",
    });
    await shell.copySecret({ target: targetOf(auth0Application, ref) });
    assert.match(person.heard, /has no client secret that may be used/);
  });

  test("is rotated with the servers that hold it, and shown and copied on the page of the result only", async () => {
    const shell = await shellWithPerson();
    const { clientId, argument } = await portal(shell);
    await serverOf(shell, clientId);
    await serverOf(shell, "somebody else's", "other");
    const old = shell.auth0.clientSecrets.get(clientId);
    let review = "";
    window.onPanel = (panel) => {
      review = panel.webview.html;
      panel.press("apply");
    };
    await shell.rotateSecret(argument);
    const secret = shell.auth0.clientSecrets.get(clientId) ?? assert.fail();
    assert.notEqual(secret, old);
    const { secrets } = shell.azure.instance(contosoApim);
    assert.deepEqual([secrets.get("auth0-calc"), secrets.get("other")], [secret, "the-old-secret"]);
    assert.match(
      review,
      /cannot be taken back[\s\S]*old secret stops working at once: whatever else signs in as “Portal” fails/,
    );
    assert.match(
      review,
      /Give the new client secret to the authorization server “Auth0 \(Calculator\)” of contoso-apim/,
    );
    assert.match(person.heard, /Rotate the client secret of “Portal”/);
    const [panel] = window.panels;
    assert.doesNotMatch(shell.page(), /was so already/);
    panel?.press("secret-copy");
    await told(() => env.clipboard.text === secret);
    panel?.press("secret-show");
    await told(() => panel?.told.at(-1)?.parts["secret"] === secret);
    const kept = JSON.stringify([...shell.folder.texts, shell.log, shell.memento.json, review, shell.page()]);
    assert.ok(!kept.includes(secret));
  });

  test("is given to no server that would send it to somebody else, though it has the client id", async () => {
    const shell = await shellWithPerson();
    const { clientId, argument } = await portal(shell);
    await serverOf(shell, clientId);
    await serverOf(shell, clientId, "strange", "https://somebody.example/oauth/token");
    let review = "";
    window.onPanel = (panel) => {
      review = panel.webview.html.replace(/<wbr ?\/?>/g, "");
      panel.press("apply");
    };
    await shell.rotateSecret(argument);
    const secret = shell.auth0.clientSecrets.get(clientId) ?? assert.fail();
    const { secrets } = shell.azure.instance(contosoApim);
    assert.deepEqual([secrets.get("auth0-calc"), secrets.get("strange")], [secret, "the-old-secret"]);
    assert.match(review, /sends secrets elsewhere than to contoso\.eu\.auth0\.com/);
  });

  test("is left alone after Cancel", async () => {
    const shell = await shellWithPerson();
    const { clientId, argument } = await portal(shell);
    const old = shell.auth0.clientSecrets.get(clientId);
    window.onPanel = (panel) => panel.press("cancel");
    await shell.rotateSecret(argument);
    assert.match(person.heard, /the plan was not applied/);
    assert.equal(shell.auth0.clientSecrets.get(clientId), old);
  });

  test("instances that could not be read are told before", async () => {
    const shell = await shellWithPerson();
    const { clientId, argument } = await portal(shell);
    await serverOf(shell, clientId);
    shell.azure.calls.failNext("list azure-authorization-server", new Failure("forbidden", "You may not."));
    let review = "";
    window.onPanel = (panel) => {
      review = panel.webview.html;
      panel.press("cancel");
    };
    await shell.rotateSecret(argument);
    assert.match(review, /authorization servers of contoso-apim could not be read: You may not\./);
  });
});

/** Waits until what a press sets off has happened. */
async function told(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
