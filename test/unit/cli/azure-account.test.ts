import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { azureAccountFrom, readInstanceId } from "../../../src/cli/access/azure-account.ts";
import { Failure } from "../../../src/core/failure.ts";

suite("auth0-apim access: who signs in to Azure", () => {
  test("the Azure CLI, unless the variables name a service principal", async () => {
    assert.deepEqual((await azureAccountFrom({})).account, { kind: "azure-cli" });
    assert.deepEqual((await azureAccountFrom({ AZURE_TENANT_ID: "t" })).account, { kind: "azure-cli" });
    assert.deepEqual((await azureAccountFrom({ AZURE_TENANT_ID: "t", AZURE_CLIENT_ID: "c" })).account, {
      kind: "environment",
    });
  });

  test("in the cloud that AZURE_CLOUD names", async () => {
    const cloud = async (name: string) => (await azureAccountFrom({ AZURE_CLOUD: name })).account.cloud;
    assert.equal(await cloud("AzureCloud"), undefined);
    assert.equal(await cloud("AzureUSGovernment"), "USGovernment");
    assert.equal(await cloud("azurechinacloud"), "ChinaCloud");
    await assert.rejects(cloud("Moon"), (error) => error instanceof Failure && /Moon/.test(error.message));
  });

  test("in a sandbox only by a file that is there and describes one", async () => {
    for (const file of ["gone.json", "package.json"]) {
      await assert.rejects(
        azureAccountFrom({ AUTH0_APIM_SANDBOX_INFO: file }),
        (error) => error instanceof Failure && error.message.startsWith(file),
      );
    }
  });

  test("an instance is named by its resource id, in any casing", () => {
    const instance = { subscriptionId: "s", resourceGroup: "g", serviceName: "n" };
    const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/n";
    for (const each of [id, id.slice(1), `${id}/`, id.replace("resourceGroups", "resourcegroups")])
      assert.deepEqual(readInstanceId(each), instance);
    for (const other of ["", "n", `${id}/apis/a`, id.replace("service/n", "service/")])
      assert.throws(() => readInstanceId(other), Failure);
  });
});
