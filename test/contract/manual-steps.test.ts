import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import { setup, suite, test } from "mocha";
import { publicAzure } from "../../src/domain/azure-clouds.ts";
import { instancePath } from "../../src/domain/instance-path.ts";
import { storeIn, valuesOf } from "../../src/resources/clouds.ts";
import { auth0Api } from "../../src/resources/kinds/auth0-api.ts";
import { authorizationServer } from "../../src/resources/kinds/authorization-server.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { collect } from "../../src/workflows/collect.ts";
import { planEntra, readEntra } from "../../src/workflows/secure-with-entra.ts";
import { auth0Preset, tokenBodyPreset } from "../../src/workflows/server-presets.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { withSandbox } from "../support/sandbox.ts";
import { logInWith } from "./sandbox/auth0-browser.ts";
import { openShop, type Shop, tenantOf } from "./sandbox/auth0-fixtures.ts";
import { applied, calculatorOf, contentsOf, openClouds, signal, takenBack } from "./secure-api-clouds.ts";

suite("an authorization server begun from a tenant gives tokens for the API by the grant", () => {
  const sandbox = withSandbox();
  let clouds: Clouds;
  let shop: Shop;

  setup(async function () {
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
    shop = await openShop(tenantOf(sandbox));
  });

  /** The server as the service has it, with the secret that it keeps. */
  const create = async (grant: string) => {
    const { domain } = sandbox.info.auth0;
    const apis = await collect(valuesOf(clouds.auth0, auth0Api, domain, signal), signal);
    const preset = auth0Preset(
      await clouds.auth0.readDiscovery(signal),
      apis.find(({ identifier }) => identifier === shop.audience),
    );
    const draft = {
      description: undefined,
      ...preset,
      ...tokenBodyPreset([grant], preset.authorizationEndpoint ?? ""),
      clientId: shop.web.id,
      clientSecret: shop.web.secret,
      grantTypes: [grant],
      clientAuthenticationMethods: ["Body"],
      useInTestConsole: true,
      useInApiDocumentation: false,
    };
    const owner = instancePath(calculatorOf(sandbox).instance);
    const ref = { kind: authorizationServer.id, owner, id: "auth0-shop" };
    const store = storeIn(clouds.azure, authorizationServer);
    await store.create(ref, draft as never, signal);
    const client = apimClient(sandbox).authorizationServer;
    const { clientSecret = "" } = await client.listSecrets(...contosoInstance, "auth0-shop");
    return { ...(await client.get(...contosoInstance, "auth0-shop")), clientSecret };
  };
  type Server = Awaited<ReturnType<typeof create>>;

  /** Where a person who signs in is led back to, by nothing but what the server says. */
  const signIn = (server: Server, responseType: string) =>
    logInWith(
      tenantOf(sandbox),
      {
        ...Object.fromEntries(new URL(server.authorizationEndpoint ?? "").searchParams),
        response_type: responseType,
        client_id: server.clientId ?? "",
        redirect_uri: shop.callback,
        scope: server.defaultScope ?? "",
        state: "s1",
      },
      shop.user,
    );

  /** Asks the server's token endpoint, with what the server adds. */
  const ask = async (server: Server, form: Readonly<Record<string, string>>) => {
    const added = (server.tokenBodyParameters ?? []).map(({ name, value }) => [name, value] as const);
    const client = { client_id: server.clientId ?? "", client_secret: server.clientSecret };
    const body = new URLSearchParams({ ...Object.fromEntries(added), ...client, ...form });
    const answer = await sandbox.fetch(server.tokenEndpoint ?? "", { method: "POST", body });
    const said = (await answer.json()) as { readonly access_token?: string };
    assert.equal(answer.status, 200, JSON.stringify(said));
    return said.access_token ?? "";
  };

  const grants: readonly {
    readonly grant: string;
    readonly by: (server: Server) => Promise<string>;
    readonly whose: () => string;
  }[] = [
    {
      grant: "authorizationCode",
      by: async (server) => {
        const code = (await signIn(server, "code")).searchParams.get("code") ?? "";
        return ask(server, { grant_type: "authorization_code", code, redirect_uri: shop.callback });
      },
      whose: () => shop.user.id,
    },
    {
      grant: "implicit",
      by: async (server) => {
        const { hash } = await signIn(server, "token");
        return new URLSearchParams(hash.slice(1)).get("access_token") ?? "";
      },
      whose: () => shop.user.id,
    },
    {
      grant: "clientCredentials",
      by: async (server) => {
        await shop.management.clientGrants.create({
          client_id: shop.web.id,
          audience: shop.audience,
          scope: ["add", "divide"],
        });
        return ask(server, { grant_type: "client_credentials" });
      },
      whose: () => `${shop.web.id}@clients`,
    },
    {
      grant: "resourceOwnerPassword",
      by: async (server) => {
        await shop.management.tenants.settings.update({ default_directory: shop.connection });
        const { email: username, password } = shop.user;
        return ask(server, { grant_type: "password", username, password });
      },
      whose: () => shop.user.id,
    },
  ];

  for (const { grant, by, whose } of grants)
    test(grant, async () => {
      const { aud, sub, scope } = decodeJwt(await by(await create(grant)));
      assert.deepEqual([[aud].flat().includes(shop.audience), sub], [true, whose()]);
      assert.match(String(scope), /\badd divide$/);
    });
});

suite("an API whose users sign in with Microsoft Entra ID", () => {
  const sandbox = withSandbox();
  const id = "11111111-2222-3333-4444-555555555555";

  for (const [policy, tokenVersion, check] of [
    ["validate-jwt", 1, /<validate-jwt[\s\S]*<issuer>https:\/\/sts\.windows\.net\/11111111-/],
    [
      "validate-jwt",
      2,
      /<validate-jwt[\s\S]*<issuer>https:\/\/login\.microsoftonline\.com\/11111111-[^<]*\/v2\.0/,
    ],
    ["validate-azure-ad-token", 2, /<validate-azure-ad-token[^>]* tenant-id="11111111-/],
  ] as const)
    test(`${policy} for version ${tokenVersion}: check, server, sign-in and publication, undone without a trace`, async () => {
      await sandbox.reset();
      const clouds = await openClouds(sandbox);
      const before = contentsOf(sandbox);
      const api = { environment: publicAzure, directoryId: id, clientId: id, uri: `api://${id}`, scopes: [] };
      const chosen = {
        api: { ...api, tokenVersion },
        policy,
        portal: { clientId: "portal", clientSecret: "s3cret", scope: `api://${id}/access_as_user` },
      };
      const [found] = await collect(clouds.azure.listApis(calculatorOf(sandbox).instance, signal), signal);
      assert.ok(found);
      const plan = planEntra(await readEntra(clouds.azure, found, signal), chosen, new Date(0));
      const journal = await applied(plan, clouds);
      const resources = Object.values(sandbox.state.azure.resources);
      const text = resources.find((one) => one.id.endsWith(`/apis/${found.apiId}/policies/policy`));
      assert.match(String(text?.properties["value"]), check);
      const client = apimClient(sandbox);
      const server = `entra-${found.apiId}`;
      const { authorizationEndpoint } = await client.authorizationServer.get(...contosoInstance, server);
      assert.equal(authorizationEndpoint, `https://login.microsoftonline.com/${id}/oauth2/v2.0/authorize`);
      const { authenticationSettings } = await client.api.get(...contosoInstance, found.apiId);
      assert.equal(authenticationSettings?.oAuth2?.authorizationServerId, server);
      assert.equal(plan.changes.at(-1)?.ref.kind, "azure-publication");
      await takenBack(journal, clouds);
      assert.deepEqual(contentsOf(sandbox), before);
    });
});
