import type { ApimApi, Instance, Operation } from "../../../src/domain/apim.ts";
import { InMemoryAzureCloud } from "./azure-cloud.ts";
import { resourceId } from "./resource-ids.ts";

const ref = {
  subscriptionId: "0a6d2f10-2c6e-4d8e-9d2b-6a0c7e9d1f00",
  resourceGroup: "contoso",
  serviceName: "contoso-apim",
};

/** The instance of the examples. */
export const contosoApim: Instance = {
  ...ref,
  id: resourceId(ref),
  location: "westeurope",
  sku: "Developer",
  gatewayUrl: "https://contoso-apim.azure-api.net",
  developerPortalUrls: ["https://contoso-apim.developer.azure-api.net"],
};

/** An API that nobody has secured yet. */
export const basicCalculator: ApimApi = {
  instance: ref,
  apiId: "basic-calculator",
  id: `${contosoApim.id}/apis/basic-calculator`,
  displayName: "Basic Calculator",
  path: "calc",
  protocols: ["https"],
  serviceUrl: "https://calculator.example",
  revision: "1",
  isCurrent: true,
  version: undefined,
  versionSetId: undefined,
  subscriptionRequired: true,
  subscriptionKeyNames: { header: "Ocp-Apim-Subscription-Key", query: "subscription-key" },
  type: "http",
  userAuthorization: { form: "none", oauth2: [], openIdProviderIds: [] },
};

/** Adds and subtracts. */
export const calculatorOperations: readonly Operation[] = ["add", "subtract"].map((name) => ({
  id: `${basicCalculator.id}/operations/${name}`,
  operationId: name,
  displayName: name,
  method: "GET",
  urlTemplate: `/${name}`,
  templateParameters: [],
  queryParameters: ["a", "b"].map((parameter) => ({
    name: parameter,
    required: true,
    defaultValue: "1",
    values: [],
  })),
}));

/** Azure with the instance `contoso-apim` and the Basic Calculator API in it. */
export function azureWithCalculator(): InMemoryAzureCloud {
  const azure = new InMemoryAzureCloud();
  azure.subscriptions = [{ id: ref.subscriptionId, name: "Contoso", tenantId: "contoso" }];
  azure.addInstance(contosoApim);
  azure.addApi(basicCalculator, calculatorOperations);
  return azure;
}
