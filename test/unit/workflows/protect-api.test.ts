import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { environmentOf, publicAzure } from "../../../src/domain/azure-clouds.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { lint, parsePolicy } from "../../../src/policy/index.ts";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { backend } from "../../../src/resources/kinds/backend.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import {
  auth0Check,
  type EntraApi,
  entraCheck,
  type Protection,
  planProtection,
  readProtectApi,
} from "../../../src/workflows/protect-api.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { add, type InMemoryClouds, instance, signal, twoClouds } from "./clouds.ts";
import { inbound, scopes } from "./policy-situations.ts";
import { apply, failure, takeBack, textOf } from "./securing.ts";

const directoryId = "11111111-2222-3333-4444-555555555555";
const clientId = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const entra: EntraApi = {
  environment: publicAzure,
  directoryId,
  clientId,
  uri: `api://${clientId}`,
  tokenVersion: 2,
  scopes: [],
};
const discovery = {
  url: "https://contoso.eu.auth0.com/.well-known/openid-configuration",
  issuer: "https://contoso.eu.auth0.com/",
};

/** One of each kind. */
const each: { readonly [kind in Protection["kind"]]: Protection } = {
  token: auth0Check(discovery, "https://orders.example"),
  "client-certificate": { kind: "client-certificate", identities: [{ subject: "CN=orders" }] },
  "caller-addresses": {
    kind: "caller-addresses",
    addresses: ["203.0.113.7", "10.0.0.1-10.0.0.9", "10.1.0.0/16"],
  },
  "subscription-key": { kind: "subscription-key" },
  "managed-identity": { kind: "managed-identity", resource: "api://backend" },
  "backend-certificate": { kind: "backend-certificate", certificateId: "client" },
  "backend-password": { kind: "backend-password", username: "shop", password: "correct horse" },
  connection: { kind: "connection", providerId: "crm", connectionId: "shop" },
};

async function plan(clouds: InMemoryClouds, ...protections: readonly Protection[]) {
  return planProtection(await readProtectApi(clouds.azure, basicCalculator, signal), protections);
}

function policyOf(clouds: InMemoryClouds): string | undefined {
  return [...instance(clouds).policies.values()].find(({ level }) => level.kind === "api")?.text;
}

/** The API asks for no key; the answer tells whether it does by now. */
async function openApi(clouds: InMemoryClouds): Promise<() => boolean | undefined> {
  const [[key, versioned] = []] = [...instance(clouds).apis];
  assert.ok(key !== undefined && versioned);
  instance(clouds).apis.set(key, { ...versioned, api: { ...versioned.api, subscriptionRequired: false } });
  const draft = { displayName: "Basic Calculator", path: "calc", subscriptionRequired: false };
  await add(clouds, apimApi, draft, basicCalculator.apiId);
  return () => clouds.azure.stores.apis.all[0]?.value.subscriptionRequired;
}

suite("protect an API", () => {
  test("without the right to read backends and named values, as long as none of them is needed", async () => {
    const clouds = twoClouds();
    await openApi(clouds);
    for (const store of [clouds.azure.stores.backends, clouds.azure.stores.namedValues])
      store.hook = (verb) => {
        if (verb === "list") throw new Failure("forbidden", "Not these.");
      };
    assert.equal((await plan(clouds, each["subscription-key"])).changes.length, 1);
    assert.equal((await plan(clouds, each.token)).changes.length, 1);
    for (const kind of ["managed-identity", "backend-certificate", "backend-password"] as const)
      await assert.rejects(
        plan(clouds, each[kind]),
        failure("forbidden", /which you may not read/, /\/read/),
      );
  });

  for (const [kind, protection] of Object.entries(each)) {
    test(`${kind}: one plan, whose policy has no finding, and which undo takes back`, async () => {
      const clouds = twoClouds();
      await openApi(clouds);
      const before = structuredClone([...instance(clouds).policies]);
      const planned = await plan(clouds, protection);
      const { outcome, journal } = await apply(planned, clouds);
      assert.equal(outcome.status, "done");
      const text = policyOf(clouds);
      assert.deepEqual(text === undefined ? [] : lint(parsePolicy(text), { scope: "api" }), []);
      assert.equal(text === undefined, kind === "subscription-key");
      assert.equal((await takeBack(journal, clouds)).status, "done");
      assert.deepEqual([...instance(clouds).policies], before);
      assert.ok(planned.notes.length > 0, "says what it needs besides");
    });
  }

  test("scenario 1: the token is checked, and passed on as it is", async () => {
    const [change, ...more] = (await plan(twoClouds(), each.token)).changes;
    assert.deepEqual(more, []);
    assert.match(textOf(change), /<validate-jwt header-name="Authorization"/);
    assert.ok(!/set-header|authentication-/.test(textOf(change)));
  });

  test("a check of issuer and audience alone says whom that lets in, one that asks for a scope does not", async () => {
    for (const [scopes, isSaid] of [
      [[], true],
      [["Orders.Read"], false],
    ] as const) {
      for (const policy of ["validate-jwt", "validate-azure-ad-token"] as const) {
        const { notes } = await plan(twoClouds(), entraCheck({ ...entra, scopes }, policy));
        assert.equal(notes.join().includes("Whichever application gets a token"), isSaid, policy);
      }
    }
  });

  test("scenario 2: the token is checked first, then the gateway shows the backend who it is", async () => {
    const planned = await plan(twoClouds(), each.token, each["managed-identity"]);
    const [backendOfApi, change] = planned.changes;
    assert.deepEqual([backendOfApi?.ref.kind, change?.needs], [backend.id, [backendOfApi?.id]]);
    assert.match(
      textOf(change),
      /<base \/>\s+<validate-jwt[\s\S]+<\/validate-jwt>\s+<set-backend-service backend-id="basic-calculator-backend" \/>\s+<authentication-managed-identity resource="api:\/\/backend" \/>\s+<\/inbound>/,
    );
    assert.match(planned.title, /tokens of contoso\.eu\.auth0\.com, managed identity towards the backend/);
  });

  test("scenario 3: a key is asked for, and the credential manager gives the backend its token", async () => {
    const clouds = twoClouds();
    const settings = await openApi(clouds);
    const planned = await plan(clouds, each["subscription-key"], each.connection);
    assert.deepEqual(
      planned.changes.map(({ verb, ref }) => [verb, ref.kind]),
      [
        ["create", "azure-policy"],
        ["update", "azure-api"],
      ],
    );
    const text = textOf(planned.changes[0]);
    assert.match(
      text,
      /<get-authorization-context provider-id="crm" authorization-id="shop" context-variable-name="auth-context" identity-type="managed"/,
    );
    assert.match(text, /<set-header name="Authorization" exists-action="override">/);
    const { journal } = await apply(planned, clouds);
    assert.equal(settings(), true);
    await takeBack(journal, clouds);
    assert.equal(settings(), false);
  });

  test("addresses are compared before certificates, and those before tokens, behind <base /> and cors", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(scopes.api, inbound("    <base />", "    <cors />", "    <set-variable />"));
    const planned = await plan(clouds, each.token, each["client-certificate"], each["caller-addresses"]);
    const names = parsePolicy(textOf(planned.changes[0]))
      .elements()
      .map(({ name }) => name);
    const order = [
      "base",
      "cors",
      "ip-filter",
      "validate-client-certificate",
      "validate-jwt",
      "set-variable",
    ];
    assert.deepEqual(
      names.filter((name) => order.includes(name)),
      order,
    );
  });

  test("networks and ranges become what ip-filter takes", async () => {
    const text = textOf((await plan(twoClouds(), each["caller-addresses"])).changes[0]);
    assert.match(text, /<ip-filter action="allow">\s+<address>203\.0\.113\.7<\/address>/);
    assert.match(text, /<address-range from="10\.0\.0\.1" to="10\.0\.0\.9" \/>/);
    assert.match(text, /<address-range from="10\.1\.0\.0" to="10\.1\.255\.255" \/>/);
  });

  test("the password goes into a secret named value first, and stands in no text", async () => {
    const clouds = twoClouds();
    const owner = instancePath(contosoApim);
    clouds.azure.stores.namedValues.put(owner, "basic-calculator-backend-password", {
      displayName: "of-somebody",
      value: "x",
      secret: false,
      tags: [],
      keyVault: undefined,
    });
    const planned = await plan(clouds, each["backend-password"]);
    const [password, entity, policy] = planned.changes;
    assert.equal(password?.ref.kind, namedValue.id);
    assert.equal(password?.ref.id, "basic-calculator-backend-password-2");
    assert.deepEqual(policy?.needs, [password?.id, entity?.id]);
    assert.match(textOf(policy), /username="shop" password="\{\{basic-calculator-backend-password-2\}\}"/);
    const words = JSON.stringify([planned.title, planned.notes, policy, password?.title]);
    assert.ok(!words.includes("correct horse"));
  });

  test("a subscription key that is asked for already leaves nothing to do", async () => {
    const planned = await plan(twoClouds(), each["subscription-key"]);
    assert.deepEqual(planned.changes, []);
    assert.match(planned.unchanged.join(), /has this already: subscription key/);
  });

  test("what is there just so is left as it is, and what only some calls meet is not taken for it", async () => {
    const clouds = twoClouds();
    await apply(await plan(clouds, each.token), clouds);
    const again = await plan(clouds, each.token, each["backend-certificate"]);
    assert.deepEqual(
      again.changes.map(({ verb, ref }) => [verb, ref.kind]),
      [
        ["create", backend.id],
        ["update", "azure-policy"],
      ],
    );
    assert.match(again.unchanged.join(), /has this already: tokens of contoso/);
    const text = policyOf(clouds) ?? "";
    const conditional = text
      .replace("<validate-jwt", '<choose><when condition="@(true)"><validate-jwt')
      .replace("</validate-jwt>", "</validate-jwt></when></choose>");
    clouds.azure.putPolicy(scopes.api, conditional);
    await assert.rejects(plan(clouds, each.token), /has <validate-jwt> already/);
  });

  test("says for which operations none of it runs", async () => {
    const clouds = twoClouds();
    clouds.azure.putPolicy(scopes.add, inbound());
    const { notes } = await plan(clouds, each["caller-addresses"]);
    assert.match(notes.join("\n"), /None of this runs for an operation: .*“add”.* has no <base \/>/);
  });
});

suite("protect an API refuses, and plans nothing", () => {
  const jwt = '    <validate-jwt header-name="Authorization" />';
  const header = '    <set-header name="authorization"><value>x</value></set-header>';
  const cases: readonly (readonly [string, Protection, keyof typeof scopes, string, RegExp])[] = [
    ["a check of tokens", each.token, "global", jwt, /Line 3 of the policy of all APIs has <validate-jwt>/],
    ["a check of tokens for one operation", each.token, "add", jwt, /“add”.* has <validate-jwt> already/],
    ["a filter", each["caller-addresses"], "api", "    <ip-filter />", /Line 3 .*<ip-filter> already/],
    [
      "a check of certificates in a branch",
      each["client-certificate"],
      "api",
      "    <choose><when><validate-client-certificate /></when></choose>",
      /<validate-client-certificate> already/,
    ],
    ["a header for the backend", each["managed-identity"], "api", header, /has <set-header> already/],
    ["a header for the backend", each.connection, "api", header, /has <set-header> already/],
    [
      "another identity",
      each["backend-password"],
      "api",
      '    <authentication-managed-identity resource="a" />',
      /has <authentication-managed-identity> already/,
    ],
    ["a policy that is malformed", each.token, "api", "    <choose>", /is malformed, line \d+: /],
  ];
  for (const [name, protection, where, line, found] of cases) {
    test(`${protection.kind} beside ${name}`, async () => {
      const clouds = twoClouds();
      clouds.azure.putPolicy(scopes[where], inbound(line));
      await assert.rejects(
        plan(clouds, protection),
        failure("invalid-input", found, /Nothing has been changed\.$/),
      );
    });
  }

  test("does not take a token that the gateway fetches for itself for one of the backend", async () => {
    const clouds = twoClouds();
    const own = '<authentication-managed-identity resource="a" output-token-variable-name="t" />';
    clouds.azure.putPolicy(scopes.api, inbound("    <base />", own));
    assert.equal((await plan(clouds, each["backend-password"])).changes.length, 3);
  });

  test("text that the gateway would run", async () => {
    const resource = 'api://@("x")';
    await assert.rejects(
      plan(twoClouds(), { kind: "managed-identity", resource }),
      failure("invalid-input", /would run or replace/),
    );
  });
});

suite("tokens of Microsoft Entra ID", () => {
  const textFor = async (api: Partial<EntraApi>, policy: Parameters<typeof entraCheck>[1]) =>
    textOf((await plan(twoClouds(), entraCheck({ ...entra, ...api }, policy))).changes[0]);

  test("version 2: issuer with /v2.0, audience the client id, keys of the same version", async () => {
    const text = await textFor({}, "validate-jwt");
    const base = `https://login.microsoftonline.com/${directoryId}/v2.0`;
    assert.ok(text.includes(`<openid-config url="${base}/.well-known/openid-configuration" />`));
    assert.ok(text.includes(`<issuer>${base}</issuer>`));
    assert.ok(text.includes(`<audience>${clientId}</audience>`) && !text.includes("api://"));
  });

  test("version 1: issuer sts.windows.net with its slash, audience the application id URI, or the id", async () => {
    const text = await textFor({ tokenVersion: 1, scopes: ["Orders.Read"] }, "validate-jwt");
    assert.ok(text.includes(`<issuer>https://sts.windows.net/${directoryId}/</issuer>`));
    assert.ok(text.includes(`.com/${directoryId}/.well-known/openid-configuration"`));
    assert.ok(text.includes(`<audience>api://${clientId}</audience>`));
    assert.match(text, /<claim name="scp" match="all" separator=" ">\s+<value>Orders\.Read<\/value>/);
  });

  test("validate-azure-ad-token names the directory, and the sign-in address only outside the public cloud", async () => {
    assert.match(await textFor({}, "validate-azure-ad-token"), new RegExp(`tenant-id="${directoryId}"`));
    assert.ok(!(await textFor({}, "validate-azure-ad-token")).includes("authentication-endpoint"));
    assert.match(
      await textFor({ environment: environmentOf("USGovernment") }, "validate-azure-ad-token"),
      /authentication-endpoint="https:\/\/login\.microsoftonline\.us"/,
    );
  });

  test("version 1 of a cloud whose issuer is not known is refused, and version 2 is not", async () => {
    const environment = {
      title: "Fabrikam Cloud",
      authority: "https://login.fabrikam.example",
      v1Issuer: undefined,
    };
    await assert.rejects(
      textFor({ environment, tokenVersion: 1 }, "validate-jwt"),
      failure("invalid-input", /Who issues tokens of version 1 in Fabrikam Cloud is not known/),
    );
    assert.match(await textFor({ environment }, "validate-jwt"), /login\.fabrikam\.example/);
  });

  for (const policy of ["validate-jwt", "validate-azure-ad-token"] as const) {
    test(`${policy} of either version has no finding`, async () => {
      for (const tokenVersion of [1, 2] as const) {
        const text = await textFor({ tokenVersion, scopes: ["Orders.Read"] }, policy);
        assert.deepEqual(lint(parsePolicy(text), { scope: "api" }), []);
      }
    });
  }
});
