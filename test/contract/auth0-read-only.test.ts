import assert from "node:assert/strict";
import { ManagementClient } from "auth0";
import { setup, suite, test } from "mocha";
import { trustingFetch } from "../../src/adapters/trusting-fetch.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import type { Kind } from "../../src/resources/kind.ts";
import { type CustomDomain, customDomain } from "../../src/resources/kinds/custom-domain.ts";
import { settingsId, tenantSettings } from "../../src/resources/kinds/tenant-settings.ts";
import { failsWith } from "../support/failing.ts";
import { allOf } from "../support/kept.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAuth0 } from "../support/sandbox-accounts.ts";
import { assertUnchanged } from "./kinds/documents.contract.ts";

const { signal } = new AbortController();

suite("what is read only of an Auth0 tenant, through the SDK on the sandbox", () => {
  const sandbox = withSandbox();
  setup(() => sandbox.reset());

  /** What somebody has who may write. */
  const managementClient = async () => {
    const { domain, clientId, clientSecret } = sandbox.info.auth0;
    return new ManagementClient({ domain, clientId, clientSecret, fetch: await trustingFetch(sandbox.info) });
  };

  test("custom domains are listed and read, and neither made, changed nor deleted", async () => {
    const cloud = await openAuth0(sandbox.info);
    const store = storeIn(cloud, customDomain);
    assert.deepEqual(await allOf(cloud, customDomain), []);
    const { customDomains } = await managementClient();
    const draft = { domain: "login.contoso.example", type: "auth0_managed_certs" } as const;
    const { custom_domain_id: id } = await customDomains.create(draft);
    const ref = { kind: customDomain.id, owner: cloud.domain, id };
    const found = (await store.read(ref, signal)) ?? assert.fail();
    const { domain, type, status, tlsPolicy }: CustomDomain = found.value;
    assert.deepEqual(
      [domain, type, status, tlsPolicy],
      ["login.contoso.example", "auth0_managed_certs", "pending_verification", "recommended"],
    );
    assert.deepEqual(await allOf(cloud, customDomain), [found.value]);
    await assertUnchanged(customDomain as Kind, found);
    await failsWith("unsupported", store.create({ ...ref }, found.value, signal), "read only");
    await failsWith("unsupported", store.update(found, { tlsPolicy: "other" }, signal), "read only");
    await failsWith("unsupported", store.delete(found, signal), "read only");
  });

  test("the settings of the tenant are read, with the default audience, and not changed", async () => {
    const cloud = await openAuth0(sandbox.info);
    const { tenants } = await managementClient();
    await tenants.settings.update({ default_audience: "urn:orders" });
    const store = storeIn(cloud, tenantSettings);
    const ref = { kind: tenantSettings.id, owner: cloud.domain, id: settingsId };
    const found = (await store.read(ref, signal)) ?? assert.fail();
    assert.equal(found.value.default_audience, "urn:orders");
    assert.deepEqual(await allOf(cloud, tenantSettings), [found.value]);
    assert.equal(await store.read({ ...ref, id: "other" }, signal), undefined);
    await failsWith("unsupported", store.update(found, { default_audience: "" }, signal), "read only");
  });
});
