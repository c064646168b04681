import { Failure } from "../../src/core/failure.ts";
import { azureWithCalculator, basicCalculator } from "../support/in-memory/index.ts";
import { testAzureCloud } from "./azure-cloud.contract.ts";

let opened = azureWithCalculator();
const { service } = basicCalculator;

testAzureCloud("in memory", {
  async open() {
    opened = azureWithCalculator();
    return opened;
  },
  async openWithoutRights() {
    const azure = azureWithCalculator();
    azure.forbidden.add(basicCalculator.service.subscriptionId);
    return azure;
  },
  async openWithWrongSecret() {
    const azure = azureWithCalculator();
    azure.calls.failAlways(new Failure("unauthorized", "Microsoft Entra ID refused the client secret."));
    return azure;
  },
  calculator: () => ({ service, apiId: basicCalculator.apiId }),
  async addFragment(fragmentId, text, description) {
    opened.putPolicy({ kind: "fragment", service, fragmentId }, text);
    opened.service(service).fragmentDescriptions.set(fragmentId, description);
  },
  async addBackend(id) {
    opened.service(service).backendIds.push(id);
  },
  async addCertificate(id) {
    opened.service(service).certificateIds.push(id);
  },
  async addProduct(id) {
    const state = opened.service(service);
    state.products.push({ id: `${state.service.id}/products/${id}`, productId: id, displayName: id });
    state.productsOfApis.set("basic-calculator", [id]);
  },
});
