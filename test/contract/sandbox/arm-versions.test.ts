import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { apimClient, collect, contosoInstance, credentialOf } from "../../support/azure-clients.ts";
import { type SuiteSandbox, withSandbox } from "../../support/sandbox.ts";

const instancePath = "/resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/contoso-apim";

/** A request below the subscription. */
async function send(
  sandbox: SuiteSandbox,
  path: string,
  version: string,
  init: { readonly method: string; readonly headers: Readonly<Record<string, string>> },
) {
  const { resourceManager, subscriptionId } = sandbox.info.azure;
  const { token } = await credentialOf(sandbox).getToken(`${resourceManager}/.default`);
  const url = `${resourceManager}/subscriptions/${subscriptionId}${path}?api-version=${version}`;
  return sandbox.fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });
}

async function read(sandbox: SuiteSandbox, path: string, version: string) {
  const response = await send(sandbox, path, version, { method: "GET", headers: {} });
  const body = (await response.json()) as {
    readonly value?: readonly { readonly name: string }[];
    readonly error?: { readonly code: string; readonly message: string };
  };
  return { status: response.status, ...body };
}

suite("versions of Resource Manager's interfaces", () => {
  // held to the contract of one version, a request of another would not fit
  const sandbox = withSandbox({ record: () => undefined });

  test("API Management is spoken in the older and newer versions that differ by addition", async () => {
    const versions =
      "2021-08-01 2022-08-01 2023-05-01-preview 2024-05-01 2024-06-01-preview 2025-09-01-preview 2025-09-01-PREVIEW";
    for (const version of versions.split(" ")) {
      const { status, value } = await read(sandbox, `${instancePath}/apis`, version);
      assert.deepEqual([status, value?.map(({ name }) => name)], [200, ["basic-calculator"]], version);
    }
  });

  test("subscriptions are spoken as older clients ask for them", async () => {
    for (const version of ["2016-06-01", "2019-11-01", "2021-01-01", "2022-12-01"]) {
      assert.equal((await read(sandbox, "", version)).status, 200, version);
    }
  });

  test("an API is deleted at once for clients from before it could be polled", async () => {
    for (const [version, expected] of [
      ["2021-08-01", 200],
      ["2023-09-01-preview", 200],
      ["2024-05-01", 202],
      ["2024-06-01-preview", 202],
    ] as const) {
      await apimClient(sandbox).api.beginCreateOrUpdateAndWait(...contosoInstance, "gone", {
        displayName: "Gone",
        path: "gone",
      });
      const response = await send(sandbox, `${instancePath}/apis/gone`, version, {
        method: "DELETE",
        headers: { "if-match": "*" },
      });
      assert.deepEqual(
        [response.status, response.headers.has("location")],
        [expected, expected === 202],
        version,
      );
      assert.equal((await read(sandbox, `${instancePath}/apis/gone`, version)).status, 404, version);
    }
  });

  test("a version that nobody knows is refused, with those that are known", async () => {
    for (const version of ["2014-02-14", "2024-13-01", "2024-05-01-beta", "latest"]) {
      const { status, error } = await read(sandbox, `${instancePath}/apis`, version);
      assert.deepEqual([status, error?.code], [400, "NoRegisteredProviderFound"], version);
      assert.match(error?.message ?? "", /supported api-versions are '2021-08-01, .*2024-05-01,/);
    }
    assert.equal((await read(sandbox, "", "2024-05-01")).error?.code, "InvalidApiVersionParameter");
  });

  test("another provider's version is not judged", async () => {
    const providers = [
      "/providers/Microsoft.Authorization/roleAssignments",
      "/resourceGroups/contoso-rg/providers/Microsoft.Network/virtualNetworks",
      `${instancePath}/providers/Microsoft.Insights/diagnosticSettings`,
    ];
    for (const path of providers) {
      const { status, error } = await read(sandbox, path, "2031-01-01");
      assert.deepEqual([status, error?.code], [501, "NotImplementedInSandbox"], path);
      assert.match(error?.message ?? "", /does not have the resource provider Microsoft\.(Auth|Net|Ins)/);
    }
  });
});

suite("kinds of which the sandbox's instance has none", () => {
  const sandbox = withSandbox();

  test("the official client finds empty pages", async () => {
    const client = apimClient(sandbox);
    const lists = [
      client.gateway.listByService(...contosoInstance),
      client.logger.listByService(...contosoInstance),
      client.groupUser.list(...contosoInstance, "developers"),
      client.globalSchema.listByService(...contosoInstance),
      client.diagnostic.listByService(...contosoInstance),
      client.documentation.listByService(...contosoInstance),
      client.workspace.listByService(...contosoInstance),
      client.user.listByService(...contosoInstance),
      client.cache.listByService(...contosoInstance),
      client.openIdConnectProvider.listByService(...contosoInstance),
      client.identityProvider.listByService(...contosoInstance),
      client.authorizationProvider.listByService(...contosoInstance),
      client.policyRestriction.listByService(...contosoInstance),
      client.apiDiagnostic.listByService(...contosoInstance, "basic-calculator"),
      client.apiWikis.list(...contosoInstance, "basic-calculator"),
      client.apiTagDescription.listByService(...contosoInstance, "basic-calculator"),
      client.graphQLApiResolver.listByApi(...contosoInstance, "basic-calculator"),
      client.deletedServices.listBySubscription(),
    ];
    for (const list of lists) assert.deepEqual(await collect<unknown>(list), []);
  });

  test("below what is missing there is no empty page", async () => {
    const { status, error } = await read(sandbox, `${instancePath}/apis/none/diagnostics`, "2024-05-01");
    assert.deepEqual([status, error?.code], [404, "ResourceNotFound"]);
  });
});
