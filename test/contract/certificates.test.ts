import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { setup, suite, test } from "mocha";
import { httpOptions } from "../../src/adapters/azure/http-options.ts";
import { SdkAzureCloud } from "../../src/adapters/azure/sdk-azure-cloud.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import { certificate } from "../../src/resources/kinds/certificate.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { collect } from "../support/collect.ts";
import { failsWith } from "../support/failing.ts";
import { withSandbox } from "../support/sandbox.ts";
import { azureAccount } from "../support/sandbox-accounts.ts";

const { signal } = new AbortController();

suite("certificates of an instance", () => {
  const sandbox = withSandbox();
  const owner = () => `${sandbox.info.azure.subscriptionId}/contoso-rg/contoso-apim`;
  const open = async () => {
    const account = azureAccount(sandbox.info);
    const { clientSecret } = sandbox.info.azure;
    const http = await httpOptions(account);
    return storeIn(new SdkAzureCloud({ account, credentials: { clientSecret }, http }), certificate);
  };

  setup(() => sandbox.reset());

  test("are listed with whom they are of, their thumbprint and when they end", async () => {
    const own = new X509Certificate(sandbox.ca);
    const data = own.raw.toString("base64");
    await apimClient(sandbox).certificate.createOrUpdate(...contosoInstance, "partner", { data });
    const store = await open();
    const [listed, ...others] = await collect(store.list(owner(), {}, signal));
    assert.deepEqual([listed?.ref.id, others], ["partner", []]);
    assert.match(listed?.value.subject ?? "", /CN=Auth0 for APIM sandbox authority/);
    assert.equal(listed?.value.thumbprint, own.fingerprint.replaceAll(":", ""));
    assert.equal(listed?.value.expirationDate, new Date(own.validTo).toISOString());
    assert.equal(listed?.value.keyVault, undefined);
    const read = await store.read(listed?.ref ?? assert.fail(), signal);
    assert.deepEqual(read?.value, listed?.value);
    assert.ok(!JSON.stringify(read).includes(data));
  });

  test("are only read", async () => {
    const store = await open();
    const ref = { kind: certificate.id, owner: owner(), id: "partner" };
    const value = { subject: "", thumbprint: "", expirationDate: "", keyVault: undefined };
    await failsWith("unsupported", store.create(ref, value, signal), "Azure portal");
    await failsWith("unsupported", store.delete({ ref, value, version: '"1"' }, signal), "only read");
  });
});
