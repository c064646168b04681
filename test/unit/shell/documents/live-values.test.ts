import assert from "node:assert/strict";
import { known, unknown } from "../../../../src/core/known.ts";
import type { Kind } from "../../../../src/resources/kind.ts";
import { apimApi } from "../../../../src/resources/kinds/apim-api.ts";
import { auth0Application } from "../../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../../src/resources/kinds/auth0-connection.ts";
import { authorizationServer } from "../../../../src/resources/kinds/authorization-server.ts";
import { clientGrant } from "../../../../src/resources/kinds/client-grant.ts";
import { namedValue } from "../../../../src/resources/kinds/named-value.ts";
import { openIdProvider } from "../../../../src/resources/kinds/openid-provider.ts";
import { contoso } from "../../../support/shell.ts";
import { Uri } from "../../../support/vscode/index.ts";
import { owner, shellWithServer } from "./opened.ts";

const { LiveLists } = await import("../../../../src/shell/documents/live-lists.ts");
const { LiveValueProvider } = await import("../../../../src/shell/documents/live-value-provider.ts");
const { liveValues, namedValuesIn } = await import("../../../../src/shell/documents/live-values.ts");

const source = {
  tenants: () =>
    known([
      {
        domain: "contoso.eu.auth0.com",
        hosts: ["contoso.eu.auth0.com", "login.contoso.com"],
        apis: [
          { name: "Orders", identifier: "https://orders.example", scopes: ["read:orders", "write:orders"] },
          { name: "Bills", identifier: "https://bills.example", scopes: ["read:bills"] },
        ],
        applications: [{ name: "Portal", clientId: "portal-client" }],
      },
    ]),
  redirectUris: () => known([{ uri: "https://portal.example/callback/a", server: "Auth0" }]),
  instance: (path: string) =>
    path === owner
      ? known({
          servers: [{ id: "auth0-orders", name: "Auth0 (Orders)" }],
          providers: [{ id: "auth0-oidc", name: "Auth0 OIDC" }],
          namedValues: ["audience", "backend-key"],
        })
      : unknown,
};
const fabrikam = {
  domain: "fabrikam.us.auth0.com",
  hosts: ["fabrikam.us.auth0.com"],
  apis: [],
  applications: [{ name: "Shop", clientId: "fabrikam-client" }],
};
const nothing = { tenants: () => unknown, redirectUris: () => unknown, instance: () => unknown };

const valuesAt = (
  path: readonly (string | number)[],
  text = "{}",
  from = source,
  kind: Kind = authorizationServer as Kind,
) => liveValues({ kind, text, owner }, path, from).map(({ value }) => value);

suite("values of the connected clouds in a document", () => {
  for (const [field, values] of [
    ["clientId", ["portal-client"]],
    [
      "authorizationEndpoint",
      ["https://contoso.eu.auth0.com/authorize", "https://login.contoso.com/authorize"],
    ],
    ["tokenEndpoint", ["https://contoso.eu.auth0.com/oauth/token", "https://login.contoso.com/oauth/token"]],
    ["clientRegistrationEndpoint", ["https://contoso.eu.auth0.com/", "https://login.contoso.com/"]],
    ["defaultScope", ["read:orders", "write:orders", "read:bills"]],
    ["displayName", []],
  ] as const) {
    test(`for “${field}”: ${values.join(", ") || "none"}`, () => {
      assert.deepEqual(valuesAt([field]), values);
      assert.deepEqual(valuesAt([field], "{}", nothing as never), []);
    });
  }

  test("for the scope: those of the API whose audience the document names", () => {
    for (const text of [
      '{ "authorizationEndpoint": "https://t/authorize?audience=https%3A%2F%2Forders.example" }',
      '{ "tokenBodyParameters": [{ "name": "audience", "value": "https://orders.example" }] }',
    ])
      assert.deepEqual(valuesAt(["defaultScope"], text), ["read:orders", "write:orders"]);
  });

  test("in a client grant: applications, identifiers, and the scopes of the API that it names", () => {
    const ofGrant = (path: readonly (string | number)[], text = "{}") =>
      liveValues({ kind: clientGrant as Kind, text, owner: undefined }, path, source).map(
        ({ value }) => value,
      );
    assert.deepEqual(ofGrant(["client_id"]), ["portal-client"]);
    assert.deepEqual(ofGrant(["audience"]), ["https://orders.example", "https://bills.example"]);
    assert.deepEqual(ofGrant(["scope", 0], '{ "audience": "https://bills.example" }'), ["read:bills"]);
    assert.deepEqual(ofGrant(["organization_usage"]), []);
  });

  test("in what is of a tenant: its own applications and APIs, not those of another that is connected", () => {
    const elsewhere = { ...source, tenants: () => known([{ ...fabrikam }, ...source.tenants().value]) };
    const at = (kind: object, path: readonly (string | number)[], of: string) =>
      liveValues({ kind: kind as Kind, text: "{}", owner: of }, path, elsewhere).map(({ value }) => value);
    const places = [
      [auth0Connection, ["enabledApplications", 0]],
      [clientGrant, ["client_id"]],
    ] as const;
    for (const [kind, path] of places) {
      assert.deepEqual(at(kind, path, "contoso.eu.auth0.com"), ["portal-client"]);
      assert.deepEqual(at(kind, path, fabrikam.domain), ["fabrikam-client"]);
    }
    assert.deepEqual(at(clientGrant, ["audience"], fabrikam.domain), []);
  });

  test("for the audience of the token request: the identifiers of APIs", () => {
    assert.deepEqual(valuesAt(["tokenBodyParameters", 0, "value"]), [
      "https://orders.example",
      "https://bills.example",
    ]);
    assert.deepEqual(valuesAt(["tokenBodyParameters", 0, "name"]), []);
  });

  test("for an OpenID Connect provider: the metadata of tenants, and their applications", () => {
    const at = (path: readonly string[]) => valuesAt(path, "{}", source, openIdProvider as never);
    assert.deepEqual(at(["metadataEndpoint"]), [
      "https://contoso.eu.auth0.com/.well-known/openid-configuration",
      "https://login.contoso.com/.well-known/openid-configuration",
    ]);
    assert.deepEqual(at(["clientId"]), ["portal-client"]);
    assert.deepEqual(at(["description"]), []);
  });

  test("in an API of an instance: the ids of what its users may sign in with there, and of no other instance", () => {
    const at = (path: readonly (string | number)[], place: string | undefined = owner) =>
      liveValues({ kind: apimApi as Kind, text: "{}", owner: place }, path, source);
    const server = ["oAuth2AuthenticationSettings", 0, "authorizationServerId"];
    const provider = ["openidAuthenticationSettings", 0, "openidProviderId"];
    assert.deepEqual(at(server), [{ value: "auth0-orders", detail: "Auth0 (Orders)" }]);
    assert.deepEqual(at(provider), [{ value: "auth0-oidc", detail: "Auth0 OIDC" }]);
    assert.deepEqual(at(["oAuth2AuthenticationSettings", 0, "scope"]), []);
    assert.deepEqual([at(server, "another"), at(["path"])], [[], []]);
    assert.deepEqual(liveValues({ kind: apimApi as Kind, text: "", owner: undefined }, server, source), []);
  });

  test("in double braces: the named values of the instance, but in one itself and in a tenant", () => {
    const of = (kind: Kind, place: string | undefined = owner) =>
      namedValuesIn({ kind, text: "{}", owner: place }, source);
    assert.deepEqual(of(apimApi as Kind), ["audience", "backend-key"]);
    assert.deepEqual([of(namedValue as Kind), of(auth0Application as Kind)], [[], []]);
    assert.deepEqual(
      [
        of(apimApi as Kind, "another"),
        namedValuesIn({ kind: apimApi as Kind, text: "", owner: undefined }, source),
      ],
      [[], []],
    );
  });

  test("for the callbacks of an application: the redirect URIs of the instances' servers", () => {
    const at = (path: readonly (string | number)[]) =>
      valuesAt(path, "{}", source, auth0Application as never);
    assert.deepEqual(at(["callbacks", 0]), ["https://portal.example/callback/a"]);
    assert.deepEqual(at(["callbacks"]), []);
    assert.deepEqual(at(["web_origins", 0]), []);
  });
});

suite("completion of live values", () => {
  test("offers nothing before anything was read, and then what there is, without waiting", async () => {
    const { open, accounts, services, auth0 } = await shellWithServer();
    auth0.stores.applications.put(contoso.domain, "c1", { clientId: "c1", name: "Portal" } as never);
    const lists = new LiveLists(accounts, services.logger);
    const provider = new LiveValueProvider(lists);
    const document = await open();
    const start = document.rangeOf('"client"').start;
    const items = () => provider.provideCompletionItems(document as never, start as never);
    assert.deepEqual(await items(), []);
    while (!lists.tenants().known) await new Promise((resolve) => setImmediate(resolve));
    const [item] = await items();
    assert.deepEqual(
      [item?.label, item?.insertText, item?.detail],
      ["c1", '"c1"', `Portal of ${contoso.domain}`],
    );
    assert.deepEqual(item?.range, document.rangeOf('"client"'));
    lists.dispose();
  });

  test("keeps the scopes that stand before the one that is typed", async () => {
    const { open } = await shellWithServer();
    const document = await open();
    document.retype('"openid"', '"openid profile "');
    const provider = new LiveValueProvider(source);
    const { end } = document.rangeOf('"openid profile ');
    const [item] = await provider.provideCompletionItems(document as never, end as never);
    assert.equal(item?.insertText, '"openid profile read:orders"');
  });

  test("of named values begins behind two braces, and closes them where nobody did", async () => {
    const { open } = await shellWithServer();
    const document = await open();
    const provider = new LiveValueProvider(source);
    for (const [typed, inserted] of [
      ["{{aud", "audience}}"],
      ["{{aud}}", "audience"],
    ] as const) {
      document.retype(
        /"defaultScope": "[^"]*"/.exec(document.getText())?.[0] ?? "",
        `"defaultScope": "a ${typed}"`,
      );
      const { end } = document.rangeOf(`"a {{aud`);
      const [item] = await provider.provideCompletionItems(document as never, end as never);
      assert.deepEqual([item?.label, item?.insertText], ["audience", inserted]);
      assert.deepEqual(item?.range, document.rangeOf("aud"));
    }
  });

  test("of an instance are its servers, providers and named values", async () => {
    const { accounts, services } = await shellWithServer();
    const lists = new LiveLists(accounts, services.logger);
    assert.equal(lists.instance(owner).known, false);
    while (!lists.instance(owner).known) await new Promise((resolve) => setImmediate(resolve));
    const read = lists.instance(owner);
    assert.deepEqual(read.known && read.value.servers, [
      { id: "auth0-calculator", name: "Auth0 (Calculator)" },
    ]);
    lists.dispose();
  });

  test("tells in a hover what an id stands for, and of what is not known nothing", async () => {
    const { open } = await shellWithServer();
    const document = await open();
    const provider = new LiveValueProvider(source);
    const hover = async (text: string) =>
      provider.provideHover(document as never, document.rangeOf(text).start as never);
    assert.equal(await hover('"client"'), undefined);
    document.retype('"client"', '"portal-client"');
    const found = await hover('"portal-client"');
    assert.deepEqual(found?.range, document.rangeOf('"portal-client"'));
    assert.match(JSON.stringify(found?.contents), /Portal of contoso/);
  });

  test("of redirect URIs are those of every server of every instance", async () => {
    const { accounts, services } = await shellWithServer();
    const lists = new LiveLists(accounts, services.logger);
    let redirects = lists.redirectUris();
    while (!redirects.known) {
      await new Promise((resolve) => setImmediate(resolve));
      redirects = lists.redirectUris();
    }
    assert.deepEqual(
      redirects.value.map(({ uri }) => uri),
      ["https://contoso-apim.developer.azure-api.net/signin-oauth/code/callback/auth0-calculator"],
    );
    lists.dispose();
  });

  test("are forgotten when the accounts change, and silent when they cannot be read", async () => {
    const { accounts, services, auth0, log } = await shellWithServer();
    const lists = new LiveLists(accounts, services.logger);
    lists.tenants();
    while (!lists.tenants().known) await new Promise((resolve) => setImmediate(resolve));
    auth0.stores.apis.hook = () => {
      throw new Error("No network.");
    };
    await accounts.connectTenant(contoso, "another-secret");
    assert.equal(lists.tenants().known, false);
    while (!log.some((line) => line.includes("Lists for documents")))
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal(lists.tenants().known, false);
    lists.dispose();
  });

  test("of a tenant that cannot be read are left out, and those of the others are there", async () => {
    const { accounts, services, auth0 } = await shellWithServer();
    await accounts.connectTenant({ ...contoso, domain: fabrikam.domain }, "secret");
    let tenants = 0;
    auth0.stores.apis.hook = (verb, when) => {
      if (verb === "list" && when === "before") tenants += 1;
      if (tenants > 1) throw new Error("No network.");
    };
    const lists = new LiveLists(accounts, services.logger);
    let read = lists.tenants();
    while (!read.known) {
      await new Promise((resolve) => setImmediate(resolve));
      read = lists.tenants();
    }
    assert.deepEqual(
      read.value.map(({ domain }) => domain),
      [contoso.domain],
    );
    lists.dispose();
  });

  test("is none outside documents of resources", async () => {
    const provider = new LiveValueProvider(source);
    const document = { uri: Uri.parse("file:///package.json"), version: 1, getText: () => "{}" };
    assert.deepEqual(await provider.provideCompletionItems(document as never, {} as never), []);
  });
});
