import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import { groupUser } from "../../src/resources/kinds/group-user.ts";
import { collect } from "../support/collect.ts";
import { withSandbox } from "../support/sandbox.ts";
import { azureAccount } from "../support/sandbox-accounts.ts";

const { signal } = new AbortController();

suite("users of groups", () => {
  const sandbox = withSandbox();

  test("are asked for group by group, and are none where the group is gone", async () => {
    const account = azureAccount(sandbox.info);
    const { clientSecret } = sandbox.info.azure;
    const http = await httpOptions(account);
    const store = storeIn(new SdkAzureCloud({ account, credentials: { clientSecret }, http }), groupUser);
    const owner = `${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`;
    for (const where of [{}, { groupId: "developers" }, { groupId: "none" }])
      assert.deepEqual(await collect(store.list(owner, where, signal)), []);
  });
});
