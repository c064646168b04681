import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { toInstance } from "../../../src/adapters/azure/mapping/instance.ts";

const RESOURCE = {
  id: "/subscriptions/s/resourceGroups/Group/providers/Microsoft.ApiManagement/service/contoso",
  location: "West Europe",
  sku: { name: "Developer", capacity: 1 },
  publisherEmail: "",
  publisherName: "",
  gatewayUrl: "https://contoso.azure-api.net/",
  developerPortalUrl: "https://contoso.developer.azure-api.net",
};

suite("an API Management instance as Azure shows it", () => {
  test("is named by its resource id", () => {
    const instance = toInstance(RESOURCE);
    assert.equal(instance?.subscriptionId, "s");
    assert.equal(instance?.resourceGroup, "Group");
    assert.equal(instance?.serviceName, "contoso");
    assert.equal(instance?.gatewayUrl, "https://contoso.azure-api.net");
    assert.equal(toInstance({ ...RESOURCE, id: "/subscriptions/s" }), undefined);
  });

  test("has its portal's custom domain first", () => {
    const hostnameConfigurations = [
      { type: "Proxy", hostName: "api.contoso.com" },
      { type: "DeveloperPortal", hostName: "dev.contoso.com" },
    ];
    assert.deepEqual(toInstance({ ...RESOURCE, hostnameConfigurations })?.developerPortalUrls, [
      "https://dev.contoso.com",
      "https://contoso.developer.azure-api.net",
    ]);
  });

  test("has no portal in the Consumption tier, nor where it is off", () => {
    const consumption = { ...RESOURCE, sku: { name: "Consumption", capacity: 0 } };
    assert.deepEqual(toInstance(consumption)?.developerPortalUrls, []);
    assert.deepEqual(toInstance({ ...RESOURCE, developerPortalStatus: "Disabled" })?.developerPortalUrls, []);
  });
});
