import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { toInstance } from "../../../src/adapters/azure/mapping/instance.ts";

const resource = {
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
    const instance = toInstance(resource);
    assert.equal(instance?.subscriptionId, "s");
    assert.equal(instance?.resourceGroup, "Group");
    assert.equal(instance?.serviceName, "contoso");
    assert.equal(instance?.gatewayUrl, "https://contoso.azure-api.net");
    assert.equal(toInstance({ ...resource, id: "/subscriptions/s" }), undefined);
  });

  test("has its portal's custom domain first", () => {
    const hostnameConfigurations = [
      { type: "Proxy", hostName: "api.contoso.com" },
      { type: "DeveloperPortal", hostName: "dev.contoso.com" },
    ];
    assert.deepEqual(toInstance({ ...resource, hostnameConfigurations })?.developerPortalUrls, [
      "https://dev.contoso.com",
      "https://contoso.developer.azure-api.net",
    ]);
  });

  test("has no portal in the Consumption tier, nor where it is off", () => {
    const consumption = { ...resource, sku: { name: "Consumption", capacity: 0 } };
    assert.deepEqual(toInstance(consumption)?.developerPortalUrls, []);
    assert.deepEqual(toInstance({ ...resource, developerPortalStatus: "Disabled" })?.developerPortalUrls, []);
  });
});
