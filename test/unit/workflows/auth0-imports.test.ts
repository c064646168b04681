import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import {
  importAuth0,
  type NamedValues,
  namesTenant,
  readCliTenants,
  readDeployConfig,
  readEnvFile,
} from "../../../src/workflows/auth0-imports.ts";

const tenant = { AUTH0_DOMAIN: "contoso.eu.auth0.com", AUTH0_CLIENT_ID: "m2m" };

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === "invalid-input");
    return error.text;
  }
  return assert.fail("It was taken.");
}

suite("what others know about a tenant", () => {
  const cases: readonly (readonly [what: string, values: NamedValues, imported: object])[] = [
    [
      "a client secret",
      { ...tenant, AUTH0_CLIENT_SECRET: "s3cret" },
      { way: "client-secret", domain: "contoso.eu.auth0.com", clientId: "m2m", clientSecret: "s3cret" },
    ],
    [
      "a key, with its algorithm",
      { ...tenant, AUTH0_CLIENT_SIGNING_KEY_PATH: "./key.pem", AUTH0_CLIENT_SIGNING_ALGORITHM: "PS256" },
      {
        way: "private-key",
        domain: "contoso.eu.auth0.com",
        clientId: "m2m",
        keyPath: "./key.pem",
        algorithm: "PS256",
      },
    ],
    [
      "a key with an algorithm that Auth0 does not take, which is asked for then",
      { ...tenant, AUTH0_CLIENT_SIGNING_KEY_PATH: "key.pem", AUTH0_CLIENT_SIGNING_ALGORITHM: "HS256" },
      { way: "private-key", domain: "contoso.eu.auth0.com", clientId: "m2m", keyPath: "key.pem" },
    ],
    [
      "a token, which wins over all the rest",
      { ...tenant, AUTH0_CLIENT_SECRET: "s3cret", AUTH0_ACCESS_TOKEN: "ey.J.x" },
      { way: "token", token: "ey.J.x" },
    ],
    [
      "a custom domain, whose audience names the tenant's own",
      {
        ...tenant,
        AUTH0_DOMAIN: "login.contoso.com",
        AUTH0_AUDIENCE: "https://contoso.eu.auth0.com/api/v2/",
      },
      { way: "client-secret", domain: "contoso.eu.auth0.com", clientId: "m2m" },
    ],
    [
      "an audience that is not the Management API's, which says nothing",
      { ...tenant, AUTH0_AUDIENCE: "https://calc.example" },
      { way: "client-secret", domain: "contoso.eu.auth0.com", clientId: "m2m" },
    ],
    [
      "an application's own settings without a secret, which is asked for",
      { AUTH0_DOMAIN: " contoso.eu.auth0.com ", AUTH0_CLIENT_ID: "" },
      { way: "client-secret", domain: "contoso.eu.auth0.com" },
    ],
  ];
  for (const [what, values, imported] of cases) {
    test(what, () => assert.deepEqual(importAuth0(values, ".env"), imported));
  }

  test("is nothing where none of the names are, and that is said", () => {
    assert.equal(namesTenant({ PATH: "/bin", AUTH0_DOMAIN: "" }), false);
    assert.equal(namesTenant({ AUTH0_ACCESS_TOKEN: "t" }), true);
    assert.equal(
      refusal(() => importAuth0({ PATH: "/bin" }, ".env")),
      "There is neither AUTH0_DOMAIN nor AUTH0_ACCESS_TOKEN in .env. The names are those of the Auth0 Deploy CLI.",
    );
  });
});

suite("a .env file", () => {
  test("is read as its readers do", () => {
    const text = [
      "# AUTH0_DOMAIN=commented.out",
      "AUTH0_DOMAIN=contoso.eu.auth0.com # the tenant",
      "export AUTH0_CLIENT_ID = 'm#2m'",
      'AUTH0_CLIENT_SECRET="a \\"quoted\\" # secret\\nin two lines"',
      "EMPTY=",
      "not a line",
      "LAST=1",
    ].join("\r\n");
    assert.deepEqual(readEnvFile(text), {
      AUTH0_DOMAIN: "contoso.eu.auth0.com",
      AUTH0_CLIENT_ID: "m#2m",
      AUTH0_CLIENT_SECRET: 'a "quoted" # secret\nin two lines',
      EMPTY: "",
      LAST: "1",
    });
  });
});

suite("config.json of the Auth0 Deploy CLI", () => {
  test("gives its texts, and nothing else", () => {
    const text = JSON.stringify({ ...tenant, AUTH0_ALLOW_DELETE: false, EXCLUDED_PROPS: { clients: [] } });
    assert.deepEqual(readDeployConfig(text, "config.json"), tenant);
  });

  for (const text of ["", "{", "[]", "null", '"AUTH0_DOMAIN"']) {
    test(`is not “${text}”, and is not quoted`, () => {
      assert.match(
        refusal(() => readDeployConfig(text, "config.json")),
        /^config\.json cannot be read as JSON(?:: see line 1, column [12])?\. Choose a \.env file, or the config\.json of the Auth0 Deploy CLI\.$/,
      );
    });
  }
});

suite("config.json of the Auth0 CLI", () => {
  test("suggests names, domains and client ids, and never a token", () => {
    const text = JSON.stringify({
      default_tenant: "contoso.eu.auth0.com",
      tenants: {
        "contoso.eu.auth0.com": {
          name: "contoso",
          domain: "contoso.eu.auth0.com",
          client_id: "m2m",
          access_token: "ey.secret.token",
          scopes: ["read:clients"],
        },
        "other.auth0.com": { domain: "other.auth0.com", access_token: "ey.secret.token" },
        broken: null,
        without: { name: "without" },
      },
    });
    const tenants = readCliTenants(text);
    assert.deepEqual(tenants, [
      { name: "contoso", domain: "contoso.eu.auth0.com", clientId: "m2m" },
      { name: "other.auth0.com", domain: "other.auth0.com" },
    ]);
    assert.ok(!JSON.stringify(tenants).includes("secret"));
  });

  for (const text of ["", "[]", '{"tenants":1}', "{}"]) {
    test(`suggests nothing when it is “${text}”`, () => assert.deepEqual(readCliTenants(text), []));
  }
});
