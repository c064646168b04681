import assert from "node:assert/strict";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { backend } from "../../../src/resources/kinds/backend.ts";
import { credentialConnection } from "../../../src/resources/kinds/credential-connection.ts";
import type { Target } from "../../../src/shell/target.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, principal } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { secureWithEntraCommand } = await import("../../../src/shell/commands/secure-with-entra.ts");
const { protectApiCommand } = await import("../../../src/shell/commands/protect-api.ts");

const target: Target = {
  kind: "apim-api",
  account: principal,
  instance: contosoApim,
  value: basicCalculator,
};

async function protect(moves: typeof person.moves, prepare?: (shell: Shell) => unknown) {
  const shell = await connectedShell();
  await prepare?.(shell);
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  person.moves = [...moves];
  await runCommand(protectApiCommand(shell.services), { target }, shell.services.logger);
  const [policy] = [...shell.azure.instance(contosoApim).policies.values()];
  return { ...shell, text: policy?.text ?? "" };
}

type Shell = Awaited<ReturnType<typeof connectedShell>>;

const id = "11111111-2222-3333-4444-555555555555";
const addApi = ({ auth0 }: Shell) =>
  createIn(auth0, auth0Api, {
    name: "Orders",
    identifier: "https://orders.example",
    signingAlgorithm: "RS256",
    scopes: [],
  });

const addCertificate = ({ azure }: Shell) =>
  azure.stores.certificates.put(instancePath(contosoApim), "client", {
    subject: "CN=gateway",
    thumbprint: "A".repeat(40),
    expirationDate: "2020-01-31T00:00:00Z",
    keyVault: undefined,
  });

/** The connection `crm/shop`, whose provider gives tokens at `tokenUrl`. */
async function connect({ azure }: Shell, tokenUrl: string) {
  const owner = instancePath(contosoApim);
  const { credentialProviders, credentialConnections } = azure.stores;
  const oauth2 = { grantTypes: { clientCredentials: { tokenUrl } } };
  credentialProviders.put(owner, "crm", { displayName: "CRM", identityProvider: "oauth2", oauth2 });
  const draft = { authorizationType: "OAuth2", oAuth2GrantType: "ClientCredentials" };
  const ref = { kind: credentialConnection.id, owner, id: "crm/shop" };
  await credentialConnections.create(ref, draft, new AbortController().signal);
}

/** The answers to each line of the first question, and what then stands in the policy. */
const ways: readonly (readonly [string, typeof person.moves, RegExp])[] = [
  [
    "The client app authorizes directly to the backend",
    [{ pick: "Auth0 tenant contoso.eu.auth0.com" }, { pick: "Orders" }],
    /<audience>https:\/\/orders\.example<\/audience>/,
  ],
  [
    "The client app authorizes to API Management",
    [
      { pick: "Managed identity" },
      { pick: "Microsoft Entra ID" },
      { type: id },
      { type: id },
      "enter",
      { pick: "2" },
      { type: "" },
      "enter",
      { type: "api://backend" },
      { type: "" },
    ],
    /<validate-azure-ad-token tenant-id="1111[\s\S]+<authentication-managed-identity resource="api:\/\/backend" \/>/,
  ],
  [
    "API Management authorizes to the backend",
    [{ pick: "Caller addresses" }, { type: "203.0.113.7" }, { pick: "shop" }],
    /<ip-filter[\s\S]+provider-id="crm" authorization-id="shop"/,
  ],
  [
    "Client certificate (mTLS)",
    [{ pick: "Another one, by thumbprint or subject…" }, { type: "CN=orders" }],
    /<identity subject="CN=orders" \/>/,
  ],
  [
    "Client certificate (mTLS)",
    [{ pick: "client" }],
    new RegExp(`<identity thumbprint="${"A".repeat(40)}" />`),
  ],
  ["Caller addresses", [{ type: "10.0.0.1 - 10.0.0.9" }], /<address-range from="10\.0\.0\.1"/],
  ["Managed identity", [{ type: "api://backend" }, { type: id }], new RegExp(`client-id="${id}"`)],
  ["Certificate", [{ pick: "client" }], /<set-backend-service backend-id="basic-calculator-backend" \/>/],
  ["Credential manager", [{ pick: "shop" }], /<get-authorization-context provider-id="crm"/],
  [
    "User name and password",
    [{ type: "shop" }, { type: "correct horse" }],
    /username="shop" password="\{\{basic-calculator-backend-password\}\}"/,
  ],
];

suite("Protect API…", () => {
  for (const [line, answers, expected] of ways) {
    test(`${line}: asks what that needs, shows the plan, and makes it, so that ${expected} stands there`, async () => {
      const { text } = await protect([{ pick: line }, ...answers], async (shell) => {
        await addApi(shell);
        addCertificate(shell);
        await connect(shell, "https://crm.example/token");
      });
      assert.match(text, expected, person.heard);
      assert.equal(window.panels.length, 1);
      assert.ok(!JSON.stringify(person.prompts).includes("correct horse"));
      assert.ok(!(window.panels[0]?.webview.html ?? "").includes("correct horse"));
    });
  }

  test("a certificate is told with its subject and its end, and the backend that is made is shown it", async () => {
    const { azure } = await protect([{ pick: "Certificate" }, { pick: "client" }], addCertificate);
    assert.match(JSON.stringify(person.prompts), /CN=gateway.*Expired on 2020-01-31/);
    const [made] = azure.stores.backends.all;
    assert.match(JSON.stringify(made?.value.credentials), /certificates\/client/);
  });

  const identity: typeof person.moves = [
    { pick: "Managed identity" },
    { type: "api://backend" },
    { type: "" },
  ];
  const addBackend =
    (url: string) =>
    ({ azure }: Shell) => {
      const ref = { kind: backend.id, owner: instancePath(contosoApim), id: "orders" };
      return azure.stores.backends.create(ref, { url, protocol: "http" }, new AbortController().signal);
    };

  for (const [url, answers, id, made] of [
    ["https://calculator.example/", ["enter"], "orders", undefined],
    ["https://other.example", ["enter"], "basic-calculator-backend", "https://calculator.example"],
    ["https://other.example", [{ pick: "orders" }], "orders", undefined],
    [
      "https://calculator.example",
      [{ pick: "A new backend at another address…" }, { type: "https://new.example" }],
      "basic-calculator-backend",
      "https://new.example",
    ],
  ] as const) {
    test(`beside a backend at ${url}, ${JSON.stringify(answers)} leads to ${id}`, async () => {
      const { text, azure } = await protect([...identity, ...answers], addBackend(url));
      assert.match(text, new RegExp(`backend-id="${id}"`), person.heard);
      const found = azure.stores.backends.all.find(({ ref }) => ref.id === "basic-calculator-backend");
      assert.equal(found?.value.url, made);
    });
  }

  test("a subscription key that is asked for already: says that there is nothing to do", async () => {
    const { azure } = await protect([{ pick: "Subscription key" }]);
    assert.match(person.heard, /Nothing to do for Basic Calculator.*has this already: subscription key/);
    assert.equal(azure.calls.writes.length, 0);
  });

  test("what is wrong is said where it is typed", async () => {
    for (const [line, wrong, complaint] of [
      ["Caller addresses", "10.0.0.0/8, nowhere", /“nowhere” is no address/],
      ["Caller addresses", "10.0.0.7/8", /named by its first address/],
      ["Client certificate (mTLS)", "orders", /by its thumbprint, 40 hexadecimal digits/],
      ["Managed identity", "https://graph.microsoft.com/.default", /leave \/\.default out/],
      ["Managed identity", "backend", /The resource is an application id URI/],
    ] as const) {
      await protect([{ pick: line }, { type: wrong }, "escape"]);
      assert.match(person.complaint ?? "", complaint);
    }
  });

  test("an instance without certificates, and a tenant without APIs: says what to do", async () => {
    await protect([{ pick: "Certificate" }]);
    assert.match(person.heard, /contoso-apim has no certificates.*Upload one/);
    const first = "The client app authorizes directly to the backend";
    await protect([{ pick: first }, { pick: "Auth0 tenant contoso.eu.auth0.com" }]);
    assert.match(person.heard, /has no API whose tokens could be checked.*Secure API with Auth0/);
  });

  const third = "API Management authorizes to the backend";
  const keyFirst: typeof person.moves = [{ pick: third }, { pick: "Subscription key" }, { pick: "shop" }];
  const auth0 = "https://contoso.eu.auth0.com/oauth/token";

  test("tokens of Auth0 by a connection: says whom they are for, and refuses without a default audience", async () => {
    const without = await protect(keyFirst, (shell) => connect(shell, auth0));
    assert.match(person.heard, /contoso\.eu\.auth0\.com has no default audience.*Default Audience/);
    assert.equal(without.text, "");
    const withOne = await protect(keyFirst, async (shell) => {
      await connect(shell, auth0);
      shell.auth0.tenant = { ...shell.auth0.tenant, defaultAudience: "https://orders.example" };
    });
    assert.match(withOne.text, /<get-authorization-context provider-id="crm" authorization-id="shop"/);
  });

  test("without a connection: says where one is made", async () => {
    await protect([{ pick: third }, { pick: "Subscription key" }]);
    assert.match(person.heard, /contoso-apim has no connection.*Create a credential provider/);
  });

  test("a check that is there already is told, and nothing is written", async () => {
    const { azure } = await protect([{ pick: "Caller addresses" }, { type: "203.0.113.7" }], (shell) => {
      const level = { kind: "api", instance: contosoApim, apiId: basicCalculator.apiId } as const;
      shell.azure.putPolicy(level, "<policies><inbound><ip-filter /></inbound></policies>");
    });
    assert.match(person.heard, /has <ip-filter> already.*Nothing has been changed/);
    assert.equal(azure.calls.writes.length, 0);
  });
});

suite("Secure API with Microsoft Entra ID", () => {
  const secret = "wJ~8Q-secret";
  const answers: typeof person.moves = [
    { type: id },
    { type: id },
    "enter",
    { pick: "2" },
    { type: "" },
    { pick: "validate-jwt" },
    { type: id },
    { type: secret },
    "enter",
  ];
  const run = async (moves: typeof person.moves) => {
    const shell = await connectedShell();
    window.panels.length = 0;
    window.onPanel = (panel) => {
      if (panel.viewType !== "auth0Apim.entraSteps") panel.press("apply");
    };
    person.moves = [...moves];
    await runCommand(secureWithEntraCommand(shell.services), { target }, shell.services.logger);
    return shell;
  };
  test("shows the steps, asks for what they gave, and makes the plan; the secret is shown nowhere", async () => {
    const { azure, log } = await run(answers);
    const held = azure.instance(contosoApim);
    const [server] = held.authorizationServers.values();
    assert.equal(server?.clientId, id, person.heard);
    assert.equal(held.secrets.get("entra-basic-calculator"), secret);
    assert.match([...held.policies.values()][0]?.text ?? "", /<validate-jwt/);
    const seen = JSON.stringify([
      person.prompts,
      person.messages,
      log,
      window.panels.map(({ webview }) => webview.html),
    ]);
    assert.ok(!seen.includes(secret));
  });

  test("what is wrong is said where it is typed: the id of a secret, a URI for a scope, no id, no URI", async () => {
    for (const [before, wrong, complaint] of [
      [0, "contoso.example", /This is an id such as/],
      [2, "orders", /An application id URI begins with/],
      [7, id, /copy the secret's Value, not its Secret ID/],
      [8, `api://${id}/access_as_user`, /Only the scope's own name/],
    ] as const) {
      await run([...answers.slice(0, before), { type: wrong }, "escape"]);
      assert.match(person.complaint ?? "", complaint);
    }
  });
});
