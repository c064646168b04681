import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { toService } from "../../../src/adapters/azure/mapping/service.ts";

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
    const service = toService(RESOURCE);
    assert.equal(service?.subscriptionId, "s");
    assert.equal(service?.resourceGroup, "Group");
    assert.equal(service?.serviceName, "contoso");
    assert.equal(service?.gatewayUrl, "https://contoso.azure-api.net");
    assert.equal(toService({ ...RESOURCE, id: "/subscriptions/s" }), undefined);
  });

  test("has its portal's custom domain first", () => {
    const hostnameConfigurations = [
      { type: "Proxy", hostName: "api.contoso.com" },
      { type: "DeveloperPortal", hostName: "dev.contoso.com" },
    ];
    assert.deepEqual(toService({ ...RESOURCE, hostnameConfigurations })?.developerPortalUrls, [
      "https://dev.contoso.com",
      "https://contoso.developer.azure-api.net",
    ]);
  });

  test("has no portal in the Consumption tier, nor where it is off", () => {
    const consumption = { ...RESOURCE, sku: { name: "Consumption", capacity: 0 } };
    assert.deepEqual(toService(consumption)?.developerPortalUrls, []);
    assert.deepEqual(toService({ ...RESOURCE, developerPortalStatus: "Disabled" })?.developerPortalUrls, []);
  });
});
