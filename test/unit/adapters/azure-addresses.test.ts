import assert from "node:assert/strict";
import { SdkAzureCloud } from "../../../src/adapters/azure/sdk-azure-cloud.ts";
import type { AzureAccount } from "../../../src/domain/account.ts";
import type { AzureCloudChoice } from "../../../src/domain/azure-clouds.ts";
import { collect } from "../../support/collect.ts";

const { signal } = new AbortController();
const directory = "11111111-1111-4111-8111-111111111111";

interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly body?: unknown;
  readonly headers: unknown;
}

/** The network of Azure's SDKs, which lists no subscription and one instance; `sent` is what went to it. */
function network() {
  const sent: SentRequest[] = [];
  const answer = (url: URL): unknown => {
    const path = `${url.origin}/${directory}`;
    if (url.pathname.endsWith("/openid-configuration")) {
      return {
        issuer: `${path}/v2.0`,
        authorization_endpoint: `${path}/oauth2/v2.0/authorize`,
        token_endpoint: `${path}/oauth2/v2.0/token`,
        jwks_uri: `${path}/keys`,
      };
    }
    if (url.pathname.endsWith("/token"))
      return { token_type: "Bearer", expires_in: 3600, access_token: "secret-token" };
    return { value: [] };
  };
  const httpClient = {
    sendRequest: async (request: SentRequest) => {
      sent.push(request);
      const bodyAsText = JSON.stringify(answer(new URL(request.url)));
      return { request, status: 200, headers: request.headers, bodyAsText };
    },
  };
  return { sent, http: { retryOptions: { maxRetries: 0 }, httpClient } };
}

async function addressesOf(cloud: AzureCloudChoice | undefined) {
  const account: AzureAccount = {
    kind: "service-principal",
    tenantId: directory,
    clientId: "22222222-2222-4222-8222-222222222222",
    ...(cloud && { cloud }),
  };
  const { sent, http } = network();
  const azure = new SdkAzureCloud({ account, credentials: { clientSecret: "s" }, http });
  await collect(azure.listSubscriptions(signal));
  await collect(azure.listInstances(directory, signal));
  const scopes = sent
    .map(({ body }) => new URLSearchParams(String(body ?? "")).get("scope"))
    .filter((scope) => scope !== null);
  return {
    hosts: [...new Set(sent.map(({ url }) => new URL(url).host))],
    scopes: [...new Set(scopes.map((scope) => scope.split(" ")[0]))],
  };
}

suite("Azure's SDKs go to the cloud of the account", () => {
  for (const [cloud, authority, resourceManager] of [
    [undefined, "login.microsoftonline.com", "management.azure.com"],
    ["USGovernment", "login.microsoftonline.us", "management.usgovcloudapi.net"],
    // MSAL goes to the newer name of login.chinacloudapi.cn, which it knows to be the same
    ["ChinaCloud", "login.partner.microsoftonline.cn", "management.chinacloudapi.cn"],
  ] as const) {
    test(`${cloud ?? "public"}: tokens from ${authority}, requests to ${resourceManager}`, async () => {
      assert.deepEqual(await addressesOf(cloud), {
        hosts: [authority, resourceManager],
        scopes: [`https://${resourceManager}/.default`],
      });
    });
  }

  test("one of its own, where tokens are for another name than the address", async () => {
    const cloud = {
      name: "Contoso",
      authority: "https://login.contoso.cloud/",
      resourceManager: "https://management.contoso.cloud/",
      audience: "https://management.core.contoso.cloud/",
    };
    assert.deepEqual(await addressesOf(cloud), {
      hosts: ["login.contoso.cloud", "management.contoso.cloud"],
      scopes: ["https://management.core.contoso.cloud/.default"],
    });
  });

  test("whatever AZURE_AUTHORITY_HOST says", async () => {
    const name = "AZURE_AUTHORITY_HOST";
    const before = process.env[name];
    process.env[name] = "https://login.elsewhere.example";
    try {
      assert.deepEqual((await addressesOf(undefined)).hosts, [
        "login.microsoftonline.com",
        "management.azure.com",
      ]);
    } finally {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    }
  });
});
